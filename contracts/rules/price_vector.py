"""Prices of one local day as int64 vectors, resolved once per area and day and never per reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from config.foundation.day_length import intervals, local_date, local_hours, starts
from config.foundation.money import round_exact
from config.foundation.period import Period
from contracts.rules.day_values import MARKET_ZONE, spans

QUARTERS = 4
"""
Every vector holds quarter-sums: four times the price of its interval, or the sum of its four quarters.

So an hour against quarter prices, a quarter against an hour price and equal lengths all give
Wh × vector as a whole number over the same 4·10⁷ (see `billing.rules.cost_day`).
"""

Vector = NDArray[np.int64]


class PriceMissing(LookupError):
    """Prices that are not there: which area or charge, which day, which local times."""

    def __init__(self, *, of: str, day: date, times: Sequence[str] = ()) -> None:
        where = f" at {', '.join(times)}" if times else ""
        super().__init__(f"No price of {of} on {day}{where}.")
        self.of = of
        self.day = day
        self.times = tuple(times)


class PriceRefused(ValueError):
    """Prices that contradict each other or do not lie on the clock."""


@dataclass(frozen=True, slots=True)
class SpotDay:
    """The day-ahead prices of one area and local day: micro-kr per kWh without VAT, also negative."""

    area: str
    day: date
    resolution: int
    micro: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TariffStep:
    """A tariff over a half-open period: one price all day or 24 by local clock hour, micro-kr per kWh."""

    period: Period
    micro: tuple[int, ...]


def micro_per_kwh(*, dkk_per_mwh: Iterable[Decimal]) -> list[int]:
    """
    Return market prices per MWh as whole micro-kr per kWh, the remainder carried along.

    1 kr per MWh is 1,000,000 micro-kr per 1,000 kWh, so 1,000 micro-kr per kWh.

    >>> micro_per_kwh(dkk_per_mwh=[Decimal("209.779999"), Decimal("-0.0005"), Decimal("30.86")])
    [209780, -1, 30860]
    """
    series, so_far, given = [], Fraction(0), 0
    for price in dkk_per_mwh:
        so_far += Fraction(price) * 1000
        whole = round_exact(so_far)
        series.append(whole - given)
        given = whole
    return series


def micro_of_kr(*, kr: Decimal) -> int:
    """Return a price in kroner as micro-kr, rounded half away from zero: 0.087854 kr is 87,854."""
    return round_exact(Fraction(kr) * 1_000_000)


def spot_days(
    *, area: str, prices: Iterable[tuple[datetime, Decimal]], zone: str = MARKET_ZONE
) -> tuple[list[SpotDay], list[PriceMissing]]:
    """
    Gather prices by instant, in any order, into whole local days; a day with a hole is named instead.

    The remainder is carried within the day alone, so a day is the same whatever file it came in.

    :raises PriceRefused: for two prices of one instant, or an instant off the clock
    """
    by_day: dict[date, dict[datetime, Decimal]] = {}
    for moment, price in prices:
        of_day = by_day.setdefault(local_date(moment, zone=zone), {})
        if of_day.setdefault(moment, price) != price:
            raise PriceRefused(f"{area} has two prices at {moment}.")
    whole, holes = [], []
    for day in sorted(by_day):
        try:
            whole.append(_spot_day(area, day, by_day[day], zone=zone))
        except PriceMissing as missing:
            holes.append(missing)
    return whole, holes


def spot_vector(*, spot: SpotDay | None, area: str, day: date, resolution: int, zone: str = MARKET_ZONE) -> Vector:
    """
    Return the quarter-sums of the spot price for a meter read every `resolution` minutes.

    An hour bears the four quarter prices in equal parts; a quarter bears the price of its hour.

    Source: design.md §6; EP-5.5 (the price at the time of use, 15 minutes since 1 October 2025).

    :raises PriceMissing: when there are no prices for the day
    """
    if spot is None:
        raise PriceMissing(of=area, day=day)
    if len(spot.micro) != intervals(day, zone=zone, resolution_minutes=spot.resolution):
        raise PriceRefused(f"{area} has {len(spot.micro)} prices on {day}.")
    micro = np.array(spot.micro, np.int64)
    if spot.resolution == resolution:
        return micro * QUARTERS
    if resolution == 60:
        sums: Vector = micro.reshape(-1, QUARTERS).sum(axis=1)
        return sums
    return np.repeat(micro * QUARTERS, QUARTERS)


def tariff_vector(
    *, steps: Sequence[TariffStep], of: str, day: date, resolution: int, zone: str = MARKET_ZONE
) -> Vector:
    """
    Return the quarter-sums of a tariff: the price follows the local clock hour of each interval.

    So the price of 02–03 is used twice in October and not at all in March.

    Source: formats.md §2 (DatahubPricelist semantics); OR-4.3, EP-5.3, EP-5.4.

    :raises PriceMissing: when no step covers the day
    """
    micro = step_on(steps=steps, of=of, day=day).micro
    hours = local_hours(day, zone=zone, resolution_minutes=resolution)
    return np.array([micro[hour % len(micro)] for hour in hours], np.int64) * QUARTERS


def step_on(*, steps: Sequence[TariffStep], of: str, day: date) -> TariffStep:
    """
    Return the one step in force on a day; the last day of a step is the day before it ends.

    :raises PriceMissing: when there is none
    :raises PriceRefused: when there are several, or one has not 1 or 24 prices
    """
    found = [step for step in steps if step.period.contains(day)]
    if not found:
        raise PriceMissing(of=of, day=day)
    if len(found) > 1 or len(found[0].micro) not in (1, 24):
        raise PriceRefused(f"{of} has no single price list on {day}.")
    return found[0]


def _spot_day(area: str, day: date, prices: dict[datetime, Decimal], *, zone: str) -> SpotDay:
    moments = sorted(prices)
    quarterly = any(moment.minute for moment in moments) or len(moments) > 25
    resolution = 15 if quarterly else 60
    begins = starts(day, zone=zone, resolution_minutes=resolution)
    if not set(moments) <= set(begins):
        raise PriceRefused(f"{area} has a price off the clock on {day}.")
    absent = [moment for moment in begins if moment not in prices]
    if absent:
        raise PriceMissing(of=area, day=day, times=spans(moments=absent, step=timedelta(minutes=resolution)))
    return SpotDay(area, day, resolution, tuple(micro_per_kwh(dkk_per_mwh=[prices[each] for each in begins])))
