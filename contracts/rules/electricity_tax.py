"""The Danish electricity tax: the rates of a day, and the reduced one for homes with electric heating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from config.foundation.money import round_exact
from config.foundation.period import Period

FULL_RATE_WH = 4_000_000
DAYS_OF_A_YEAR = 365
CUMULATIVE_FROM = 2025


@dataclass(frozen=True, slots=True)
class TaxStep:
    """The rates in force from a day on, in micro-kr per kWh without VAT."""

    valid_from: date
    full_micro: int
    reduced_micro: int


class TaxRateMissing(LookupError):
    """No rate of the electricity tax is known for a day: a gap in our figures, never the customer's."""


@dataclass(frozen=True, slots=True)
class TaxSplit:
    """Consumption by the rate it bears."""

    full_wh: int
    reduced_wh: int


def step_on(*, day: date, steps: Sequence[TaxStep]) -> TaxStep:
    """
    Return the rates a day bears: those of the last step that began on it or before.

    Source: law.md §4 (electricity tax table); OR-4.4.

    :raises TaxRateMissing: before the first step
    """
    begun = [step for step in steps if step.valid_from <= day]
    if not begun:
        raise TaxRateMissing(f"No electricity tax is known for {day}.")
    return max(begun, key=lambda step: step.valid_from)


def full_rate_allowance(*, year: int, eligible: Period) -> int:
    """
    Return how many Wh of a calendar year bear the full rate in a home with electric heating.

    4,000 kWh, and for a part of the year 4,000 × its days/365 (never more than 4,000), rounded to whole Wh.

    Source: law.md §4 (reduced tax, partial year pro rata); OR-4.6.

    >>> full_rate_allowance(year=2025, eligible=Period(date(2025, 7, 1)))   # 184 of 365 days
    2016438
    """
    part = eligible.clip(to=Period(date(year, 1, 1), date(year + 1, 1, 1)))
    if part is None:
        return 0
    return min(FULL_RATE_WH, round_exact(Fraction(FULL_RATE_WH * part.days(), DAYS_OF_A_YEAR)))


def split_period(*, wh: int, period: Period, year_allowance: int, used_before: int) -> TaxSplit:
    """
    Return how much of a period inside one calendar year bears the full and how much the reduced rate.

    From 2025 the full rate is charged until the year's allowance is used up. Before 2025 every period had
    its own share of it by days, whatever was used earlier in the year.

    Source: law.md §4 (since 2025 charged in full until the cumulative 4,000 is passed); OR-4.6.
    """
    last_day = period.last_day
    if last_day is None or last_day.year != period.starts_on.year:
        raise ValueError("The electricity tax is split within one calendar year.")
    if last_day.year < CUMULATIVE_FROM:
        room = full_rate_allowance(year=last_day.year, eligible=period)
    else:
        room = max(0, year_allowance - used_before)
    full_wh = min(wh, room)
    return TaxSplit(full_wh=full_wh, reduced_wh=wh - full_wh)


def full_rate_wh(
    *, wh: NDArray[np.int64], used_before: NDArray[np.int64], allowance: NDArray[np.int64]
) -> NDArray[np.int64]:
    """
    Return the Wh bearing the full rate for many homes (rows) and consecutive days of one year (columns).

    `used_before` is what each home used from 1 January, or since it became eligible, to the first column.
    The same sums as `split_period` from 2025, all homes at once.

    Source: law.md §4; OR-4.6.
    """
    used = used_before[:, None] + np.concatenate(
        [np.zeros((len(wh), 1), np.int64), np.cumsum(wh, axis=1, dtype=np.int64)], axis=1
    )
    at_full_rate: NDArray[np.int64] = np.diff(np.minimum(used, allowance[:, None]), axis=1)
    return at_full_rate
