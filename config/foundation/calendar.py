"""Danish and Swedish holidays, bank days and working days, and the arithmetic of months and deadlines."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import Literal

Country = Literal["DK", "SE"]

ONE_DAY = timedelta(days=1)


class HalfHoliday(Enum):
    """Days that are no public holidays, yet closed for some purposes; each purpose says which."""

    CONSTITUTION_DAY = "5 June"
    FRIDAY_AFTER_ASCENSION = "Friday after Ascension"
    MIDSUMMER_EVE = "Midsummer's Eve"
    CHRISTMAS_EVE = "24 December"
    NEW_YEARS_EVE = "31 December"


DaysOff = Set[HalfHoliday]

HOLIDAYS_ONLY: DaysOff = frozenset()
"""Monday to Friday except public holidays (the safe reading where a document is silent)."""

STATUTORY_DEADLINE: DaysOff = frozenset(
    {HalfHoliday.CONSTITUTION_DAY, HalfHoliday.CHRISTMAS_EVE, HalfHoliday.NEW_YEARS_EVE}
)
"""Days on which a Danish statutory deadline never ends; the Friday after Ascension is a working day."""

DANISH_BANKS: DaysOff = STATUTORY_DEADLINE | {HalfHoliday.FRIDAY_AFTER_ASCENSION}
"""Days on which Danish banks are closed besides the public holidays."""

SWEDISH_EVES: DaysOff = frozenset(
    {HalfHoliday.MIDSUMMER_EVE, HalfHoliday.CHRISTMAS_EVE, HalfHoliday.NEW_YEARS_EVE}
)
"""Eves that Swedish banks keep closed and Swedish time-limit law treats as holidays."""

BANK_DAYS_OFF: dict[str, DaysOff] = {"DK": DANISH_BANKS, "SE": SWEDISH_EVES}

LAST_GREAT_PRAYER_DAY = 2023


@lru_cache(maxsize=256)
def easter_sunday(year: int) -> date:
    """
    Return Easter Sunday of the Gregorian calendar.

    >>> easter_sunday(2026), easter_sunday(2038)
    (datetime.date(2026, 4, 5), datetime.date(2038, 4, 25))
    """
    century, year_in_century = divmod(year, 100)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - century // 4 - moon_shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year_in_century // 4) - epact - year_in_century % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(country: Country, year: int) -> frozenset[date]:
    """
    Return the public holidays of a year, those falling on a Sunday included.

    Source: law.md §3. Great Prayer Day (the fourth Friday after Easter) ended with 2023.
    """
    fixed, from_easter = _HOLIDAYS[country]
    holidays = {date(year, month, day) for month, day in fixed}
    holidays |= {easter_sunday(year) + ONE_DAY * distance for distance in from_easter}
    if country == "DK" and year <= LAST_GREAT_PRAYER_DAY:
        holidays.add(easter_sunday(year) + ONE_DAY * 26)
    if country == "SE":
        holidays |= {_first_saturday_from(date(year, 6, 20)), _first_saturday_from(date(year, 10, 31))}
    return frozenset(holidays)


@lru_cache(maxsize=1024)
def half_holidays(year: int) -> dict[HalfHoliday, date]:
    """Return where the half holidays of a year fall, whether a purpose counts them or not."""
    return {
        HalfHoliday.CONSTITUTION_DAY: date(year, 6, 5),
        HalfHoliday.FRIDAY_AFTER_ASCENSION: easter_sunday(year) + ONE_DAY * 40,
        HalfHoliday.MIDSUMMER_EVE: _first_saturday_from(date(year, 6, 20)) - ONE_DAY,
        HalfHoliday.CHRISTMAS_EVE: date(year, 12, 24),
        HalfHoliday.NEW_YEARS_EVE: date(year, 12, 31),
    }


def is_public_holiday(day: date, *, country: Country = "DK") -> bool:
    return day in public_holidays(country, day.year)


def is_working_day(day: date, *, country: Country = "DK", days_off: DaysOff = HOLIDAYS_ONLY) -> bool:
    """
    Return whether `day` is a working day for a purpose that also keeps `days_off` closed.

    >>> is_working_day(date(2026, 12, 24)), is_working_day(date(2026, 12, 24), days_off=STATUTORY_DEADLINE)
    (True, False)
    """
    if day.weekday() >= 5 or is_public_holiday(day, country=country):
        return False
    return all(half_holidays(day.year)[name] != day for name in days_off)


def is_bank_day(day: date, *, country: Country = "DK") -> bool:
    return is_working_day(day, country=country, days_off=BANK_DAYS_OFF[country])


def next_working_day(on_or_after: date, *, country: Country = "DK", days_off: DaysOff = HOLIDAYS_ONLY) -> date:
    """Return the day itself when it is a working day, else the first one after it."""
    return _first(on_or_after, ONE_DAY, lambda day: is_working_day(day, country=country, days_off=days_off))


def next_bank_day(on_or_after: date, *, country: Country = "DK") -> date:
    """Return the day itself when it is a bank day, else the first one after it."""
    return next_working_day(on_or_after, country=country, days_off=BANK_DAYS_OFF[country])


def previous_working_day(
    on_or_before: date, *, country: Country = "DK", days_off: DaysOff = HOLIDAYS_ONLY
) -> date:
    """Return the day itself when it is a working day, else the last one before it."""
    return _first(on_or_before, -ONE_DAY, lambda day: is_working_day(day, country=country, days_off=days_off))


def previous_bank_day(on_or_before: date, *, country: Country = "DK") -> date:
    """Return the day itself when it is a bank day, else the last one before it."""
    return previous_working_day(on_or_before, country=country, days_off=BANK_DAYS_OFF[country])


def last_bank_day(year: int, month: int, *, country: Country = "DK") -> date:
    """
    Return the last bank day of a month.

    >>> last_bank_day(2024, 3), last_bank_day(2026, 12)
    (datetime.date(2024, 3, 27), datetime.date(2026, 12, 30))
    """
    return previous_bank_day(end_of_month(date(year, month, 1)), country=country)


def add_working_days(day: date, count: int, *, country: Country = "DK", days_off: DaysOff = HOLIDAYS_ONLY) -> date:
    """
    Return the working day `count` working days after `day` (before it, when negative); `day` is not counted.

    >>> add_working_days(date(2026, 3, 23), 15)
    datetime.date(2026, 4, 16)
    """
    step = ONE_DAY if count >= 0 else -ONE_DAY
    for _ in range(abs(count)):
        day = _first(day + step, step, lambda each: is_working_day(each, country=country, days_off=days_off))
    return day


def add_bank_days(day: date, count: int, *, country: Country = "DK") -> date:
    """Return the bank day `count` bank days after `day` (before it, when negative); `day` is not counted."""
    return add_working_days(day, count, country=country, days_off=BANK_DAYS_OFF[country])


def working_days_before(
    day: date, count: int, *, country: Country = "DK", days_off: DaysOff = HOLIDAYS_ONLY
) -> date:
    """
    Return the last day that is "at the latest `count` working days before `day`"; `day` is not counted.

    >>> working_days_before(date(2026, 6, 1), 7), working_days_before(date(2026, 6, 1), 14)
    (datetime.date(2026, 5, 20), datetime.date(2026, 5, 8))
    """
    return add_working_days(day, -count, country=country, days_off=days_off)


def add_months(day: date, count: int) -> date:
    """
    Return the same day `count` months later, clipped to the last day of a shorter month.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 4, 30), -2), add_months(date(2024, 2, 29), 12)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28), datetime.date(2025, 2, 28))
    """
    years, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def end_of_month(day: date) -> date:
    """Return the last day of the month `day` lies in."""
    return first_of_next_month(day) - ONE_DAY


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after the one `day` lies in."""
    return (day.replace(day=28) + ONE_DAY * 4).replace(day=1)


_HOLIDAYS: dict[str, tuple[tuple[tuple[int, int], ...], tuple[int, ...]]] = {
    "DK": (((1, 1), (12, 25), (12, 26)), (-3, -2, 0, 1, 39, 49, 50)),
    "SE": (((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)), (-2, 0, 1, 39, 49)),
}
"""Per country: fixed (month, day), and distances in days from Easter Sunday."""


def _first(day: date, step: timedelta, wanted: Callable[[date], bool]) -> date:
    while not wanted(day):
        day += step
    return day


def _first_saturday_from(day: date) -> date:
    return day + ONE_DAY * ((5 - day.weekday()) % 7)
