"""What every file from the energy market shares: size limits, a reader that knows its place, the refusal."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import NoReturn

MAX_BYTES = 64 * 1024 * 1024
GZIP = b"\x1f\x8b"
MAX_INTERVALS = 800 * 100
"""Eloverblik sends at most 730 days at a time; a quarter-hour day has at most 100 values."""

NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,18})?", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
YEARS = range(2000, 2100)
NOT_AVAILABLE = "A02"
MINUTES = {"PT15M": 15, "PT1H": 60, "PT60M": 60}

Points = tuple[tuple[Decimal | None, ...], tuple[str | None, ...]]


class MarketFileRefused(Exception):
    """
    A file that is not taken in at all, with the place where it went wrong and the reason.

    >>> str(MarketFileRefused(place="records[3].PriceArea", reason="is missing"))
    'records[3].PriceArea: is missing'
    """

    def __init__(self, *, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MeteredPeriod:
    """
    The values of one metering point from `starts_at` on, as the market sent them.

    `kwh` and `quality` have one place per interval; None in `quality` means that nothing was sent for it,
    an empty text that the sender left the code out.
    """

    gsrn: str
    kind: str
    starts_at: datetime
    minutes: int
    kwh: tuple[Decimal | None, ...]
    quality: tuple[str | None, ...]
    registered_at: datetime | None = None
    transaction: str = ""


@dataclass(frozen=True, slots=True)
class ItemFailure:
    """One metering point that the sender could not answer for, or that we cannot use; the others stand."""

    gsrn: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """A value read from JSON or XML together with its place, for reasons a person can follow."""

    value: object
    place: str

    def refuse(self, reason: str) -> NoReturn:
        raise MarketFileRefused(place=self.place or "file", reason=reason)

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def at(self, key: str) -> Node:
        if not isinstance(self.value, dict):
            self.refuse("should be an object")
        place = f"{self.place}.{key}" if self.place else key
        if self.value.get(key) is None:
            raise MarketFileRefused(place=place, reason="is missing")
        return Node(self.value[key], place)

    def each(self) -> Iterator[Node]:
        if not isinstance(self.value, list):
            self.refuse("should be a list")
        for number, value in enumerate(self.value):
            yield Node(value, f"{self.place}[{number}]")

    def text(self) -> str:
        """Return a text; CIM JSON wraps it as {"value": …}, CIM XML does not."""
        value = self.value.get("value") if isinstance(self.value, dict) else self.value
        if not isinstance(value, str) or len(value) > 1000:
            self.refuse("should be a text of at most 1,000 characters")
        return value

    def number(self) -> Decimal:
        """Return an exact decimal, whether it was sent as a number or as text."""
        value = self.value.get("value") if isinstance(self.value, dict) else self.value
        if isinstance(value, str) and not NUMBER.fullmatch(value):
            self.refuse(f"{value[:40]!r} is not a number")
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            self.refuse("should be a number")
        try:
            number = Decimal(value)
        except InvalidOperation:
            self.refuse("is not a number")
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -18 or (number and number.adjusted() > 12):
            self.refuse("is a number out of range")
        return number

    def whole(self) -> int:
        number = self.number()
        if number != number.to_integral_value():
            self.refuse("should be a whole number")
        return int(number)

    def moment(self) -> datetime:
        """Return a moment in UTC, written with its zone."""
        return self._moment(needs_zone=True).astimezone(UTC)

    def utc_moment(self) -> datetime:
        """Return a moment from a column that says UTC in its name and writes no zone."""
        return self._moment(needs_zone=False).replace(tzinfo=UTC)

    def _moment(self, *, needs_zone: bool) -> datetime:
        written = self.text()
        try:
            moment = datetime.fromisoformat(written) if MOMENT.fullmatch(written) else None
        except ValueError:
            moment = None
        if moment is None or (moment.tzinfo is not None) != needs_zone:
            self.refuse(f"{written[:40]!r} is not a moment {'with' if needs_zone else 'without'} a zone")
        if moment.year not in YEARS:
            self.refuse(f"{written[:40]!r} is not in the years we know")
        return moment

    def local_date(self) -> date:
        """Return the date of a local midnight written without a zone."""
        written = self.text()
        try:
            return date.fromisoformat(written.removesuffix("T00:00:00"))
        except ValueError:
            self.refuse(f"{written[:40]!r} is not a local midnight")


def read_text(data: bytes, *, max_bytes: int = MAX_BYTES) -> str:
    """Return the text of a UTF-8 file of at most `max_bytes`, also when it comes with a mark or gzipped."""
    if data.startswith(GZIP):
        data = _unzipped(data, max_bytes=max_bytes)
    if len(data) > max_bytes:
        raise MarketFileRefused(place="file", reason=f"is larger than {max_bytes:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MarketFileRefused(place=f"byte {error.start}", reason="is not UTF-8") from error
    if not text.strip() or "\0" in text:
        raise MarketFileRefused(place="file", reason="is empty or not text")
    return text


def read_json(data: bytes, *, max_bytes: int = MAX_BYTES) -> Node:
    """Return the root of a JSON file; numbers with decimals become exact Decimals, never floats."""
    text = read_text(data, max_bytes=max_bytes)
    try:
        return Node(json.loads(text, parse_float=Decimal, parse_constant=_no_number), "")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise MarketFileRefused(place=place, reason="is not JSON") from error
    except (RecursionError, ValueError, InvalidOperation) as error:
        raise MarketFileRefused(place="file", reason="is nested too deep or holds an odd number") from error


def read_rows(text: str, *, delimiter: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of a CSV text with their place, the titles first and empty lines left out."""
    rows = csv.reader(StringIO(text), delimiter=delimiter)
    try:
        for row in rows:
            if any(row):
                yield f"line {rows.line_num}", row
    except csv.Error as error:
        raise MarketFileRefused(place=f"line {rows.line_num}", reason=f"is no CSV: {error}") from error


def interval_count(node: Node, *, starts_at: datetime, ends_before: datetime, minutes: int) -> int:
    """Return how many intervals a period holds, refusing one that is empty, uneven or far too long."""
    count, rest = divmod(ends_before - starts_at, timedelta(minutes=minutes))
    if rest or not 0 < count <= MAX_INTERVALS:
        node.refuse(f"{starts_at} to {ends_before} is no period of {minutes} minutes")
    if starts_at.minute % minutes or starts_at.second or starts_at.microsecond:
        node.refuse(f"{starts_at} is not the start of an interval")
    return count


def read_points(points: Node, *, count: int, quantity_key: str, quality_key: str) -> Points:
    """Return quantities and quality codes by position; a position said twice or out of range is refused."""
    kwh: list[Decimal | None] = [None] * count
    quality: list[str | None] = [None] * count
    for point in points.each():
        place = point.at("position").whole() - 1
        if not 0 <= place < count or quality[place] is not None:
            point.at("position").refuse(f"is outside 1 to {count}, or came before")
        code = point.at(quality_key).text() if point.has(quality_key) else ""
        quality[place] = code
        if code != NOT_AVAILABLE:
            kwh[place] = point.at(quantity_key).number()
    return tuple(kwh), tuple(quality)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _unzipped(data: bytes, *, max_bytes: int) -> bytes:
    """Unpack no further than the limit, so that a small file cannot unfold into a huge one."""
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(data, max_bytes + 1)
    except zlib.error as error:
        raise MarketFileRefused(place="file", reason="is no whole gzip file") from error
    if len(unpacked) <= max_bytes and not unpacker.eof:
        raise MarketFileRefused(place="file", reason="is no whole gzip file")
    return unpacked
