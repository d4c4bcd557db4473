"""When a move may be told, what happens to an early or late notice, and how long the old address is paid for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from config.foundation.calendar import HOLIDAYS_ONLY, ONE_DAY, add_months, working_days_before
from contracts.rules.agreed import Agreed
from contracts.rules.sentence import Sentence, quote, say
from contracts.rules.statute import StatuteRow, figure_on
from contracts.terms.marker import N_
from contracts.terms.parts.moving import MoveNotice

UNTIL_REGISTERED = "when_notified_and_registered"
DAYS_OFF = HOLIDAYS_ONLY
"""5 June, 24 and 31 December count as working days here: that gives the customer the later last day."""


class MoveTiming(StrEnum):
    """How a notice of a move stands to the window; none of them is a refusal."""

    EARLY = "early"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWindow:
    """The days on which a move is told in time, both included."""

    opens_on: date
    last_day: date

    def timing(self, told_on: date) -> MoveTiming:
        if told_on < self.opens_on:
            return MoveTiming.EARLY
        return MoveTiming.IN_TIME if told_on <= self.last_day else MoveTiming.LATE


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAnswer:
    """
    What follows from a notice of a move.

    `held_until` is the day an early notice is used. `registrable_on` is the day from which the move-out can
    stand. `old_address_ends_before` is the first day that is not paid for at the old address; None while that
    waits for the registration.
    """

    timing: MoveTiming
    window: MoveWindow
    held_until: date | None
    registrable_on: date
    old_address_ends_before: date | None
    why: tuple[Sentence, ...]


def move_window(*, part: MoveNotice, moves_on: date) -> MoveWindow:
    """
    Return the window for telling about a move: whole months before at the earliest, working days at the latest.

    Source: EP-11.2d (7), OR-12.5 (10), GE-V-10.3c and GE-F-10.3c (14 working days); law.md §3, rules.md §0.
    """
    return MoveWindow(
        opens_on=add_months(moves_on, -part.earliest.count),
        last_day=working_days_before(moves_on, part.latest.count, days_off=DAYS_OFF),
    )


def move_answer(
    *, agreed: Agreed, moves_on: date, told_on: date, registered_on: date | None, law: Sequence[StatuteRow]
) -> MoveAnswer:
    """
    Return what a notice of a move leads to: it is accepted whenever it comes, held when early.

    A move-out can be registered from the day after the notice. A household is free at the old address from the
    move, or from that day when it told after it, however late the supplier registers. A business is free once
    the move-out is told and registered, `registered_on`.

    Source: EP-11.2d, EP-11.2f, OR-12.5, GE-V-10.3c, GE-F-10.3c with X-65; law.md §5 (from the next day).

    :raises ValueError: when these terms have no moves
    """
    part = agreed.terms.move_notice
    if part is None:
        raise ValueError(f"The terms {agreed.terms.code} know no moves.")
    wait = figure_on(law, key="move_out_earliest_days", country=agreed.terms.country, day=told_on).exact
    window = move_window(part=part, moves_on=moves_on)
    timing = window.timing(told_on)
    registrable_on = max(moves_on, told_on + timedelta(days=wait))
    ends_before: date | None = registrable_on
    if part.liability_ends.value == UNTIL_REGISTERED:
        ends_before = None if registered_on is None else max(moves_on, told_on, registered_on)
    return MoveAnswer(
        timing=timing,
        window=window,
        held_until=window.opens_on if timing is MoveTiming.EARLY else None,
        registrable_on=registrable_on,
        old_address_ends_before=ends_before,
        why=(
            _window_step(part, window),
            *_timing_steps(part, timing, window, registrable_on),
            _liability_step(part, ends_before),
        ),
    )


def missing_data(*, part: MoveNotice, given: Collection[str]) -> tuple[str, ...]:
    """
    Return which facts the notice still lacks, in the terms' order.

    Source: OR-12.6 (new address, date of the move, personal number).

    >>> from contracts import terms
    >>> missing_data(part=terms.by_code("orsted_2019").move_notice, given={"move_date"})
    ('new_address', 'personal_number')
    """
    required = part.required_data.value if part.required_data else ()
    return tuple(fact for fact in required if fact not in given)


def keeps_energy_price(*, part: MoveNotice, is_fixed_price: bool) -> bool:
    """
    Return whether the price of the energy itself is kept at the new address; tariffs and taxes always change.

    Source: OR-12.2 with X-33 (fixed price kept); EP-11.2c, GE-V-10.3b, GE-F-10.3b (price of the new grid area).
    """
    return is_fixed_price and part.fixed_price_kept is not None and part.fixed_price_kept.value


def _window_step(part: MoveNotice, window: MoveWindow) -> Sentence:
    return say(
        N_("A move is told from %(opens)s (%(months)s months before) to %(last)s (%(days)s working days before)."),
        clause=part.latest.clause,
        opens=window.opens_on,
        months=part.earliest.count,
        last=window.last_day,
        days=part.latest.count,
    )


def _timing_steps(
    part: MoveNotice, timing: MoveTiming, window: MoveWindow, registrable_on: date
) -> Iterator[Sentence]:
    if timing is MoveTiming.EARLY:
        yield quote(N_("We keep your notice and use it on %(day)s."), part=part.too_early, day=window.opens_on)
    elif timing is MoveTiming.LATE:
        text = N_("You told us later than that; we accept it, and %(day)s is the earliest day we can register.")
        yield quote(text, part=part.too_late, day=registrable_on)


def _liability_step(part: MoveNotice, ends_before: date | None) -> Sentence:
    if ends_before is None:
        text = N_("You pay for the old address until the move-out is told and registered.")
        return quote(text, part=part.liability_ends)
    text = N_("You pay for the old address until and including %(day)s.")
    return quote(text, part=part.liability_ends, day=ends_before - ONE_DAY)
