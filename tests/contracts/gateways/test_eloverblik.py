"""Eloverblik's MyEnergyData_MarketDocument: items fail alone, anything odd refuses the whole file."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from contracts.gateways.eloverblik import time_series
from contracts.gateways.market_file import ItemFailure, MarketFileRefused, MeteredPeriod
from tests.shared_folder import energy_file

GSRN = "571313000000002000"


def point(position, quantity="0.25", quality="A04"):
    return {
        "position": str(position),
        "out_Quantity.quantity": quantity,
        "out_Quantity.quality": quality,
    }


def answer(points, *, resolution="PT1H", start="2026-01-01T23:00:00Z", end="2026-01-02T02:00:00Z", **series):
    period = {"resolution": resolution, "timeInterval": {"start": start, "end": end}, "Point": points}
    of_point = {"mRID": GSRN, "businessType": "A04", "measurement_Unit.name": "KWH", "Period": [period], **series}
    item = {"MyEnergyData_MarketDocument": {"mRID": "1", "TimeSeries": [of_point]}, "success": True}
    return {"result": [item | {"errorCode": "10000", "errorText": "NoError", "id": GSRN, "stackTrace": None}]}


def read(document):
    return list(time_series(json.dumps(document).encode()))


def test_time_series_reads_quantities_and_codes_by_position():
    points = [point(3, "1.5", "A03"), point(1, "0.123")]
    assert read(answer(points)) == [
        MeteredPeriod(
            gsrn=GSRN,
            kind="consumption",
            starts_at=datetime(2026, 1, 1, 23, tzinfo=UTC),
            minutes=60,
            kwh=(Decimal("0.123"), None, Decimal("1.5")),
            quality=("A04", None, "A03"),
        )
    ]


def test_time_series_takes_no_quantity_where_it_is_not_available():
    (period,) = read(answer([point(1), {"position": "2", "out_Quantity.quality": "A02"}, point(3, "9", "A02")]))
    assert period.kwh == (Decimal("0.25"), None, None)
    assert period.quality == ("A04", "A02", "A02")


@pytest.mark.parametrize("code, kind", [("A01", "production"), ("A04", "consumption"), ("A64", "consumption")])
def test_time_series_says_which_way_the_energy_went(code, kind):
    assert read(answer([point(1)], businessType=code))[0].kind == kind


def test_time_series_reads_quarters():
    (period,) = read(answer([point(n) for n in range(1, 13)], resolution="PT15M"))
    assert (period.minutes, len(period.kwh)) == (15, 12)


def test_time_series_keeps_the_failure_of_one_item_and_the_others():
    document = answer([point(1)])
    failed = {"success": False, "errorCode": "20010", "errorText": "RelationNotFound", "id": "571313000000003014"}
    document["result"].insert(0, failed)
    found = read(document)
    assert found[0] == ItemFailure("571313000000003014", "20010", "RelationNotFound")
    assert found[1].gsrn == GSRN


@pytest.mark.parametrize("resolution", ["PT1D", "P1D", "P1M", "P1Y"])
def test_time_series_says_that_whole_days_and_months_cannot_be_used(resolution):
    found = read(answer([point(1)], resolution=resolution))
    assert found == [ItemFailure(GSRN, resolution, "Only values by hour or quarter can be used.")]


PERIOD = r"^result\[0\]\.MyEnergyData_MarketDocument\.TimeSeries\[0\]\.Period\[0\]\."


@pytest.mark.parametrize(
    "document, said",
    [
        (answer([point(4)]), PERIOD + r"Point\[0\]\.position: is outside 1 to 3, or came before$"),
        (answer([point(0)]), PERIOD + r"Point\[0\]\.position: is outside 1 to 3, or came before$"),
        (answer([point(1), point(1)]), PERIOD + r"Point\[1\]\.position: is outside 1 to 3, or came before$"),
        (answer([point(1, "0,25")]), PERIOD + r"Point\[0\]\.out_Quantity\.quantity: '0,25' is not a number$"),
        (answer([{"position": "1"}]), PERIOD + r"Point\[0\]\.out_Quantity\.quantity: is missing$"),
        (answer([point(1)], end="2026-01-01T23:00:00Z"), PERIOD + "timeInterval: .* is no period of 60 minutes$"),
        (answer([point(1)], end="2026-01-02T02:30:00Z"), PERIOD + "timeInterval: .* is no period of 60 minutes$"),
        (answer([point(1)], end="2046-01-02T02:00:00Z"), PERIOD + "timeInterval: .* is no period of 60 minutes$"),
        (
            answer([point(1)], start="2026-01-01T23:30:00Z", end="2026-01-02T02:30:00Z"),
            PERIOD + "timeInterval: .* is not the start of an interval$",
        ),
        (answer([point(1)], start="2026-01-01T23:00:00"), PERIOD + r"timeInterval\.start: .* with a zone$"),
        (answer([point(1)]) | {"result": {}}, "^result: should be a list$"),
        ({}, "^result: is missing$"),
        ([], "^file: should be an object$"),
    ],
)
def test_time_series_refuses_with_place_and_reason(document, said):
    with pytest.raises(MarketFileRefused, match=said):
        read(document)


def test_time_series_refuses_another_unit():
    document = answer([point(1)], **{"measurement_Unit.name": "KVARH"})
    with pytest.raises(MarketFileRefused, match="'KVARH' is not kWh"):
        read(document)


@pytest.mark.shared
def test_time_series_reads_the_public_example():
    (period,) = time_series(energy_file("eloverblik/go_timeseries_0.json"))
    assert (period.gsrn, period.kwh, period.quality) == ("571313180100000001", (Decimal("0.123"),), ("A04",))
    assert period.starts_at == datetime(2024, 1, 1, tzinfo=UTC)
