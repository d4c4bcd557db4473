"""One metering point's local day of values in Wh: from market quantities, checked, packed and unpacked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from config.foundation.day_length import intervals, local_date, starts
from config.foundation.money import round_exact
from contracts.enums import Quality

MARKET_ZONE = "Europe/Copenhagen"
"""The clock of the Danish market: its days, and the hours its prices follow."""

RESOLUTIONS = (15, 60)
MOST_WH = 2**31 - 1


class DayValuesRefused(ValueError):
    """Values that cannot be a metering point's day; the text names the day and what is wrong."""


@dataclass(frozen=True, slots=True)
class DayValues:
    """A whole local day: Wh and quality of every interval; a missing one is 0 with quality MISSING."""

    day: date
    resolution: int
    wh: tuple[int, ...]
    quality: tuple[Quality, ...]

    @property
    def worst_quality(self) -> Quality:
        return Quality(max(self.quality))


@dataclass(frozen=True, slots=True)
class DayPart:
    """What one delivery says about a day; None in `quality` means that it says nothing of that interval."""

    day: date
    resolution: int
    wh: tuple[int, ...]
    quality: tuple[Quality | None, ...]


@dataclass(frozen=True, slots=True)
class StoredDay:
    """The stored form: the array, the worst quality of the day, and one byte per value only when mixed."""

    resolution: int
    wh: list[int]
    quality: int
    qualities: bytes | None


def whole_wh(*, kwh: Sequence[Decimal | None]) -> list[int]:
    """
    Return quantities in kWh as whole Wh, the remainder carried along so that every sum so far is right.

    At every place the sum of Wh is the sum of kWh rounded half away from zero; None counts as 0.

    >>> whole_wh(kwh=[Decimal("0.0004"), Decimal("0.0004"), None, Decimal("1.5")])
    [0, 1, 0, 1500]
    """
    if all(quantity is None or int(quantity.as_tuple().exponent) >= -3 for quantity in kwh):
        return [int((quantity or 0) * 1000) for quantity in kwh]  # the market's three decimals: no remainder
    series, so_far, given = [], Fraction(0), 0
    for quantity in kwh:
        so_far += Fraction(quantity or 0) * 1000
        whole = round_exact(so_far)
        series.append(whole - given)
        given = whole
    return series


def day_parts(
    *,
    starts_at: datetime,
    resolution: int,
    kwh: Sequence[Decimal | None],
    quality: Sequence[Quality | None],
    zone: str = MARKET_ZONE,
) -> Iterator[DayPart]:
    """
    Split a series that starts anywhere into its local days; the remainder is carried within each day.

    Carrying within the day alone makes a day's Wh the same however much is delivered with it.

    :raises DayValuesRefused: for another resolution, a start off the clock, or quantities out of range
    """
    if resolution not in RESOLUTIONS or len(kwh) != len(quality):
        raise DayValuesRefused(f"{len(kwh)} values and {len(quality)} qualities of {resolution} minutes.")
    place, moment = 0, starts_at
    while place < len(kwh):
        day = local_date(moment, zone=zone)
        begins = starts(day, zone=zone, resolution_minutes=resolution)
        if moment not in begins:
            raise DayValuesRefused(f"{moment} is not the start of an interval of {resolution} minutes.")
        until = min(len(kwh), place + len(begins) - begins.index(moment))
        yield _part(day, resolution, kwh[place:until], quality[place:until], begins.index(moment), len(begins))
        place, moment = until, begins[-1] + timedelta(minutes=resolution)


def completed(*, part: DayPart, onto: DayValues | None) -> DayValues:
    """
    Return the whole day after a delivery: what it says, elsewhere what was there, else missing.

    A day that changed its resolution starts afresh.
    """
    if onto is None or (onto.day, onto.resolution) != (part.day, part.resolution):
        count = len(part.wh)
        onto = DayValues(part.day, part.resolution, (0,) * count, (Quality.MISSING,) * count)
    wh = [new if said else old for new, said, old in zip(part.wh, part.quality, onto.wh, strict=True)]
    quality = [new or old for new, old in zip(part.quality, onto.quality, strict=True)]
    return DayValues(part.day, part.resolution, tuple(wh), tuple(quality))


def silent_times(*, part: DayPart, zone: str = MARKET_ZONE) -> list[str]:
    """Return the spans of a day, in UTC, that a delivery says nothing of: it ends or begins in mid-day."""
    begins = starts(part.day, zone=zone, resolution_minutes=part.resolution)
    silent = [moment for moment, said in zip(begins, part.quality, strict=True) if said is None]
    return spans(moments=silent, step=timedelta(minutes=part.resolution))


def spans(*, moments: Sequence[datetime], step: timedelta) -> list[str]:
    """
    Return moments that follow each other as spans of UTC.

    >>> two = [datetime(2026, 5, 1, hour) for hour in (4, 5, 9)]
    >>> spans(moments=two, step=timedelta(hours=1))
    ['2026-05-01T04:00Z–06:00Z', '2026-05-01T09:00Z–10:00Z']
    """
    found: list[list[datetime]] = []
    for moment in moments:
        if found and found[-1][1] == moment:
            found[-1][1] = moment + step
        else:
            found.append([moment, moment + step])
    return [f"{first:%Y-%m-%dT%H:%MZ}–{end:%H:%MZ}" for first, end in found]


def encode(*, values: DayValues, zone: str = MARKET_ZONE) -> StoredDay:
    """Return the stored form of a checked day; bytes of quality only where the day is not of one quality."""
    checked(values=values, zone=zone)
    mixed = len(set(values.quality)) > 1
    return StoredDay(
        resolution=values.resolution,
        wh=list(values.wh),
        quality=int(values.worst_quality),
        qualities=bytes(values.quality) if mixed else None,
    )


def decode(*, day: date, stored: StoredDay, zone: str = MARKET_ZONE) -> DayValues:
    """
    Return the day a stored form stands for.

    :raises DayValuesRefused: when it does not fit the day or holds an unknown quality
    """
    codes = [stored.quality] * len(stored.wh) if stored.qualities is None else list(stored.qualities)
    try:
        quality = tuple(Quality(code) for code in codes)
    except ValueError as error:
        raise DayValuesRefused(f"{day}: {error}.") from error
    return checked(values=DayValues(day, stored.resolution, tuple(stored.wh), quality), zone=zone)


def checked(*, values: DayValues, zone: str = MARKET_ZONE) -> DayValues:
    """
    Return the day when it is right: length fits the day, values in range, missing ones are 0.

    :raises DayValuesRefused: naming the day and what is wrong
    """
    if values.resolution not in RESOLUTIONS:
        raise DayValuesRefused(f"{values.day}: values of {values.resolution} minutes are not known.")
    expected = intervals(values.day, zone=zone, resolution_minutes=values.resolution)
    if len(values.wh) != expected or len(values.quality) != expected:
        raise DayValuesRefused(f"{values.day}: {len(values.wh)} values, but the day has {expected}.")
    _check_range(values.day, values.wh)
    if any(wh for wh, quality in zip(values.wh, values.quality, strict=True) if quality == Quality.MISSING):
        raise DayValuesRefused(f"{values.day}: a missing value is not 0.")
    return values


def matrix(*, days: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return days of one length as rows of int64; days of different lengths are grouped by the caller."""
    return np.array(days, dtype=np.int64).reshape(len(days), -1)


def _part(
    day: date,
    resolution: int,
    kwh: Sequence[Decimal | None],
    quality: Sequence[Quality | None],
    before: int,
    count: int,
) -> DayPart:
    wh = whole_wh(kwh=kwh)
    _check_range(day, wh)
    after = count - before - len(wh)
    silent: tuple[None, ...] = (None,)
    return DayPart(
        day=day,
        resolution=resolution,
        wh=(0,) * before + tuple(wh) + (0,) * after,
        quality=silent * before + tuple(quality) + silent * after,
    )


def _check_range(day: date, wh: Sequence[int]) -> None:
    wrong = [value for value in wh if not 0 <= value <= MOST_WH]
    if wrong:
        raise DayValuesRefused(f"{day}: {wrong[0]} Wh is out of range.")
