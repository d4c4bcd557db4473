"""When an owner's termination takes effect: at the first event that could be verified, never before the notice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from config.foundation.calendar import ONE_DAY
from contracts.rules.sentence import Sentence, Value, quote, say
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import OwnerTermination

AWAITED = N_(
    "You still stand as owner, so the agreement runs on until there is a new supply, a cut-off or a new owner."
)
HAPPENED = {
    "new_supply_agreement": N_("There is a new supply agreement for the home, as could be checked on %(day)s."),
    "supply_cut_off": N_("Supply is cut off, as could be checked on %(day)s."),
    "no_longer_registered_owner": N_("You are no longer the registered owner, as could be checked on %(day)s."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiableEvent:
    """
    One of the events the terms name, with its three dates.

    `verifiable_on` is the day the message and the means to check it were there, not when someone did check.
    """

    kind: str
    told_on: date
    verifiable_on: date
    verified_on: date | None = None

    def __post_init__(self) -> None:
        if self.verifiable_on < self.told_on:
            raise ValueError("Nothing can be verified before it is told.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerEnd:
    """
    The first day without the agreement, and the first day without charges; None while an event is awaited.

    `decided_by` is the event that counted, None where none has come or the notice ended later.
    """

    ends_before: date | None
    charges_end_before: date | None
    decided_by: VerifiableEvent | None
    why: tuple[Sentence, ...]

    @property
    def awaits_event(self) -> bool:
        return self.ends_before is None


def owner_end(
    *,
    part: OwnerTermination,
    notice_ends_before: date,
    events: Collection[VerifiableEvent],
    supply_stops_on: date | None,
) -> OwnerEnd:
    """
    Return when the termination by someone who owns the home, or stands as its owner, takes effect.

    That is the later of the notice's end and the first day on which one of the events could be verified.
    Without an event the agreement runs on. Charges at a metering point stop at the supplier switch or
    cut-off, `supply_stops_on`, at the latest.

    Source: OR-13.2 with X-32.

    :raises ValueError: for an event the terms do not name
    """
    first = _first(part, events)
    if first is None:
        awaited = quote(AWAITED, part=part.effective)
        return OwnerEnd(ends_before=None, charges_end_before=supply_stops_on, decided_by=None, why=(awaited,))
    ends_before = max(notice_ends_before, first.verifiable_on)
    stops = ends_before if supply_stops_on is None else min(ends_before, supply_stops_on)
    happened = say(HAPPENED[first.kind], clause=part.events.clause, day=first.verifiable_on)
    last_day: dict[str, Value] = {"notice": notice_ends_before - ONE_DAY, "day": ends_before - ONE_DAY}
    ended = N_("Your notice ends on %(notice)s; the later of the two counts, so the last day is %(day)s.")
    return OwnerEnd(
        ends_before=ends_before,
        charges_end_before=stops,
        decided_by=first if first.verifiable_on > notice_ends_before else None,
        why=(happened, quote(ended, part=part.effective, **last_day)),
    )


def _first(part: OwnerTermination, events: Collection[VerifiableEvent]) -> VerifiableEvent | None:
    """Return the event that could be verified first; of two on one day the one the terms name first."""
    order = {kind: place for place, kind in enumerate(part.events.value)}
    for event in events:
        if event.kind not in order:
            raise ValueError(f"{part.events.clause} names no event {event.kind!r}.")
    return min(events, key=lambda event: (event.verifiable_on, order[event.kind]), default=None)
