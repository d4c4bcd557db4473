"""Plain consumption series: every interval once, in order, on the clock."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from contracts.gateways import household_series
from contracts.gateways.market_file import MarketFileRefused, MeteredPeriod
from tests.shared_folder import energy_file


def hourly(**by_time):
    return household_series.hourly(json.dumps(by_time).encode())


def test_hourly_goes_over_the_spring_hour_in_utc():
    found = hourly(**{"2024-03-31T01:00:00+01:00": "0.5", "2024-03-31T03:00:00+02:00": "0.75"})
    assert found == MeteredPeriod(
        gsrn="",
        kind="consumption",
        starts_at=datetime(2024, 3, 31, 0, tzinfo=UTC),
        minutes=60,
        kwh=(Decimal("0.5"), Decimal("0.75")),
        quality=("", ""),
    )


@pytest.mark.parametrize(
    "by_time, said",
    [
        ({}, "file: should be an object of times and quantities"),
        ({"2024-03-31T01:00:00": "1"}, "time '2024-03-31T01:00:00': "),
        ({"2024-03-31T01:30:00+01:00": "1"}, "time '2024-03-31T01:30:00+01:00': is not the start of an interval"),
        (
            {"2024-03-31T01:00:00+01:00": "1", "2024-03-31T04:00:00+02:00": "1"},
            "time '2024-03-31T04:00:00+02:00': does not follow the interval before it",
        ),
        ({"2024-03-31T01:00:00+01:00": "lots"}, "2024-03-31T01:00:00+01:00: 'lots' is not a number"),
    ],
)
def test_hourly_refuses_with_place_and_reason(by_time, said):
    with pytest.raises(MarketFileRefused) as refusal:
        hourly(**by_time)
    assert str(refusal.value)[: len(said)] == said


def test_columns_reads_one_series_per_column():
    text = "TimeUTC,p1,p2\n2025-01-02T23:00:00Z,0.0229,1\n2025-01-02T23:15:00Z,0.0174,2\n"
    first, second = household_series.columns(text.encode())
    assert (first.gsrn, first.minutes, first.kwh) == ("p1", 15, (Decimal("0.0229"), Decimal("0.0174")))
    assert (second.gsrn, second.kwh) == ("p2", (1, 2))


@pytest.mark.parametrize(
    "text, said",
    [
        ("Time,p1\n", "line 1: needs TimeUTC and at least one column"),
        ("TimeUTC,p1\n2025-01-02T23:00:00Z,1\n", "line 3: only values by hour or quarter can be used"),
        (
            "TimeUTC,p1\n2025-01-02T23:00:00Z,1\n2025-01-02T23:15:00Z,1\n2025-01-02T23:45:00Z,1\n",
            "line 4: does not follow the interval before it",
        ),
        ("TimeUTC,p1\n2025-01-02T23:00:00Z\n", "line 2: has 1 columns, the first line 2"),
        ("TimeUTC,p1\n2025-01-02T23:00:00Z,\n", "line 2.p1: '' is not a number"),
    ],
)
def test_columns_refuses_with_line_and_reason(text, said):
    with pytest.raises(MarketFileRefused) as refusal:
        list(household_series.columns(text.encode()))
    assert str(refusal.value) == said


@pytest.mark.shared
def test_the_real_household_has_743_hours_and_its_sum():
    series = household_series.hourly(energy_file("load/real_consumption_data2.json"))
    assert (len(series.kwh), sum(series.kwh)) == (743, Decimal("788.56"))
    assert series.starts_at == datetime(2024, 2, 29, 23, tzinfo=UTC)


@pytest.mark.shared
def test_the_example_households_have_their_yearly_sums():
    series = household_series.columns(energy_file("load/synload_kwh_15min.csv.gz"))
    assert {each.gsrn: round(sum(each.kwh)) for each in series} == {
        "p11": 1_320,
        "p21": 4_394,
        "p94": 3_286,
        "p101": 11_924,
        "p167": 4_174,
        "p174": 10_557,
    }
