from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.period import Period

JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))
SECOND_HALF = Period(date(2026, 1, 16), date(2026, 2, 10))
RUNNING = Period(date(2026, 1, 20))
EMPTY = Period(date(2026, 1, 5), date(2026, 1, 5))

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CLOSED = st.tuples(DAYS, DAYS).map(lambda ends: Period(min(ends), max(ends)))


def test_period_is_half_open():
    assert JANUARY.contains(date(2026, 1, 1))
    assert JANUARY.contains(date(2026, 1, 31))
    assert not JANUARY.contains(date(2026, 2, 1))
    assert not JANUARY.contains(date(2025, 12, 31))
    assert (JANUARY.days(), JANUARY.last_day, JANUARY.is_empty) == (31, date(2026, 1, 31), False)


def test_running_period_has_no_end():
    assert RUNNING.contains(date(2099, 1, 1))
    assert (RUNNING.is_running, RUNNING.last_day, RUNNING.is_empty) == (True, None, False)
    with pytest.raises(ValueError, match="running"):
        RUNNING.days()
    with pytest.raises(ValueError, match="running"):
        RUNNING.months()


def test_empty_period_holds_nothing():
    assert (EMPTY.is_empty, EMPTY.days(), EMPTY.last_day, EMPTY.months()) == (True, 0, None, ())
    assert not EMPTY.contains(date(2026, 1, 5))
    assert not EMPTY.overlaps(JANUARY)
    assert not JANUARY.overlaps(EMPTY)


def test_period_ending_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="cannot end before"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_intersection_is_what_both_have():
    assert JANUARY.intersection(SECOND_HALF) == Period(date(2026, 1, 16), date(2026, 2, 1))
    assert SECOND_HALF.intersection(RUNNING) == Period(date(2026, 1, 20), date(2026, 2, 10))
    assert RUNNING.intersection(Period(date(2026, 3, 1))) == Period(date(2026, 3, 1))
    assert JANUARY.intersection(Period(date(2026, 2, 1))) is None
    assert RUNNING.clip(to=JANUARY) == Period(date(2026, 1, 20), date(2026, 2, 1))


def test_months_split_at_the_turn():
    assert Period(date(2024, 1, 31), date(2024, 3, 2)).months() == (
        Period(date(2024, 1, 31), date(2024, 2, 1)),
        Period(date(2024, 2, 1), date(2024, 3, 1)),
        Period(date(2024, 3, 1), date(2024, 3, 2)),
    )
    assert JANUARY.months() == (JANUARY,)


def test_of_month_and_of_day():
    assert Period.of_month(date(2026, 12, 31)) == Period(date(2026, 12, 1), date(2027, 1, 1))
    assert Period.of_day(date(2024, 2, 29)) == Period(date(2024, 2, 29), date(2024, 3, 1))
    assert Period(date(2024, 2, 28), date(2024, 3, 2)).each_day() == (
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    )


@given(CLOSED)
def test_months_add_up_to_the_period(period):
    months = period.months()
    assert sum(month.days() for month in months) == period.days()
    for earlier, later in pairwise(months):
        assert earlier.ends_before == later.starts_on
    assert all(month.starts_on.month == month.last_day.month for month in months)


def test_in_months_counts_every_day_as_its_share_of_its_month():
    assert Period(date(2024, 2, 29), date(2024, 3, 2)).in_months() == Fraction(1, 29) + Fraction(1, 31)


@given(CLOSED, CLOSED)
def test_overlap_is_mutual_and_means_a_shared_day(one, other):
    shared = set(one.each_day()) & set(other.each_day())
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert set((one.intersection(other) or EMPTY).each_day()) == shared
