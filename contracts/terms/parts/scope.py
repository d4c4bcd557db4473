"""Who the supplier is, whom the document covers, what ranks first and what must hold before it applies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contracts.terms.parts.figure import Policy, Stated


class CustomerKind(StrEnum):
    """Whom a document is written for; the main purpose of the use decides."""

    HOUSEHOLD = "household"
    BUSINESS = "business"


class Fuel(StrEnum):
    """What is supplied."""

    ELECTRICITY = "electricity"
    GAS = "gas"


class Source(StrEnum):
    """Where a condition may stand; a document lists them first to last in rank."""

    FRONT_PAGE = "front_page"
    ABOUT_YOUR_AGREEMENT = "about_your_agreement"
    ORDER_CONFIRMATION = "order_confirmation"
    TERMS = "terms"


class Debt(StrEnum):
    """Towards whom a customer may be in arrears when it asks for a new agreement."""

    SUPPLIER = "supplier"
    PARTNERS = "partners"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The company behind the document, as the document names it."""

    name: str
    registration: str
    address: str
    website: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Customers and fuels the document covers, and the rank of the papers that make up an agreement."""

    customers: Stated[tuple[CustomerKind, ...]]
    fuels: Stated[tuple[Fuel, ...]]
    precedence: Stated[tuple[Source, ...]] | None
    registration_required: Stated[bool] | None = None
    variant_on_receipt: Stated[str] | None = None
    privacy_policy_applies: Stated[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What happens when an agreement is made: confirmation, credit check, arrears, power of attorney."""

    confirmation_sent: Stated[bool] | None
    credit_approval: Stated[bool] | None
    no_arrears_with: Stated[tuple[Debt, ...]] | None
    not_in_credit_register: Stated[bool] | None
    ongoing_credit_check: Stated[bool] | None
    extra_prepayment: Stated[bool] | None
    refused_leads_to: Policy[str]
    power_of_attorney: Stated[tuple[str, ...]]
    email_required: Stated[bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty of the customer towards the grid company, as an English message id."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDuties:
    """What the customer owes the grid company, and what a reopening asks to be confirmed."""

    duties: tuple[Duty, ...]
    connection_required: Stated[bool]
    confirmed_before_reopening: Stated[str]
    gas_meters_too: Stated[bool]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where and how energy is delivered, and what a customer must report."""

    at_agreed_point: Stated[bool]
    balancing_included: Stated[bool] | None
    stop_with_grid: Stated[bool]
    by_price_area: Stated[tuple[str, ...]] | None
    changes_reported: Stated[tuple[str, ...]]
    unreported_change: Policy[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metering:
    """Who answers for the meter, what is billed without data, and how a meter is tested."""

    responsible: Stated[str]
    suspicion_reported_to: Stated[str]
    test_requested_through: Stated[str]
    test_fee_passed_on: Stated[bool] | None
    post_adjustment: Stated[bool]
    estimate_basis: Stated[tuple[str, ...]]
    estimate_made_by: Stated[str]
    self_readings_a_year: Stated[int] | None
    data_from: Stated[str] | None = None
