"""Security, breach, cancellation, disconnection and supply afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contracts.terms.parts.figure import Days, Limit, Months, Policy, Stated, Statutory
from contracts.terms.parts.scope import Fuel


class SecurityForm(StrEnum):
    """What a customer may put up."""

    CASH_DEPOSIT = "cash_deposit"
    BANK_GUARANTEE = "bank_guarantee"
    OTHER_SATISFACTORY = "other_satisfactory"


class Procedure(StrEnum):
    """Which procedure a security demand follows."""

    STATUTORY_HOUSEHOLD = "statutory_household"
    SUPPLIER_DEADLINES = "supplier_deadlines"


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeBalance:
    """A balance that lets a case be opened: negative for more than `days`, or by more than `limit`."""

    days: Days
    limit: Limit
    either_suffices: Stated[bool]
    card_payers_only: Stated[bool]
    counting: Policy[str]
    effect: Policy[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityProcedure:
    """How a demand must run: the statutory minima for households, the supplier's own for businesses."""

    kind: Policy[Procedure]
    deadline_days: Statutory | Policy[int]
    deadline_without_arrears: Statutory | None
    reminders_first: Statutory | None
    cancellation_notice_days: Statutory | Policy[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """When security may be demanded, how much at most and in which forms."""

    reason_required: Stated[bool]
    also_without_arrears: Stated[bool] | None
    negative_balance: NegativeBalance | None
    invalid_method_counts: Stated[bool] | None
    cap_months: Months | Statutory
    cap_by_actual_risk: Stated[bool]
    cap_basis: Policy[str]
    forms: Stated[tuple[SecurityForm, ...]]
    before_start: Stated[bool] | None
    allowed_in_reconstruction: Stated[bool] | Policy[bool]
    procedure: SecurityProcedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What counts as material breach and what still stands between a breach and a cancellation."""

    examples: Stated[tuple[str, ...]]
    immediate_cancellation: Policy[str] | Stated[str]
    past_debt_never_cancels: Stated[bool] | Policy[bool]
    other_assurance_blocks: Stated[bool] | Policy[bool]
    other_assurances: Policy[tuple[str, ...]]
    notice_after_security_deadline: Stated[bool] | Policy[bool]
    non_payment: Policy[str] | None
    exit_charge_inside_binding: Stated[bool] | None
    credit_reporting: Stated[bool]
    not_breach: Stated[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnection:
    """When supply may be cut and who pays."""

    after_cancellation: Stated[bool] | Policy[bool]
    not_if_other_supplier: Stated[bool] | Policy[bool]
    costs_borne_by_customer: Stated[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReSupply:
    """Which debt must be paid before the customer can demand supply again."""

    blocked_by: Stated[tuple[Fuel, ...]] | Policy[tuple[Fuel, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeure:
    """What suspends the duties and what the affected side must tell."""

    told_at_once_in_writing: Stated[bool]
    expected_end_told: Stated[bool]
    due_care_required: Stated[bool] | None
    own_labour_conflict_counts: Stated[bool] | None
    lack_of_money_counts: Stated[bool]
    extends_from_grid: Stated[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability:
    """What the supplier does not answer for."""

    not_for: Stated[tuple[str, ...]]
    business_loss_unless_gross: Stated[bool] | None
