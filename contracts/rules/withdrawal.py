"""Until when a household may withdraw from an agreement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from config.foundation.calendar import ONE_DAY, DaysOff, HalfHoliday, add_months, next_working_day
from config.foundation.zone import COPENHAGEN, zone_of
from contracts.rules.agreed import Agreed
from contracts.rules.sentence import DecidedBy, Sentence, say
from contracts.rules.statute import StatuteRow, figure_on
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import Clock, Conclusions, Withdrawal
from contracts.terms.parts.scope import Fuel

EVERY_WEEK = frozenset({"saturday", "sunday", "holiday"})
NAMED_DAYS_OFF = {
    "5-jun": HalfHoliday.CONSTITUTION_DAY,
    "24-dec": HalfHoliday.CHRISTMAS_EVE,
    "31-dec": HalfHoliday.NEW_YEARS_EVE,
}
"""The words of the figure `withdrawal_last_day_moves`; public holidays and weekends are always among them."""


class MadeAt(StrEnum):
    """Where an agreement was made."""

    DISTANCE = "distance"
    OFF_PREMISES = "off_premises"
    PREMISES = "premises"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalRight:
    """The last day to send the message, and how it was reckoned."""

    last_day: date
    why: tuple[Sentence, ...]


def has_right(*, agreed: Agreed, made_at: MadeAt) -> bool:
    """
    Return whether the agreement may be withdrawn from at all: households alone, and only where the terms say.

    Source: OR-11.1 (however concluded), GE-VF-1.3 (distance and off-premises), EP-1.1 (none for businesses).
    """
    part = agreed.terms.withdrawal
    if part is None or not agreed.is_household:
        return False
    return Conclusions.ANY in part.concluded_by.value or made_at in {str(way) for way in part.concluded_by.value}


def withdrawal_right(
    *, agreed: Agreed, made_at: MadeAt, informed_on: date | None, law: Sequence[StatuteRow]
) -> WithdrawalRight | None:
    """
    Return the last day to withdraw, or None when there is no such right.

    The day the agreement was made is not counted. `informed_on` is the day the customer was told of the right
    (None: not yet): the days run from then when it came later, for twelve months more at the most. A last day
    that is a Saturday, Sunday, holiday, 5 June, 24 or 31 December moves to the next working day.

    Source: OR-11.1, GE-VF-1.3; law.md §2 (forbrugeraftaleloven § 19).
    """
    part = agreed.terms.withdrawal
    if part is None or not has_right(agreed=agreed, made_at=made_at):
        return None
    days, months = (
        figure_on(law, key=key, country=agreed.terms.country, day=agreed.concluded_on).exact
        for key in ("withdrawal_days", "withdrawal_extension_months")
    )
    closed = figure_on(law, key=part.last_day_moves.key, country=agreed.terms.country, day=agreed.concluded_on)
    runs_from = agreed.concluded_on if part.runs_from.value is Clock.CONCLUSION else agreed.starts_on
    days = max(part.period.count, days)
    latest = add_months(runs_from + ONE_DAY * days, months)
    counted = latest if informed_on is None else min(max(runs_from, informed_on) + ONE_DAY * days, latest)
    moved = next_working_day(counted, days_off=_days_off(closed.value))
    counting = _counting(
        part, days=days, months=months, runs_from=runs_from, informed_on=informed_on, counted=counted
    )
    return WithdrawalRight(last_day=moved, why=(counting, *_moving(part, counted=counted, moved=moved)))


def is_in_time(*, right: WithdrawalRight, sent_at: datetime, zone: str = COPENHAGEN) -> bool:
    """
    Return whether a message sent (or a call made) at this moment is in time: until midnight, local time.

    Source: OR-11.1 and GE-VF-1.3 (dispatch in time suffices); rules.md §9.
    """
    if sent_at.tzinfo is None:
        raise ValueError("A moment without a time zone is no moment; give an aware datetime.")
    return sent_at.astimezone(zone_of(zone)).date() <= right.last_day


def withdrawn_fuels(*, part: Withdrawal, named: Collection[Fuel], held: Collection[Fuel]) -> frozenset[Fuel]:
    """
    Return which fuels a message withdraws: those it names where they stand apart, else all the customer has.

    Source: GE-VF-1.3 (electricity and gas separately).
    """
    if part.per_fuel and part.per_fuel.value and named:
        return frozenset(named) & frozenset(held)
    return frozenset(held)


def _days_off(words: str) -> DaysOff:
    return {NAMED_DAYS_OFF[word] for word in words.split() if word not in EVERY_WEEK}


def _counting(
    part: Withdrawal, *, days: int, months: int, runs_from: date, informed_on: date | None, counted: date
) -> Sentence:
    clause = part.period.clause
    if informed_on is None or counted < informed_on + ONE_DAY * days:
        return say(
            N_(
                "You were not told of your right in time: it lasts %(months)s months beyond %(days)s days, "
                "until %(day)s."
            ),
            clause=clause,
            decided_by=DecidedBy.LAW,
            months=months,
            days=days,
            day=counted,
        )
    late = informed_on > runs_from
    return say(
        N_("You were told of your right on %(start)s; %(days)s days after that end on %(day)s.")
        if late
        else N_("%(days)s days after %(start)s, when the agreement was made, end on %(day)s."),
        clause=clause,
        decided_by=DecidedBy.LAW if late or days > part.period.count else DecidedBy.TERMS,
        days=days,
        start=informed_on if late else runs_from,
        day=counted,
    )


def _moving(part: Withdrawal, *, counted: date, moved: date) -> Iterator[Sentence]:
    if moved != counted:
        yield say(
            N_("%(day)s is not a working day, so you have until %(moved)s."),
            clause=part.last_day_moves.clause,
            decided_by=DecidedBy.LAW,
            day=counted,
            moved=moved,
        )
