"""What a move, a death or an insolvency asks of the customer and of the supplier."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.terms.parts.figure import Days, Months, Policy, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveNotice:
    """The window for telling about a move and what follows from it."""

    earliest: Months
    latest: Days
    too_early: Policy[str]
    too_late: Policy[str]
    liability_ends: Policy[str]
    agreement_follows: Stated[bool]
    all_metering_points: Stated[bool] | None
    old_address_continues: Stated[bool] | None
    price_at_new_address: Stated[str]
    fixed_price_kept: Policy[bool] | None
    required_data: Stated[tuple[str, ...]] | None
    self_reading_on_the_day: Stated[bool] | None
    estimate_when_no_reading: Stated[bool] | None
    prices_not_yet_fixed: Stated[str] | None
    registered_on_self_service: Stated[bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvents:
    """Events the supplier must hear of at once, and what it may then ask."""

    reported_at_once: Stated[tuple[str, ...]]
    meter_read_at_once: Stated[bool]
    security_allowed: Stated[tuple[str, ...]]
    security_in_reconstruction: Stated[bool] | Policy[bool]
    death: Policy[str] | None
