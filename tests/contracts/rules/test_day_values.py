"""A metering point's local day: Wh from market quantities, checked, packed and unpacked."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from contracts.enums import Quality
from contracts.rules.day_values import (
    DayPart,
    DayValues,
    DayValuesRefused,
    StoredDay,
    checked,
    completed,
    day_parts,
    decode,
    encode,
    matrix,
    silent_times,
    whole_wh,
)

M, E, X = Quality.MEASURED, Quality.ESTIMATED, Quality.MISSING
SPRING, SUMMER, AUTUMN = date(2026, 3, 29), date(2026, 7, 1), date(2026, 10, 25)


def day_of(day, count, *, resolution=60, quality=M, wh=7):
    return DayValues(day, resolution, (wh,) * count, (quality,) * count)


@pytest.mark.parametrize(
    "day, resolution, count",
    [(SPRING, 60, 23), (SUMMER, 60, 24), (AUTUMN, 60, 25), (SPRING, 15, 92), (SUMMER, 15, 96), (AUTUMN, 15, 100)],
)
def test_encode_and_decode_give_the_day_back_whatever_its_length(day, resolution, count):
    values = day_of(day, count, resolution=resolution)
    stored = encode(values=values)
    assert stored == StoredDay(resolution, [7] * count, 1, None)
    assert decode(day=day, stored=stored) == values


def test_encode_keeps_bytes_of_quality_only_for_a_mixed_day():
    values = DayValues(SUMMER, 60, (5,) * 22 + (9, 0), (M,) * 22 + (E, X))
    stored = encode(values=values)
    assert (stored.quality, stored.qualities) == (6, bytes([1] * 22 + [4, 6]))
    assert decode(day=SUMMER, stored=stored) == values
    assert values.worst_quality == Quality.MISSING


@pytest.mark.parametrize("day, count", [(SPRING, 24), (SUMMER, 23), (SUMMER, 25), (AUTUMN, 24), (SUMMER, 96)])
def test_checked_refuses_a_length_that_does_not_fit_the_day(day, count):
    with pytest.raises(DayValuesRefused, match=f"{day}: {count} values, but the day has"):
        checked(values=day_of(day, count))


@pytest.mark.parametrize("wh", [-1, 2**31])
def test_checked_refuses_a_value_out_of_range(wh):
    with pytest.raises(DayValuesRefused, match=f"2026-07-01: {wh} Wh is out of range"):
        checked(values=day_of(SUMMER, 24, wh=wh))


def test_checked_takes_the_largest_value_there_is_room_for():
    assert checked(values=day_of(SUMMER, 24, wh=2**31 - 1)).wh[0] == 2_147_483_647


def test_checked_refuses_a_missing_value_that_is_not_nought():
    with pytest.raises(DayValuesRefused, match="a missing value is not 0"):
        checked(values=day_of(SUMMER, 24, quality=X))


def test_checked_refuses_a_resolution_nobody_uses():
    with pytest.raises(DayValuesRefused, match="30 minutes are not known"):
        checked(values=day_of(SUMMER, 48, resolution=30))


def test_decode_refuses_an_unknown_quality():
    with pytest.raises(DayValuesRefused, match="2026-07-01: 9 is not a valid Quality"):
        decode(day=SUMMER, stored=StoredDay(60, [0] * 24, 9, None))


def test_whole_wh_is_exact_for_three_decimals():
    assert whole_wh(kwh=[Decimal("0.123"), Decimal("1"), Decimal("0")]) == [123, 1000, 0]


def test_whole_wh_carries_the_remainder():
    # 0.4, 0.8, 1.2, 1.6 and 2.0 Wh so far: 0, 1, 1, 2, 2
    assert whole_wh(kwh=[Decimal("0.0004")] * 5) == [0, 1, 0, 1, 0]


@pytest.mark.parametrize("seed", range(20))
def test_whole_wh_is_within_half_a_wh_at_every_prefix(seed):
    random = Random(seed)
    kwh = [Decimal(random.randrange(10**7)).scaleb(-6) for _ in range(100)]
    series = whole_wh(kwh=kwh)
    for place in range(1, 101):
        apart = abs(sum(series[:place]) - 1000 * Fraction(sum(kwh[:place])))
        assert apart <= Fraction(1, 2)
    assert min(series) >= 0


def test_day_parts_splits_a_series_at_local_midnight_with_the_october_hour():
    starts_at = datetime(2026, 10, 24, 21, tzinfo=UTC)  # 23:00 summer time on the 24th
    parts = list(
        day_parts(starts_at=starts_at, resolution=60, kwh=[Decimal(n) for n in range(27)], quality=[M] * 27)
    )
    assert [(part.day, len(part.wh)) for part in parts] == [
        (date(2026, 10, 24), 24),
        (date(2026, 10, 25), 25),
        (date(2026, 10, 26), 24),
    ]
    assert parts[0].wh == (0,) * 24
    assert parts[0].quality == (None,) * 23 + (M,)
    assert parts[1].wh == tuple(range(1000, 26000, 1000))
    assert parts[2].wh == (26000,) + (0,) * 23
    assert parts[2].quality == (M,) + (None,) * 23


def test_day_parts_gives_a_day_the_same_wh_whatever_came_before_it():
    kwh = [Decimal("0.0003")] * 48
    starts_at = datetime(2026, 6, 30, 22, tzinfo=UTC)
    both = list(day_parts(starts_at=starts_at, resolution=60, kwh=kwh, quality=[M] * 48))
    second = list(
        day_parts(starts_at=datetime(2026, 7, 1, 22, tzinfo=UTC), resolution=60, kwh=kwh[24:], quality=[M] * 24)
    )
    assert both[1] == second[0]
    assert sum(second[0].wh) == 7  # 24 × 0.3 Wh = 7.2 Wh


@pytest.mark.parametrize(
    "starts_at, resolution",
    [(datetime(2026, 7, 1, 0, 10, tzinfo=UTC), 60), (datetime(2026, 7, 1, tzinfo=UTC), 30)],
)
def test_day_parts_refuses_what_is_off_the_clock(starts_at, resolution):
    with pytest.raises(DayValuesRefused):
        list(day_parts(starts_at=starts_at, resolution=resolution, kwh=[Decimal(1)], quality=[M]))


def test_completed_keeps_what_the_delivery_says_nothing_of():
    known = day_of(SUMMER, 24, quality=E, wh=50)
    part = DayPart(SUMMER, 60, (1, 0) + (0,) * 22, (M, X) + (None,) * 22)
    day = completed(part=part, onto=known)
    assert day.wh == (1, 0) + (50,) * 22
    assert day.quality == (M, X) + (E,) * 22


def test_completed_starts_afresh_without_a_day_or_with_another_resolution():
    part = DayPart(SUMMER, 60, (1,) + (0,) * 23, (M,) + (None,) * 23)
    fresh = DayValues(SUMMER, 60, (1,) + (0,) * 23, (M,) + (X,) * 23)
    assert completed(part=part, onto=None) == fresh
    assert completed(part=part, onto=day_of(SUMMER, 96, resolution=15)) == fresh


def test_matrix_lays_days_of_one_length_under_each_other():
    rows = matrix(days=[[1, 2, 3], [4, 5, 6]])
    assert rows.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert rows.dtype == "int64"


def test_silent_times_are_the_spans_a_delivery_says_nothing_of():
    part = DayPart(AUTUMN, 60, (0,) * 25, (None, None, *[M] * 20, None, M, None))
    assert silent_times(part=part) == [
        "2026-10-24T22:00Z–00:00Z",
        "2026-10-25T20:00Z–21:00Z",
        "2026-10-25T22:00Z–23:00Z",
    ]
    assert silent_times(part=DayPart(AUTUMN, 60, (0,) * 25, (X,) * 25)) == []
