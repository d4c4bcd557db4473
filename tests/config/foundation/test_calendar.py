"""The calendar rows of law.md §3 and rules.md §9, and agreement with the `holidays` package."""

from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from config.foundation import calendar
from config.foundation.calendar import DANISH_BANKS, HOLIDAYS_ONLY, STATUTORY_DEADLINE, HalfHoliday

YEARS = range(2000, 2060)
NO_EVES = frozenset({HalfHoliday.CHRISTMAS_EVE, HalfHoliday.NEW_YEARS_EVE})

LAST_BANK_DAYS = {
    2024: (31, 29, 27, 30, 31, 28, 31, 30, 30, 31, 29, 30),
    2025: (31, 28, 31, 30, 28, 30, 31, 29, 30, 31, 28, 30),
    2026: (30, 27, 31, 30, 29, 30, 31, 31, 30, 30, 30, 30),
    2027: (29, 26, 31, 30, 31, 30, 30, 31, 30, 29, 30, 30),
}


def test_easter_agrees_with_an_independent_algorithm():
    assert {year: calendar.easter_sunday(year) for year in range(1900, 2200)} == {
        year: easter(year) for year in range(1900, 2200)
    }


@pytest.mark.parametrize("country", ["DK", "SE"])
def test_public_holidays_agree_with_the_holidays_package(country):
    for year in YEARS:
        theirs = holidays.country_holidays(country, years=year)
        sundays = {day for day in theirs if theirs[day] == "Söndag"}
        first_year_of_swedish_national_day = 2005
        if country == "SE" and year < first_year_of_swedish_national_day:
            continue
        assert calendar.public_holidays(country, year) == set(theirs) - sundays, year


def test_great_prayer_day_ended_with_2023():
    assert date(2023, 5, 5) in calendar.public_holidays("DK", 2023)
    assert date(2024, 4, 26) not in calendar.public_holidays("DK", 2024)


@pytest.mark.parametrize(
    "year, closed",
    [
        (
            2026,
            [(1, 1), (4, 2), (4, 3), (4, 6), (5, 14), (5, 15), (5, 25), (6, 5), (12, 24), (12, 25), (12, 31)],
        ),
        (2027, [(1, 1), (3, 25), (3, 26), (3, 29), (5, 6), (5, 7), (5, 17), (12, 24), (12, 31)]),
    ],
)
def test_closed_weekdays_are_the_central_banks_list(year, closed):
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    assert [(day.month, day.day) for day in days if day.weekday() < 5 and not calendar.is_bank_day(day)] == closed


def test_first_of_may_is_a_bank_day():
    assert calendar.is_bank_day(date(2026, 5, 1))


@pytest.mark.parametrize("year", LAST_BANK_DAYS)
def test_last_bank_day_of_every_month(year):
    found = tuple(calendar.last_bank_day(year, month) for month in range(1, 13))
    assert found == tuple(date(year, month, day) for month, day in enumerate(LAST_BANK_DAYS[year], start=1))


@pytest.mark.parametrize("last", [date(2023, 12, 29), date(2028, 12, 29), date(2029, 12, 28)])
def test_last_bank_day_of_december(last):
    assert calendar.last_bank_day(last.year, 12) == last


@pytest.mark.parametrize(
    "fourteenth_day, ends_on",
    [
        (date(2026, 4, 2), date(2026, 4, 7)),  # Maundy Thursday
        (date(2026, 5, 14), date(2026, 5, 15)),  # Ascension; the bank-closed Friday is a working day
        (date(2026, 6, 5), date(2026, 6, 8)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2026, 3, 19), date(2026, 3, 19)),
    ],
)
def test_withdrawal_ends_on_the_next_working_day(fourteenth_day, ends_on):
    assert calendar.next_working_day(fourteenth_day, days_off=STATUTORY_DEADLINE) == ends_on


@pytest.mark.parametrize(
    "received, days_off, due",
    [
        (date(2026, 3, 23), HOLIDAYS_ONLY, date(2026, 4, 16)),
        (date(2026, 12, 10), HOLIDAYS_ONLY, date(2027, 1, 4)),
        (date(2026, 12, 10), NO_EVES, date(2027, 1, 6)),
    ],
)
def test_fifteen_working_days_after_receipt(received, days_off, due):
    assert calendar.add_working_days(received, 15, days_off=days_off) == due


@pytest.mark.parametrize(
    "moves_on, count, days_off, latest",
    [
        (date(2026, 6, 1), 7, HOLIDAYS_ONLY, date(2026, 5, 20)),
        (date(2026, 6, 1), 10, HOLIDAYS_ONLY, date(2026, 5, 15)),
        (date(2026, 6, 1), 14, HOLIDAYS_ONLY, date(2026, 5, 8)),
        (date(2026, 1, 1), 7, HOLIDAYS_ONLY, date(2025, 12, 19)),
        (date(2026, 1, 1), 7, NO_EVES, date(2025, 12, 17)),
    ],
)
def test_latest_notice_of_a_move(moves_on, count, days_off, latest):
    assert calendar.working_days_before(moves_on, count, days_off=days_off) == latest


def test_bank_days_forwards_and_backwards():
    assert calendar.add_bank_days(date(2026, 12, 30), 1) == date(2027, 1, 4)
    assert calendar.add_bank_days(date(2027, 1, 4), -1) == date(2026, 12, 30)
    assert calendar.add_bank_days(date(2026, 5, 13), 2) == date(2026, 5, 19)
    assert calendar.next_bank_day(date(2026, 5, 14)) == date(2026, 5, 18)
    assert calendar.next_bank_day(date(2026, 5, 18)) == date(2026, 5, 18)
    assert calendar.previous_bank_day(date(2026, 5, 17)) == date(2026, 5, 13)
    assert calendar.previous_working_day(date(2026, 5, 17)) == date(2026, 5, 15)
    assert calendar.add_working_days(date(2026, 5, 17), 0) == date(2026, 5, 17)


def test_swedish_days():
    assert not calendar.is_working_day(date(2026, 6, 20), country="SE")
    assert not calendar.is_working_day(date(2026, 1, 6), country="SE")
    assert calendar.is_working_day(date(2026, 1, 6), country="DK")
    assert not calendar.is_bank_day(date(2026, 6, 19), country="SE")
    assert calendar.is_working_day(date(2026, 6, 19), country="SE")
    assert calendar.is_bank_day(date(2026, 5, 25), country="SE")
    assert calendar.next_bank_day(date(2026, 4, 3), country="SE") == date(2026, 4, 7)
    assert calendar.last_bank_day(2026, 12, country="SE") == date(2026, 12, 30)


@pytest.mark.parametrize(
    "day, count, later",
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 4, 30), -2, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 36, date(2029, 12, 31)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_add_months_clips(day, count, later):
    assert calendar.add_months(day, count) == later


@pytest.mark.parametrize(
    "day, end, following",
    [
        (date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 1)),
        (date(2026, 2, 28), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_month_ends(day, end, following):
    assert (calendar.end_of_month(day), calendar.first_of_next_month(day)) == (end, following)


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(1, 60))
def test_counting_working_days_there_and_back(day, count):
    start = calendar.next_working_day(day, days_off=DANISH_BANKS)
    ahead = calendar.add_working_days(start, count, days_off=DANISH_BANKS)
    assert calendar.working_days_before(ahead, count, days_off=DANISH_BANKS) == start
    passed = [start + timedelta(days=n) for n in range(1, (ahead - start).days + 1)]
    assert sum(calendar.is_bank_day(each) for each in passed) == count
