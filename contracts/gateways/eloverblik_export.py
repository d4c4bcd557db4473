"""Metered values from the CSV file that a customer downloads from eloverblik."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from contracts.gateways.market_file import (
    MAX_INTERVALS,
    NUMBER,
    YEARS,
    MarketFileRefused,
    MeteredPeriod,
    read_rows,
    read_text,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
COLUMNS = {
    "gsrn": ("MålepunktsID", "Metering_point_ID", "MeteringPointId"),
    "start": ("Fra_dato", "From_date"),
    "end": ("Til_dato", "To_date"),
    "kwh": ("Mængde", "Volume", "Quantity"),
    "unit": ("Måleenhed", "Measurement_unit", "Unit"),
    "quality": ("Kvalitet", "Quality"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    gsrn: str
    start: datetime
    end: datetime
    kwh: Decimal | None
    quality: str


def time_series(data: bytes) -> Iterator[MeteredPeriod]:
    """
    Yield the values of each metering point as unbroken periods, quality as written in the file.

    The file writes local clock times without a zone. The hour that comes twice in October is told apart by
    the order of the rows alone: the second time a label does not move on, it is winter time.

    :raises MarketFileRefused: with the line and the reason
    """
    rows: dict[str, list[_Row]] = {}
    for row in _rows(read_text(data)):
        rows.setdefault(row.gsrn, []).append(row)
    for gsrn, own_rows in rows.items():
        yield from _periods(gsrn, own_rows)


def _rows(text: str) -> Iterator[_Row]:
    rows = read_rows(text, delimiter=";")
    place_of = _columns(next(rows, ("line 1", []))[1])
    for place, row in rows:
        if len(row) <= max(place_of.values()):
            raise MarketFileRefused(place=place, reason="has too few columns")
        cells = {name: row[column].strip() for name, column in place_of.items()}
        if cells["unit"].upper() != "KWH":
            raise MarketFileRefused(place=place, reason=f"{cells['unit'][:40]!r} is not kWh")
        start, end = _local(cells["start"], place=place), _local(cells["end"], place=place)
        kwh = _quantity(cells["kwh"], place=place)
        yield _Row(place, cells["gsrn"], start, end, kwh, cells["quality"])


def _columns(header: list[str]) -> dict[str, int]:
    found = {}
    for name, spellings in COLUMNS.items():
        places = [number for number, title in enumerate(header) if title.strip() in spellings]
        if len(places) != 1:
            raise MarketFileRefused(place="line 1", reason=f"needs one column {spellings[0]!r}")
        found[name] = places[0]
    return found


def _local(written: str, *, place: str) -> datetime:
    try:
        local = datetime.strptime(written, "%d-%m-%Y %H:%M:%S")  # noqa: DTZ007 -- the file writes no zone
    except ValueError:
        local = None
    if local is None or local.year not in YEARS:
        reason = f"{written[:40]!r} is not a time as in 31-12-2025 23:00:00"
        raise MarketFileRefused(place=place, reason=reason)
    return local


def _quantity(written: str, *, place: str) -> Decimal | None:
    if not written:
        return None
    number = written.replace(",", ".", 1)
    if not NUMBER.fullmatch(number):
        raise MarketFileRefused(place=place, reason=f"{written[:40]!r} is not a number with a decimal comma")
    return Decimal(number)


def _periods(gsrn: str, rows: list[_Row]) -> Iterator[MeteredPeriod]:
    minutes = _minutes(rows[0])
    moments: list[datetime] = []
    for row in rows:
        moments.append(_moment(row, moments[-1] if moments else None, minutes=minutes))
    breaks = [n for n in range(1, len(rows)) if moments[n] - moments[n - 1] != timedelta(minutes=minutes)]
    for first, end in pairwise([0, *breaks, len(rows)]):
        if end - first > MAX_INTERVALS:
            raise MarketFileRefused(place=rows[first].place, reason="starts a series too long to be right")
        kwh = tuple(row.kwh for row in rows[first:end])
        quality = tuple(row.quality for row in rows[first:end])
        yield MeteredPeriod(gsrn, "", moments[first], minutes, kwh, quality)


def _minutes(row: _Row) -> int:
    minutes = int((row.end - row.start).total_seconds()) // 60
    if minutes not in (15, 60):
        raise MarketFileRefused(place=row.place, reason="only values by hour or quarter can be used")
    return minutes


def _moment(row: _Row, before: datetime | None, *, minutes: int) -> datetime:
    moment = _in_utc(row, before)
    ends = (moment + timedelta(minutes=minutes)).astimezone(COPENHAGEN).replace(tzinfo=None)
    if row.end not in (ends, row.start + timedelta(minutes=minutes)):
        raise MarketFileRefused(place=row.place, reason=f"is not an interval of {minutes} minutes")
    if moment.minute % minutes or moment.second:
        raise MarketFileRefused(place=row.place, reason="does not start at the hour or quarter")
    if before is not None and moment <= before:
        raise MarketFileRefused(place=row.place, reason="does not come after the row before it")
    return moment


def _in_utc(row: _Row, before: datetime | None) -> datetime:
    first, second = (row.start.replace(tzinfo=COPENHAGEN, fold=fold).astimezone(UTC) for fold in (0, 1))
    if second < first:
        raise MarketFileRefused(place=row.place, reason="is in the hour that spring leaves out")
    if before is not None and first <= before:
        return second
    return first
