"""By when a complaint is answered: the day we aim at, and the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from config.foundation.calendar import Country, add_working_days
from contracts.terms.parts.complaint import ComplaintRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTime:
    """`target_on` is the day we aim at and warn staff on, `answer_by` the last day an answer is in time."""

    target_on: date
    answer_by: date


def answer_time(*, route: ComplaintRoute, received_on: date, country: str) -> AnswerTime:
    """
    Return when a complaint received on a day is answered.

    The target counts working days; the limit counts plain days and is never moved for a weekend or a
    holiday, because the board takes a case after 30 days of silence whatever day that is.

    Source: X-70 (CE-04, CE-06, BO-14, EP-13.1, OR-16.1, GE-V-12.1, GE-F-12.3); law.md §8.
    """
    answer_by = received_on + timedelta(days=route.answer_limit_days.value)
    target = add_working_days(received_on, route.answer_target_workdays.value, country=cast(Country, country))
    return AnswerTime(target_on=min(target, answer_by), answer_by=answer_by)


def is_late(*, answer_by: date, on: date) -> bool:
    """
    Return whether the last day for an answer has passed.

    >>> is_late(answer_by=date(2026, 5, 2), on=date(2026, 5, 2))
    False
    >>> is_late(answer_by=date(2026, 5, 2), on=date(2026, 5, 3))
    True

    Source: X-70; law.md §8 (no answer within 30 days).
    """
    return on > answer_by
