"""Metered values from eloverblik: the JSON of its API and the CSV its users download."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.gateways.market_file import (
    MINUTES,
    ItemFailure,
    MeteredPeriod,
    Node,
    interval_count,
    read_json,
    read_points,
)

KINDS = {"A04": "consumption", "A01": "production", "A64": "consumption"}
OK = "10000"


def time_series(data: bytes) -> Iterator[MeteredPeriod | ItemFailure]:
    """
    Yield the periods of an answer of MyEnergyData_MarketDocument, one per local day, as they are read.

    A metering point that failed alone, and a series of whole days or months, is an ItemFailure; anything
    that is not as documented refuses the whole file, so nothing may be kept before the last one came.

    :raises MarketFileRefused: with the place and the reason
    """
    for item in read_json(data).at("result").each():
        if _failed(item):
            yield _failure(item)
            continue
        document = item.at("MyEnergyData_MarketDocument")
        for series in document.at("TimeSeries").each():
            yield from _series(series)


def _failed(item: Node) -> bool:
    code = item.at("errorCode").text() if item.has("errorCode") else OK
    return code not in {"", OK} or (item.has("success") and item.at("success").value is False)


def _failure(item: Node) -> ItemFailure:
    gsrn, code, text = (item.at(key).text() if item.has(key) else "" for key in ("id", "errorCode", "errorText"))
    return ItemFailure(gsrn, code, text)


def _series(series: Node) -> Iterator[MeteredPeriod | ItemFailure]:
    gsrn = series.at("mRID").text()
    unit = series.at("measurement_Unit.name")
    if unit.text().upper() != "KWH":
        unit.refuse(f"{unit.text()!r} is not kWh")
    kind = KINDS.get(series.at("businessType").text(), "") if series.has("businessType") else ""
    for period in series.at("Period").each():
        resolution = period.at("resolution").text()
        if resolution not in MINUTES:
            yield ItemFailure(gsrn, resolution, "Only values by hour or quarter can be used.")
            continue
        yield _period(period, gsrn=gsrn, kind=kind, minutes=MINUTES[resolution])


def _period(period: Node, *, gsrn: str, kind: str, minutes: int) -> MeteredPeriod:
    interval = period.at("timeInterval")
    starts_at, ends_before = interval.at("start").moment(), interval.at("end").moment()
    count = interval_count(interval, starts_at=starts_at, ends_before=ends_before, minutes=minutes)
    kwh, quality = read_points(
        period.at("Point"),
        count=count,
        quantity_key="out_Quantity.quantity",
        quality_key="out_Quantity.quality",
    )
    return MeteredPeriod(gsrn, kind, starts_at, minutes, kwh, quality)
