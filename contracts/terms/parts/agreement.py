"""How an agreement is withdrawn from, bound, ended, changed into another product and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contracts.terms.parts.figure import Days, Fee, Months, Policy, Stated, Statutory
from contracts.terms.parts.scope import Fuel, Source


class Conclusions(StrEnum):
    """How an agreement may have been concluded."""

    ANY = "any"
    DISTANCE = "distance"
    OFF_PREMISES = "off_premises"


class Clock(StrEnum):
    """From which day a period runs."""

    CONCLUSION = "conclusion"
    SUPPLY_START = "supply_start"
    AGREED_START = "agreed_start"


class ExitCause(StrEnum):
    """Ways out that never cost an exit fee."""

    WITHDRAWAL = "withdrawal"
    LEAVE_ON_CHANGE = "leave_on_change"
    SUPPLIER_TERMINATES = "supplier_terminates"
    SUPPLIER_BREACH = "supplier_breach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to reach the supplier for one purpose; any clear statement counts beside these examples."""

    kind: str
    address: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The right to regret: how long, from when, what counts as in time and what must be paid."""

    period: Days
    runs_from: Stated[Clock]
    concluded_by: Stated[tuple[Conclusions, ...]]
    dispatch_in_time: Stated[bool]
    channels: tuple[Channel, ...]
    standard_form_optional: Stated[bool] | None
    pay_for_delivered: Stated[bool] | None
    subscription_share: Stated[bool] | None
    last_day_moves: Statutory
    per_fuel: Stated[bool] | None = None
    product_change_opens_own: Policy[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """
    How long the customer is bound.

    `months` is None when the length stands in the agreement (`stated_on`); 0 means expressly no binding.
    """

    months: Months | None
    stated_on: tuple[Source, ...]
    runs_from: Stated[Clock] | Policy[Clock]
    overridable_by: Stated[Source] | None
    fuels: Policy[tuple[Fuel, ...]] | Stated[tuple[Fuel, ...]]
    statutory_maximum: Statutory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePeriod:
    """A notice in months to the end of a calendar month; `months` is None when the agreement states it."""

    months: Months | None
    to_end_of_month: Stated[bool] | None
    during_binding: Stated[bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """How each side ends an agreement by notice."""

    customer: NoticePeriod
    supplier: NoticePeriod
    in_writing: Stated[bool] | None
    earliest_end: Policy[str] | None
    stated_on: tuple[Source, ...]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostMarkup:
    """The markup a supplier would have earned: on which estimate, and how it stands to VAT."""

    allowed: Stated[bool]
    other_loss: Stated[bool]
    estimate_months: Policy[int]
    vat_added: Policy[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyExit:
    """What leaving inside the binding costs; the flat fee is a minimum or a fixed sum as the clause says."""

    flat_fee: Fee
    flat_fee_is_minimum: Stated[bool]
    supplier_may_choose_flat: Stated[bool] | None
    lost_markup: LostMarkup | None
    remaining_subscriptions: Policy[bool] | None
    subscriptions_by_day: Policy[bool] | None
    household_total_cap: Policy[str] | None
    test_is: Stated[str]
    on_move_flat_only: Stated[bool] | None
    on_breach_inside_binding: Stated[bool] | None
    never_on: Policy[tuple[ExitCause, ...]]
    once_per: Policy[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductChange:
    """Changing into another product: when it starts and whether it binds anew."""

    offer_after: Months | None
    offer_runs_from: Stated[Clock] | None
    asked_by_customer: Stated[bool] | None
    starts: Policy[str] | None
    binding_on_variable: Policy[bool] | None
    binding_months_fixed_to_fixed: Months | None
    binding_runs_from: Policy[Clock] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerTermination:
    """When the termination by an owner takes effect: at the first of these events that could be verified."""

    events: Stated[tuple[str, ...]]
    effective: Policy[str]
    disconnection_request_forwarded_at_once: Stated[bool]
    grid_fee_passed_on: Stated[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalSettlement:
    """When the last bills must be out, and when each period starts."""

    final: Days
    final_runs_from: Stated[str]
    move: Days
    move_runs_from: Stated[str]
    normally_final: Stated[bool] | None
    statute: Statutory


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who may hand the agreement on."""

    customer_needs_consent: Stated[bool]
    supplier_may_assign_to: Stated[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOnChange:
    """When a customer may leave because terms change; such a leave has no notice and costs nothing."""

    scope: Stated[str] | Policy[str]
    free_of_charge: Policy[bool]
    effective: Policy[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNotice:
    """How prices and terms may be changed: reasons, notice, channel and the way out."""

    minimum: Days | Policy[int] | None
    statute: Statutory
    individual_communication: Stated[bool]
    reasons: Stated[tuple[str, ...]] | None
    inflation_index_from: Stated[str] | None
    pre_contract_information_may_change: Stated[bool] | None
    cross_reference: Policy[str] | None
    leave: LeaveOnChange
    pass_through_without_notice: Stated[bool] | None
