"""Payment methods, automatic card draws, fees and what late payment costs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contracts.terms.parts.figure import Days, Fee, Months, Policy, PriceSheetFee, Stated, Statutory


class Method(StrEnum):
    """How a customer may pay."""

    SLIP = "slip"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    MOBILEPAY = "mobilepay"


class CollectionMode(StrEnum):
    """When an automatic collection is made."""

    START_OF_MONTH = "start_of_month"
    LAST_BANK_DAY = "last_bank_day"
    BEFORE_NEGATIVE = "before_negative"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethods:
    """The methods offered, which one a new customer gets and what an invalid one leads to."""

    offered: Stated[tuple[Method, ...]]
    default: Stated[Method] | None
    default_cycle: Months | None
    electronic_only: Stated[bool] | None
    valid_method_required: Stated[bool]
    invalid_leads_to: Stated[str]
    status_shown: Stated[bool] | None
    ultimate_consequence: Policy[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCollection:
    """Automatic card payment: mode, cycle, notice before a draw, revocation and duties."""

    modes: Stated[tuple[CollectionMode, ...]]
    default_mode: Policy[CollectionMode]
    default_cycle: Months
    monthly_by_agreement: Stated[bool] | None
    notice: Days | None
    notice_says: Stated[tuple[str, ...]] | None
    further_draws: Stated[tuple[str, ...]] | None
    further_draw_notice: Days | None
    revocable: Stated[bool] | None
    draw_before_balance_below_minor: Stated[int] | None
    replaced_card: Stated[str] | None
    card_kept_current: Stated[bool]
    timing_free_in_dunning: Stated[bool] | None
    card_data_stored: Stated[bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """Every fee the document names, one field each; None where the document has no such fee."""

    missed_self_reading: Fee | None = None
    disconnection_visit: Fee | None = None
    payment_slip: Fee | None = None
    direct_debit_notice: Fee | None = None
    card_payment: Fee | None = None
    bank_transfer: Fee | None = None
    monthly_collection: Fee | None = None
    setup: PriceSheetFee | None = None
    paper: PriceSheetFee | None = None
    fee_sheet: Stated[str] | None = None
    grid_fees_passed_on: Stated[bool] | None = None
    grid_fee_excluded_when: Stated[str] | None = None
    derived_only_with_event: Policy[bool] | None = None
    slip_is_not_invoice_fee: Policy[bool] | None = None
    transfer_scope: Policy[str] | None = None
    monthly_fee_is: Policy[str] | None = None
    paper_only_when_asked: Policy[bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePayment:
    """What paying late costs and when debts are set off; the figures themselves are statutory."""

    interest: Statutory
    interest_day_count: Policy[str]
    reminder_fee: Statutory
    reminder_count: Statutory
    reminder_gap: Statutory
    other_recovery_costs: Stated[bool]
    business_compensation: Statutory | None
    set_off_due_claims: Stated[bool]
    set_off_with_group: Stated[bool]
