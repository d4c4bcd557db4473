"""When consumption is invoiced: on which day, for how many months at a time, and which period is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.foundation.calendar import add_months, next_bank_day
from config.foundation.period import Period
from contracts.terms.parts.price import Invoicing
from contracts.terms.parts.scope import Fuel

INVOICE_DAY = 15
"""Our day for documents that state none, the same as the others state (X-34: the interval is the supplier's)."""

MONTHS_LATER = 1
MONTHS_OF_A_YEAR = 12

DAYS_TO_PAY = 14
"""From issue to the last timely payment day; the documents promise that it is stated, not how long it is."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """An invoice of `months` calendar months at a time, on a day of the month that is so many months later."""

    day: int
    months: int
    months_later: int
    clause: str


def schedule(*, invoicing: Invoicing, fuel: str, read_remotely_by_the_hour: bool) -> Schedule:
    """
    Return how often and when an agreement is invoiced.

    With a stated day it is monthly, except fuels settled once a year. A document that only promises so
    many times a year is kept by equal numbers of months, invoiced on our own day after them.

    Source: EP-6.4, GE-VF-4.8, GE-VF-4.11, OR-5.1c, OR-5.1d, X-34.

    :raises ValueError: for a document that says neither a day nor how often
    """
    yearly = invoicing.yearly_fuels
    if yearly is not None and Fuel(fuel.lower()) in yearly.value:
        return Schedule(INVOICE_DAY, MONTHS_OF_A_YEAR, MONTHS_LATER, yearly.clause)
    if invoicing.day_of_month is not None and invoicing.months_after_consumption is not None:
        day, later = invoicing.day_of_month, invoicing.months_after_consumption.value
        return Schedule(day.value, 1, later, day.clause)
    often = invoicing.times_a_year_remote_hourly if read_remotely_by_the_hour else invoicing.times_a_year_other
    if often is None:
        raise ValueError("The terms do not say when an invoice is made.")
    return Schedule(INVOICE_DAY, MONTHS_OF_A_YEAR // often.number, MONTHS_LATER, often.clause)


def invoiced_through(*, schedule: Schedule, as_of: date) -> date:
    """
    Return the first day that no invoice covers yet when all due ones have been made.

    The day is a calendar day, weekend or not. Calendar months, quarters and years count from January.

    Source: EP-6.4, GE-VF-4.8 (January's consumption: 15 February).

    >>> monthly = Schedule(day=15, months=1, months_later=1, clause="EP-6.4")
    >>> invoiced_through(schedule=monthly, as_of=date(2026, 2, 14))
    datetime.date(2026, 1, 1)
    >>> invoiced_through(schedule=monthly, as_of=date(2026, 2, 15))
    datetime.date(2026, 2, 1)
    """
    month = as_of.replace(day=1)
    reached = month if as_of.day >= schedule.day else add_months(month, -1)
    end = add_months(reached, 1 - schedule.months_later)
    return add_months(end, -((end.month - 1) % schedule.months))


def due_period(*, schedule: Schedule, as_of: date, open_from: date, ends_before: date | None) -> Period | None:
    """
    Return the oldest period due on `as_of` for an account no invoice covers from `open_from` on, or None.

    One that starts or ends inside a month gets an invoice of that part; missed ones follow one by one.

    Source: EP-6.4, GE-VF-4.8, OR-5.1c.
    """
    through = invoiced_through(schedule=schedule, as_of=as_of)
    turn = _next_turn(open_from, schedule.months)
    if turn > through:
        return None
    end = min(turn, ends_before) if ends_before else turn
    return Period(open_from, end) if end > open_from else None


def last_timely_day(*, issued_on: date) -> date:
    """
    Return the last day on which payment is timely, a bank day.

    Source: EP-5.6, OR-6.1c, GE-VF-5.3 (the bill states it).

    >>> last_timely_day(issued_on=date(2026, 2, 14))
    datetime.date(2026, 3, 2)
    """
    return next_bank_day(date.fromordinal(issued_on.toordinal() + DAYS_TO_PAY))


def _next_turn(day: date, months: int) -> date:
    first = day.replace(day=1)
    return add_months(first, months - (first.month - 1) % months)
