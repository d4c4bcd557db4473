"""Consumption of households without a metering point number: a plain JSON by the hour, a CSV of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from contracts.gateways.market_file import (
    MAX_INTERVALS,
    MarketFileRefused,
    MeteredPeriod,
    Node,
    read_json,
    read_rows,
    read_text,
)

HOUR = timedelta(hours=1)
TIME = "TimeUTC"


def hourly(data: bytes) -> MeteredPeriod:
    """
    Return the series of a JSON object of local time with offset → kWh: every hour once, none left out.

    :raises MarketFileRefused: with the place and the reason
    """
    root = read_json(data)
    if not isinstance(root.value, dict) or not root.value:
        root.refuse("should be an object of times and quantities")
    moments = [Node(written, f"time {written[:40]!r}").moment() for written in root.value]
    kwh = [root.at(written).number() for written in root.value]
    _check_steps(moments, [f"time {written!r}" for written in root.value], step=HOUR)
    return MeteredPeriod("", "consumption", moments[0], 60, tuple(kwh), ("",) * len(kwh))


def columns(data: bytes) -> Iterator[MeteredPeriod]:
    """
    Yield one series per column behind `TimeUTC`, named by the column's title in place of a number.

    :raises MarketFileRefused: with the line and the reason
    """
    rows = read_rows(read_text(data), delimiter=",")
    titles = next(rows, ("line 1", []))[1]
    if len(titles) < 2 or titles[0] != TIME:
        raise MarketFileRefused(place="line 1", reason=f"needs {TIME} and at least one column")
    moments: list[datetime] = []
    kwh: list[list[Decimal]] = [[] for _ in titles[1:]]
    places: list[str] = []
    for place, row in rows:
        places.append(place)
        moments.append(_row(row, titles, place, kwh))
    minutes = _minutes(moments)
    _check_steps(moments, places, step=timedelta(minutes=minutes))
    for title, series in zip(titles[1:], kwh, strict=True):
        yield MeteredPeriod(title, "consumption", moments[0], minutes, tuple(series), ("",) * len(series))


def _row(row: Sequence[str], titles: Sequence[str], place: str, kwh: list[list[Decimal]]) -> datetime:
    if len(row) != len(titles):
        raise MarketFileRefused(place=place, reason=f"has {len(row)} columns, the first line {len(titles)}")
    for title, cell, series in zip(titles[1:], row[1:], kwh, strict=True):
        series.append(Node(cell, f"{place}.{title}").number())
    return Node(row[0], f"{place}.{TIME}").moment()


def _minutes(moments: Sequence[datetime]) -> int:
    minutes = int((moments[1] - moments[0]).total_seconds()) // 60 if len(moments) > 1 else 0
    if minutes not in (15, 60):
        raise MarketFileRefused(place="line 3", reason="only values by hour or quarter can be used")
    return minutes


def _check_steps(moments: Sequence[datetime], places: Sequence[str], *, step: timedelta) -> None:
    if len(moments) > MAX_INTERVALS:
        raise MarketFileRefused(place="file", reason="is longer than a series can be")
    if (moments[0] - datetime(2000, 1, 1, tzinfo=UTC)) % step:
        raise MarketFileRefused(place=places[0], reason="is not the start of an interval")
    for number in range(1, len(moments)):
        if moments[number] != moments[number - 1] + step:
            raise MarketFileRefused(place=places[number], reason="does not follow the interval before it")
