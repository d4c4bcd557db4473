"""Compensation for power cuts, the outage counter and the yearly equal-access report of a grid company."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contracts.terms.parts.figure import Months, Policy, Stated, Statutory


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """Longer than `above_hours` and at most `to_hours`; the first step includes its lower bound."""

    step: int
    above_hours: int
    to_hours: int | None
    percent: Fraction
    minimum_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionGround:
    """A ground on which a person may reduce compensation; never decided by the program."""

    key: str
    text: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageCompensation:
    """
    The outage ladder with its rules.

    The printed minimum per step belongs to the years `printed_minimum_years`; other years use the statutory
    unit (`minimum_unit`) times the step number.
    """

    currency: Stated[str]
    threshold_hours: Stated[int]
    threshold_inclusive: Policy[bool]
    unplanned_only: Stated[bool]
    planned_overrun: Policy[str]
    ladder: tuple[LadderStep, ...]
    ladder_clause: str
    ladder_step_hours: Policy[int]
    minimum_unit: Statutory
    minimum_unit_year_of: Policy[str]
    printed_unit_minor: Policy[int]
    printed_minimum_years: Stated[tuple[int, int]]
    per_part_floor: Policy[str]
    cap_percent: Stated[int]
    cap_after_minimum: Policy[bool]
    base: Stated[str]
    restored_after_hours: Stated[int]
    restored_rule_before_threshold: Policy[bool]
    starts_at: Policy[str]
    payout: Months
    payout_runs_from: Policy[str]
    without_application: Stated[bool]
    late_interest: Statutory
    claim_limit: Statutory
    reductions: tuple[ReductionGround, ...]
    exclusions: Statutory
    damages_separate: Stated[bool]
    deducted_from_damages: Stated[bool]
    statute_link: Stated[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageCounter:
    """The public number of current interruptions."""

    shown_at_zero: Stated[bool]
    unknown_is_not_zero: Stated[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualAccessReport:
    """The yearly report: month and day by which it is notified and published."""

    month: int
    day: int
    moved_for_weekends: Stated[bool]
    recipient: Policy[str]
    approvals_linked: Stated[bool]
    clause: str
