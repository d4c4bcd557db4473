"""What the price consists of, how a-conto payments are planned and when invoices are made."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.terms.parts.figure import Count, Limit, Months, Policy, Stated, Vat
from contracts.terms.parts.scope import Fuel


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """The product whose name states a starting markup in micro-kroner per kWh; the agreement decides."""

    product: str
    micro_kr_per_kwh: int
    vat: Vat
    agreement_decides: Stated[bool]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The three parts of the price, currency, VAT convention and what is passed through."""

    currency: Stated[str]
    quoted_vat: Stated[Vat]
    parts: Stated[tuple[str, ...]]
    pass_through_margin_minor: Stated[int] | Policy[int]
    pass_through_changes_at_once: Stated[bool] | Policy[bool]
    settled_by: Stated[str]
    markup: Markup | None
    subscription_per_metering_point: Stated[bool] | None
    product_by_entitlement: Stated[bool] | None
    special_tax_on_request: Stated[bool] | None
    information_at: Stated[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """How many months one a-conto collection covers: the default, and the range to choose from."""

    default: Policy[int] | Months
    minimum: Months | None
    maximum: Months | None
    chosen_by: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceCollection:
    """When a later collection may be brought forward: balance below minus `limit`, in the named scope."""

    limit: Limit
    cycle_longer_than: Months | None
    scope: Policy[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aconto:
    """On-account payments: cycle, basis, first estimate, later shares and changes."""

    in_advance: Stated[bool]
    in_arrears: Stated[bool]
    cycle: Cycle
    basis: Stated[tuple[str, ...]]
    gas_basis: Stated[tuple[str, ...]] | None
    price_basis: Stated[str] | None
    first_estimate: Stated[str] | None
    first_period_pro_rata: Policy[bool] | None
    later_share: Policy[str] | None
    corrected_after_reading: Stated[bool] | None
    change_without_notice: Stated[bool]
    change_threshold_percent: Policy[int] | None
    collection_is_invoicing: Stated[bool]
    advance: AdvanceCollection | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoicing:
    """When an invoice or a final settlement is made, and what it must say."""

    day_of_month: Stated[int] | None
    months_after_consumption: Stated[int] | None
    times_a_year_remote_hourly: Count | None
    times_a_year_other: Count | None
    final_on_measured: Stated[bool]
    true_up: Stated[bool] | None
    yearly_fuels: Stated[tuple[Fuel, ...]] | None
    bills_per_fuel: Stated[tuple[tuple[Fuel, int], ...]] | None
    content: Stated[tuple[str, ...]]
    figures_vat: Stated[Vat]
    missing_data_on_the_day: Policy[str] | Stated[str]
