"""The CSV a customer downloads: byte order mark, decimal comma, and the October hour told by order alone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from contracts.gateways.eloverblik_export import time_series
from contracts.gateways.market_file import MarketFileRefused

GSRN = "571313000000002000"
HEADER = "MålepunktsID;Fra_dato;Til_dato;Mængde;Måleenhed;Kvalitet;Type"
ENGLISH = "Metering_point_ID;From_date;To_date;Volume;Measurement_unit;Quality;Metering_point_type_Code"


def row(start, end, kwh="0,25", *, gsrn=GSRN, unit="KWH", quality="Målt"):
    return f"{gsrn};{start};{end};{kwh};{unit};{quality};Tidsserie"


def hours(day, *labels):
    """Rows of one date by hour label; the end is the next full hour on the clock."""
    rows = []
    for number, hour in enumerate(labels):
        end = datetime(2026, 1, 1, hour) + timedelta(hours=1)
        rows.append(row(f"{day} {hour:02}:00:00", f"{day} {end:%H}:00:00", f"{number},5"))
    return rows


def read(*rows, header=HEADER):
    return list(time_series("\r\n".join([header, *rows, ""]).encode("utf-8-sig")))


def test_time_series_reads_local_times_and_decimal_commas():
    (period,) = read(*hours("01-07-2026", 0, 1, 2))
    assert (period.gsrn, period.minutes) == (GSRN, 60)
    assert period.starts_at == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert period.kwh == (Decimal("0.5"), Decimal("1.5"), Decimal("2.5"))
    assert period.quality == ("Målt",) * 3


def test_time_series_reads_the_english_headers():
    (period,) = read(*hours("01-07-2026", 0), header=ENGLISH)
    assert period.kwh == (Decimal("0.5"),)


def test_time_series_tells_the_two_october_hours_apart_by_order():
    (period,) = read(*hours("25-10-2026", 0, 1, 2, 2, 3))
    assert period.starts_at == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert len(period.kwh) == 5


def test_time_series_tells_the_october_quarters_apart_by_order():
    labels = ["02:00", "02:15", "02:30", "02:45"]
    ends = ["02:15", "02:30", "02:45", "03:00"]
    rows = [
        row(f"25-10-2026 {start}:00", f"25-10-2026 {end}:00")
        for start, end in [*zip(labels, ends, strict=True)] * 2
    ]
    (period,) = read(*rows)
    assert (period.minutes, len(period.kwh)) == (15, 8)
    assert period.starts_at == datetime(2026, 10, 25, 0, tzinfo=UTC)


def test_time_series_goes_over_the_spring_gap():
    rows = [*hours("29-03-2026", 0), row("29-03-2026 01:00:00", "29-03-2026 03:00:00"), *hours("29-03-2026", 3)]
    (period,) = read(*rows)
    assert (period.starts_at, len(period.kwh)) == (datetime(2026, 3, 28, 23, tzinfo=UTC), 3)


def test_time_series_breaks_where_hours_are_left_out():
    found = read(*hours("01-07-2026", 0, 1, 5))
    assert [(period.starts_at.hour, len(period.kwh)) for period in found] == [(22, 2), (3, 1)]


def test_time_series_keeps_metering_points_apart():
    other = row("01-07-2026 00:00:00", "01-07-2026 01:00:00", gsrn="571313000000003014")
    assert [period.gsrn for period in read(*hours("01-07-2026", 0), other)] == [GSRN, "571313000000003014"]


def test_time_series_leaves_an_empty_quantity_open():
    (period,) = read(row("01-07-2026 00:00:00", "01-07-2026 01:00:00", ""))
    assert period.kwh == (None,)


@pytest.mark.parametrize(
    "rows, said",
    [
        ([row("29-03-2026 02:00:00", "29-03-2026 03:00:00")], "line 2: is in the hour that spring leaves out"),
        (hours("01-07-2026", 1, 1), "line 3: does not come after the row before it"),
        (hours("01-07-2026", 2, 1), "line 3: does not come after the row before it"),
        (hours("25-10-2026", 2, 2, 2), "line 4: does not come after the row before it"),
        (
            [row("01-07-2026 00:00:00", "02-07-2026 00:00:00")],
            "line 2: only values by hour or quarter can be used",
        ),
        (
            [*hours("01-07-2026", 0), row("01-07-2026 01:00:00", "01-07-2026 01:15:00")],
            "line 3: is not an interval of 60 minutes",
        ),
        ([row("01-07-2026 00:10:00", "01-07-2026 01:10:00")], "line 2: does not start at the hour or quarter"),
        ([row("2026-07-01 00:00", "01-07-2026 01:00:00")], "line 2: '2026-07-01 00:00' is not a time as in"),
        ([row("01-07-2026 00:00:00", "01-07-2026 01:00:00", "0.25x")], "line 2: '0.25x' is not a number with"),
        ([row("01-07-2026 00:00:00", "01-07-2026 01:00:00", unit="KVARH")], "line 2: 'KVARH' is not kWh"),
        (["a;b"], "line 2: has too few columns"),
    ],
)
def test_time_series_refuses_with_the_line_and_the_reason(rows, said):
    with pytest.raises(MarketFileRefused) as refusal:
        read(*rows)
    assert str(refusal.value)[: len(said)] == said


def test_time_series_refuses_other_columns():
    with pytest.raises(MarketFileRefused, match="line 1: needs one column 'Mængde'"):
        read(header=HEADER.replace("Mængde", "Beløb"))
