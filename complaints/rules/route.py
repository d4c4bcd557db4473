"""The way a complaint goes: levels inside the company, and the bodies outside on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from complaints.enums import ComplaintLevel, ComplaintSubject
from contracts.terms.parts.complaint import ComplaintLevel as Step
from contracts.terms.parts.complaint import ComplaintRoute, ExternalBody

LADDER = (ComplaintLevel.FRONTLINE, ComplaintLevel.SECOND)

# What a body may say it never takes up, by what a case is about.
_MATTER: Mapping[str, str] = {
    ComplaintSubject.OUTAGE: "outage_compensation",
    ComplaintSubject.INVOICE: "money_disputes",
    ComplaintSubject.PAYMENT: "money_disputes",
}


def step_at(*, route: ComplaintRoute, level: str) -> Step:
    """
    Return who inside the company has a case at a level; the last step when there are fewer.

    Source: CE-04, CE-06, BO-14, EP-13.1, OR-16.1, GE-V-12.1, GE-F-12.3.
    """
    return route.levels[min(LADDER.index(ComplaintLevel(level)), len(route.levels) - 1)]


def next_level(*, route: ComplaintRoute, level: str) -> ComplaintLevel | None:
    """
    Return the level above, or None when the company has no other.

    Source: CE-06 (the customer ambassador); the other documents name one level.
    """
    above = LADDER.index(ComplaintLevel(level)) + 1
    return LADDER[above] if above < min(len(LADDER), len(route.levels)) else None


def has_last_word(*, route: ComplaintRoute, level: str) -> bool:
    """
    Return whether a decision at this level is final inside the company.

    Source: CE-09; where a document does not say so, the same desk looks again.
    """
    return step_at(route=route, level=level).final_for_company


def may_go_on(*, answered: bool, late: bool) -> bool:
    """
    Return whether a case may go to the level above or to a body outside.

    A decision opens the way, and so does silence past the last day for an answer (X-70).

    >>> may_go_on(answered=False, late=False), may_go_on(answered=False, late=True)
    (False, True)

    Source: CE-06, CE-10, BO-14, OR-16.2, GE-V-12.1; law.md §8.
    """
    return answered or late


def bodies_on(
    *, route: ComplaintRoute, day: date, household: bool = True, subject: str = ""
) -> tuple[ExternalBody, ...]:
    """
    Return the bodies outside that exist on a day, take this kind of customer and this kind of matter.

    Source: CE-10, CE-11 and X-69 (closed bodies), BO-15 (who takes up what), OR-16.2.
    """
    matter = _MATTER.get(subject, "")
    return tuple(
        body
        for body in route.external
        if _exists(body, day) and (household or not body.households_only) and matter not in body.never_for
    )


def _exists(body: ExternalBody, day: date) -> bool:
    begun = body.shown_from is None or body.shown_from <= day
    return begun and (body.hidden_from is None or day < body.hidden_from)
