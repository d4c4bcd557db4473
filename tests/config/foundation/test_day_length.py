from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation import day_length

SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("day, hours, quarters", [(SPRING, 23, 92), (AUTUMN, 25, 100), (PLAIN, 24, 96)])
def test_length_of_day(day, hours, quarters):
    assert (day_length.hours(day), day_length.quarters(day)) == (hours, quarters)
    assert day_length.is_clock_change(day) == (hours != 24)


def test_midnight_is_the_local_one():
    assert day_length.midnight(SPRING) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert day_length.midnight(SPRING + timedelta(days=1)) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert day_length.midnight(PLAIN, zone="Europe/Stockholm") == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert day_length.midnight(PLAIN, zone="UTC") == datetime(2026, 7, 1, tzinfo=UTC)


def test_local_hours_have_no_two_in_march_and_two_twice_in_october():
    assert day_length.local_hours(SPRING) == (0, 1, *range(3, 24))
    assert day_length.local_hours(AUTUMN) == (0, 1, 2, 2, *range(3, 24))
    assert day_length.local_hours(PLAIN) == tuple(range(24))


def test_local_hours_of_quarters():
    quarters = day_length.local_hours(AUTUMN, resolution_minutes=15)
    assert len(quarters) == 100
    assert [quarters.count(hour) for hour in (1, 2, 3)] == [4, 8, 4]
    assert day_length.local_hours(SPRING, resolution_minutes=15).count(2) == 0


def test_starts_are_utc_and_evenly_spaced():
    starts = day_length.starts(AUTUMN, resolution_minutes=15)
    assert starts[0] == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert starts[-1] == datetime(2026, 10, 25, 22, 45, tzinfo=UTC)
    assert {later - earlier for earlier, later in pairwise(starts)} == {timedelta(minutes=15)}


def test_local_date_of_a_moment():
    assert day_length.local_date(datetime(2026, 3, 28, 23, 0, tzinfo=UTC)) == SPRING
    assert day_length.local_date(datetime(2026, 3, 28, 22, 59, tzinfo=UTC)) == SPRING - timedelta(days=1)
    with pytest.raises(ValueError, match="time zone"):
        day_length.local_date(datetime(2026, 3, 29))


def test_a_resolution_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="7-minute"):
        day_length.intervals(PLAIN, resolution_minutes=7)


@given(DAYS, st.sampled_from([15, 60]))
def test_days_follow_each_other_without_gap(day, resolution):
    starts = day_length.starts(day, resolution_minutes=resolution)
    following = day_length.midnight(day + timedelta(days=1))
    assert starts[-1] + timedelta(minutes=resolution) == following
    assert {day_length.local_date(moment) for moment in starts} == {day}
    assert len(day_length.local_hours(day, resolution_minutes=resolution)) == len(starts)


@pytest.mark.parametrize("year", range(2015, 2036))
def test_every_year_has_one_short_and_one_long_day(year):
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    lengths = [day_length.hours(day) for day in days]
    assert (lengths.count(23), lengths.count(25), lengths.count(24)) == (1, 1, 363)
