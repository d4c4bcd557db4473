"""On which day an a-conto payment is collected, and by when it must have been announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import cast

from billing.enums import CollectionMode
from billing.rules.aconto import Rate
from config.foundation.calendar import Country, add_months, last_bank_day, next_bank_day
from config.foundation.money import WH_MICRO_KR_PER_ORE
from config.foundation.period import Period

ANNOUNCE_EARLIER = timedelta(days=3)
"""We announce this long before the last lawful day, so that a mail server that is down costs no month."""


def calendar_collection_day(*, mode: CollectionMode, period: Period, country: str = "DK") -> date:
    """
    Return the day the calendar gives for collecting the period in advance.

    START_OF_MONTH and QUARTERLY: the first day of the period, else the next bank day, so that nobody is
    drawn before the month they pay for. LAST_BANK_DAY: the last bank day of the month before the period.

    Source: OR-6.2a (start of each month); GE-VF-4.14 with GE-VF-4.6 (last bank day, in advance); EP-6.2.

    :raises ValueError: for BEFORE_NEGATIVE, whose day depends on the balance
    """
    land = cast(Country, country)
    if mode is CollectionMode.LAST_BANK_DAY:
        month_before = add_months(period.starts_on.replace(day=1), -1)
        return last_bank_day(month_before.year, month_before.month, country=land)
    if mode is CollectionMode.BEFORE_NEGATIVE:
        raise ValueError("A draw before the balance turns negative has no day in the calendar.")
    return next_bank_day(period.starts_on, country=land)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an account stands at by the end of `last_day`, and what a day is expected to cost, exactly."""

    last_day: date
    balance: int
    cost_per_day: tuple[int, int]
    """Numerator and denominator of the minor units a day costs, so that no rounding adds up."""


def day_cost(*, rate: Rate) -> tuple[int, int]:
    """
    Return what a day is expected to cost, as a fraction of minor units.

    Source: EP-6.14, GE-VF-4.19.

    >>> day_cost(rate=Rate(year_wh=3_650_000, price_micro=2_000_000, fixed_per_month=0))   # 10 kWh at 2 kr.
    (2000, 1)
    """
    year = Fraction(rate.year_wh * rate.price_micro, WH_MICRO_KR_PER_ORE) + 12 * rate.fixed_per_month
    day = year / 365
    return day.numerator, day.denominator


def first_negative_day(*, forecast: Forecast, limit: int = 0) -> date | None:
    """
    Return the first day whose closing balance is expected below `limit`; None when nothing is used.

    Source: EP-6.14 (before the balance turns negative), GE-VF-4.19 (before it passes 0 kr).

    >>> first_negative_day(forecast=Forecast(date(2026, 5, 10), 5000, (2000, 1)))   # 30, 10, -10
    datetime.date(2026, 5, 13)
    >>> first_negative_day(forecast=Forecast(date(2026, 5, 10), 4000, (2000, 1)))   # 20, 0, -20
    datetime.date(2026, 5, 13)
    """
    if forecast.balance < limit:
        return forecast.last_day
    cost, unit = forecast.cost_per_day
    if cost <= 0:
        return None
    days = (forecast.balance - limit) * unit // cost + 1
    return forecast.last_day + timedelta(days=days)


def draw_before_negative(*, forecast: Forecast, as_of: date, limit: int = 0) -> date | None:
    """
    Return the day before the account would turn negative, today when that has passed.

    Any calendar day will do: a card is drawn on the day it is asked.

    Source: EP-6.14, GE-VF-4.19.
    """
    negative = first_negative_day(forecast=forecast, limit=limit)
    return None if negative is None else max(as_of, negative - timedelta(days=1))


def last_notice_day(*, collect_on: date, notice_days: int) -> date:
    """
    Return the last day on which the notice of a draw may be sent.

    Source: OR-6.2b: a draw on 1 May is announced on 23 April at the latest.

    >>> last_notice_day(collect_on=date(2026, 5, 1), notice_days=8)
    datetime.date(2026, 4, 23)
    """
    return collect_on - timedelta(days=notice_days)


def announced_through(*, as_of: date, notice_days: int) -> date:
    """
    Return the last day whose draw is announced on `as_of`: some days before the last lawful one. Source: OR-6.2b.

    >>> announced_through(as_of=date(2026, 4, 20), notice_days=8)   # three days before the last lawful one
    datetime.date(2026, 5, 1)
    """
    return as_of + timedelta(days=notice_days) + ANNOUNCE_EARLIER


def lawful_collection_day(
    *, wanted: date, notice_sent_on: date, notice_days: int, mode: CollectionMode, country: str = "DK"
) -> date:
    """
    Return the day of the draw when its notice is sent on `notice_sent_on`: never earlier than its days allow.

    A late notice moves the draw forward, to a bank day where the calendar decides; nothing is back-dated.

    Source: OR-6.2b.
    """
    first_lawful = notice_sent_on + timedelta(days=notice_days)
    if first_lawful <= wanted:
        return wanted
    if mode is CollectionMode.BEFORE_NEGATIVE:
        return first_lawful
    return next_bank_day(first_lawful, country=cast(Country, country))


def is_announced_in_time(*, notice_sent_on: date | None, collect_on: date, notice_days: int) -> bool:
    """Return whether the draw may be made: the notice is proven and old enough. Source: OR-6.2b."""
    if notice_sent_on is None:
        return False
    return notice_sent_on <= last_notice_day(collect_on=collect_on, notice_days=notice_days)


def negative_closes_in_a_row(*, closes: Sequence[int]) -> int:
    """
    Return how many of the latest end-of-day balances were negative without a break.

    Source: EP-6.15, GE-VF-4.21 with X-59: more than seven days is the eighth negative close.

    >>> negative_closes_in_a_row(closes=[-1, 0, -5, -1]), negative_closes_in_a_row(closes=[])
    (2, 0)
    """
    for count, close in enumerate(reversed(closes)):
        if close >= 0:
            return count
    return len(closes)
