"""How much is paid on account for a period, and the sum laid out so that it can be shown."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from config.foundation.calendar import add_months
from config.foundation.money import WH_MICRO_KR_PER_ORE, round_exact
from config.foundation.period import Period


@dataclass(frozen=True, slots=True)
class Rate:
    """The inputs of a plan: Wh a year, micro-kr per kWh and minor units a month, both with everything and VAT."""

    year_wh: int
    price_micro: int
    fixed_per_month: int


@dataclass(frozen=True, slots=True)
class AcontoAmount:
    """An amount in minor units with its parts: each is rounded once, and they add up to it."""

    amount: int
    energy: int
    fixed: int
    fee: int
    wh: int
    days: int
    rate: Rate
    fee_clause: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedYear:
    """A yearly consumption, where it comes from, and the clause that says so."""

    wh: int
    source: str
    clause: str


def aconto_amount(*, rate: Rate, period: Period, fee: int = 0, fee_clause: str = "") -> AcontoAmount:
    """
    Return what is paid for the period: its days' share of the year at the estimated price, plus fixed parts.

    Chosen among the readings of GE-VF-4.10 is days in the period over days in the year, each day taking the
    length of its own year, so that twelve months add up to the year. Fixed prices go by months. Parts are
    rounded half away from zero, once each, to the øre; the sum is not rounded to whole kroner.

    Source: GE-VF-4.10, EP-6.1, OR-5.1b; fee: GE-VF-4.15 with X-56.
    """
    share = year_share(period=period)
    energy = round_exact(rate.year_wh * rate.price_micro * share / WH_MICRO_KR_PER_ORE)
    fixed = round_exact(rate.fixed_per_month * period.in_months())
    return AcontoAmount(
        amount=energy + fixed + fee,
        energy=energy,
        fixed=fixed,
        fee=fee,
        wh=round_exact(rate.year_wh * share),
        days=period.days(),
        rate=rate,
        fee_clause=fee_clause if fee else "",
    )


def year_share(*, period: Period) -> Fraction:
    """
    Return the part of a year the period is.

    >>> year_share(period=Period(date(2027, 12, 1), date(2028, 2, 1)))    # 31 of 365 and 31 of 366 days
    Fraction(22661, 133590)
    """
    months = period.months()
    return sum((Fraction(part.days(), _days_in_year(part.starts_on)) for part in months), Fraction(0))


def aconto_period(*, day: date, cycle_months: int, plan_starts_on: date) -> Period:
    """
    Return the period of the cycle that holds `day`: blocks of calendar months, the first one cut to the plan.

    Blocks are counted from January, so a quarterly plan has the calendar's quarters; a start inside one pays
    for the days that are left of it.

    Source: EP-6.2 (quarterly in advance, first period pro rata), OR-5.1a (1 to 6 months), OR-6.2a.

    >>> aconto_period(day=date(2026, 5, 20), cycle_months=3, plan_starts_on=date(2026, 5, 12))
    Period(starts_on=datetime.date(2026, 5, 12), ends_before=datetime.date(2026, 7, 1))
    """
    number = day.year * 12 + day.month - 1
    first = number - number % cycle_months
    starts_on = date(first // 12, first % 12 + 1, 1)
    return Period(max(starts_on, plan_starts_on), add_months(starts_on, cycle_months))


def cycle_is_allowed(*, cycle_months: int, minimum: int | None, maximum: int | None) -> bool:
    """
    Return whether a cycle lies within the terms' range; never outside 1 to 6 months.

    Source: OR-5.1a (1–6 months; 0 and 7 are refused), EP-6.13, GE-VF-4.14.
    """
    return max(1, minimum or 1) <= cycle_months <= min(6, maximum or 6)


def expected_year(
    *, grid_company_wh: Sequence[int | None], product_first_wh: int, first_clause: str, basis_clause: str
) -> ExpectedYear:
    """
    Return the yearly consumption a plan starts from: what is expected at the metering points, else the
    product's stated estimate for each point nothing is known about.

    Source: EP-6.1, OR-5.1b, GE-VF-4.6; GE-VF-4.9 (mover without history).
    """
    known = [wh for wh in grid_company_wh if wh is not None]
    missing = len(grid_company_wh) - len(known)
    if not missing:
        return ExpectedYear(sum(known), "grid_company", basis_clause)
    return ExpectedYear(sum(known) + missing * product_first_wh, "product_estimate", first_clause)


def year_from_use(*, wh: int, days: int, clause: str) -> ExpectedYear:
    """
    Return the yearly consumption a measured stretch points to.

    Source: GE-VF-4.6, GE-VF-4.10 (earlier consumption), EP-6.6.

    >>> year_from_use(wh=730_000, days=73, clause="GE-VF-4.6").wh
    3650000
    """
    return ExpectedYear(round_exact(Fraction(wh * 365, days)), "own_use", clause)


def price_per_kwh(*, exact: Fraction, wh: int) -> int:
    """
    Return in micro-kr what a kWh cost on average, of exact minor units and Wh.

    Source: GE-VF-4.10 (an estimated price that matches the consumption), OR-5.1b.

    >>> price_per_kwh(exact=Fraction(20_000), wh=100_000)    # 200 kr. for 100 kWh
    2000000
    """
    return round_exact(exact * WH_MICRO_KR_PER_ORE / wh)


REVIEWED_FROM_DAY = 16
"""A plan is looked at once a month, from the day after the invoice of the month before."""


def review_month(*, as_of: date) -> date:
    """
    Return the first day of the month whose review is due by `as_of`.

    Source: EP-6.6, GE-VF-4.9 (corrected in the next collection period), GE-VF-4.12.

    >>> review_month(as_of=date(2026, 5, 15)), review_month(as_of=date(2026, 5, 16))
    (datetime.date(2026, 4, 1), datetime.date(2026, 5, 1))
    """
    first = as_of.replace(day=1)
    return first if as_of.day >= REVIEWED_FROM_DAY else add_months(first, -1)


def changed_materially(*, old: int, new: int, threshold_percent: int) -> bool:
    """
    Return whether an amount differs from the former one by the threshold or more.

    Source: EP-6.7, GE-VF-4.12 (materially; the percentage is our choice in the terms).

    >>> [changed_materially(old=10_000, new=new, threshold_percent=15) for new in (11_499, 11_500, 8_500)]
    [False, True, True]
    """
    return abs(new - old) * 100 >= threshold_percent * abs(old)


def may_bring_forward(
    *,
    balance: int,
    limit: int,
    cycle_months: int,
    cycle_longer_than: int | None,
    direct_debit_only: bool,
    pays_by_direct_debit: bool,
) -> bool:
    """
    Return whether a collection may be brought forward: more than `limit` in minus, in the terms' scope.

    Exactly −500.00 is not more than 500 in minus.

    Source: EP-6.12 (Betalingsservice, by X-58), GE-VF-4.18 (any method with a cycle longer than a month).
    """
    if cycle_longer_than is not None and cycle_months <= cycle_longer_than:
        return False
    if direct_debit_only and not pays_by_direct_debit:
        return False
    return balance < -limit


def _days_in_year(day: date) -> int:
    return 366 if isleap(day.year) else 365
