"""Figures of the law by day: parse their CSV strictly, and look up the one in force."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from config.foundation.money import kr, micro_kr

COLUMNS = (
    "key",
    "country",
    "valid_from",
    "value",
    "unit",
    "source",
    "confidence",
    "verified_by",
    "verified_on",
)
COUNTRIES = frozenset({"DK", "SE"})
CONFIDENCE = MappingProxyType(
    {
        "A": "primary or official source",
        "B": "trade body, law firm, company or consumer page",
        "C": "general knowledge, to be verified",
        "K": "general knowledge about a product or provider",
        "G": "general knowledge about a format",
    }
)
COUNTED = frozenset(
    {"days", "working_days", "bank_days", "day_of_month", "hours", "months", "years", "count", "kwh"}
)
PERCENTAGES = frozenset({"percent", "percentage_points"})
WORDED = frozenset({"text", "date"})
UNITS = COUNTED | PERCENTAGES | WORDED | {"kr", "ore_per_kwh", "index"}
LONGEST_VALUE = 60


class StatuteFileRefused(ValueError):
    """A file of figures is refused whole; the text names the place and the reason."""


class FigureMissing(LookupError):
    """No figure of the law is known for a key and day: a gap in our figures, never the customer's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatuteRow:
    """
    One figure of the law from its first day on, with source and confidence.

    >>> StatuteRow.of(key="reminder_fee", valid_from="2013-03-01", value="100.00", unit="kr").exact
    10000
    """

    key: str
    country: str
    valid_from: date
    value: str
    unit: str
    source: str
    confidence: str
    verified_by: str = ""
    verified_on: date | None = None

    @classmethod
    def of(cls, *, key: str, valid_from: str, value: str, unit: str, country: str = "DK") -> StatuteRow:
        """Return a row written short, as tests and doctests need it."""
        return cls(
            key=key,
            country=country,
            valid_from=date.fromisoformat(valid_from),
            value=value,
            unit=unit,
            source="example",
            confidence="C",
        )

    @property
    def exact(self) -> int:
        """
        Return the figure as a whole number of its smallest unit.

        kr: minor units; ore_per_kwh: micro-kr per kWh; percent: hundredths of a per cent; index: hundredths of
        a point; else as counted.

        :raises TypeError: for a worded figure
        """
        if self.unit == "kr":
            return kr(self.value)
        if self.unit in PERCENTAGES or self.unit == "index":
            return kr(self.value)
        if self.unit == "ore_per_kwh":
            return micro_kr(self.value) // 100
        if self.unit in COUNTED:
            return int(self.value)
        raise TypeError(f"{self.key} is worded ({self.unit}), not a number.")


def figure_on(rows: Iterable[StatuteRow], *, key: str, country: str, day: date) -> StatuteRow:
    """
    Return the figure in force on a day: the one with the latest first day not after it.

    Source: law.md (dated parameters); design.md §3.

    :raises FigureMissing: when no figure has begun by that day
    """
    begun = [row for row in rows if row.key == key and row.country == country and row.valid_from <= day]
    if not begun:
        raise FigureMissing(f"No figure {key!r} for {country} is known on {day.isoformat()}.")
    return max(begun, key=lambda row: row.valid_from)


def figures_on(rows: Iterable[StatuteRow], *, country: str, day: date) -> dict[str, StatuteRow]:
    """
    Return every figure of a country in force on a day, by its key.

    Source: law.md (dated parameters); design.md §3.
    """
    found: dict[str, StatuteRow] = {}
    for row in rows:
        older = found.get(row.key)
        if row.country == country and row.valid_from <= day and (not older or older.valid_from < row.valid_from):
            found[row.key] = row
    return found


def exact_figures(rows: Mapping[str, StatuteRow]) -> dict[str, int]:
    """
    Return the numbers among figures by key; worded ones are left out.

    Source: design.md §3.
    """
    return {key: row.exact for key, row in rows.items() if row.unit not in WORDED}


def parse_statute(*, text: str, name: str) -> tuple[StatuteRow, ...]:
    """
    Return the rows of one CSV file, or refuse the whole file with the place and the reason.

    Source: design.md §3 (StatuteFigure) and §7 (what is wrong is refused whole).

    :raises StatuteFileRefused: naming file, line and reason
    """
    lines = csv.reader(io.StringIO(text), strict=True)
    rows: list[StatuteRow] = []
    first_seen: dict[tuple[str, str, date], int] = {}
    try:
        header = next(lines, [])
        if tuple(header) != COLUMNS:
            raise StatuteFileRefused(f"{name}, line 1: the columns must be {', '.join(COLUMNS)}.")
        for fields in lines:
            row = _row(fields, place=f"{name}, line {lines.line_num}")
            same = first_seen.setdefault((row.key, row.country, row.valid_from), lines.line_num)
            if same != lines.line_num:
                place = f"{name}, line {lines.line_num}"
                raise StatuteFileRefused(f"{place}: {row.key} from {row.valid_from} stands in line {same} too.")
            rows.append(row)
    except csv.Error as error:
        raise StatuteFileRefused(f"{name}, line {lines.line_num}: {error}.") from error
    return tuple(rows)


def _row(fields: list[str], *, place: str) -> StatuteRow:
    if len(fields) != len(COLUMNS):
        raise StatuteFileRefused(f"{place}: {len(fields)} columns instead of {len(COLUMNS)}.")
    said = dict(zip(COLUMNS, fields, strict=True))
    _check_words(said, place=place)
    row = StatuteRow(
        key=said["key"],
        country=said["country"],
        valid_from=_day(said["valid_from"], place=place, column="valid_from"),
        value=said["value"],
        unit=said["unit"],
        source=said["source"],
        confidence=said["confidence"],
        verified_by=said["verified_by"],
        verified_on=_day(said["verified_on"], place=place, column="verified_on") if said["verified_on"] else None,
    )
    _check_value(row, place=place)
    return row


def _check_words(said: dict[str, str], *, place: str) -> None:
    faults = {
        "key is not lower case words joined by _": not re.fullmatch(r"[a-z][a-z0-9_]{2,79}", said["key"]),
        f"country is none of {', '.join(sorted(COUNTRIES))}": said["country"] not in COUNTRIES,
        f"unit {said['unit']!r} is unknown": said["unit"] not in UNITS,
        f"confidence is none of {', '.join(CONFIDENCE)}": said["confidence"] not in CONFIDENCE,
        "source is empty": not said["source"].strip(),
        f"value is empty or longer than {LONGEST_VALUE}": not 0 < len(said["value"]) <= LONGEST_VALUE,
        "verified_by and verified_on go together": bool(said["verified_by"]) != bool(said["verified_on"]),
    }
    for reason, is_wrong in faults.items():
        if is_wrong:
            raise StatuteFileRefused(f"{place}: {reason}.")


def _check_value(row: StatuteRow, *, place: str) -> None:
    if row.unit == "date":
        _day(row.value, place=place, column="value")
    elif row.unit in COUNTED and not re.fullmatch(r"[0-9]+", row.value):
        raise StatuteFileRefused(f"{place}: value {row.value!r} is not a whole number of {row.unit}.")
    elif row.unit not in WORDED:
        _check_decimals(row, place=place)


def _check_decimals(row: StatuteRow, *, place: str) -> None:
    try:
        _ = row.exact
    except ValueError as error:
        raise StatuteFileRefused(f"{place}: value {row.value!r} is not a number of {row.unit}.") from error
    decimals = row.value.partition(".")[2]
    if row.unit == "ore_per_kwh" and len(decimals) > 4:
        raise StatuteFileRefused(f"{place}: value {row.value!r} is finer than a micro-kr per kWh.")


def _day(written: str, *, place: str, column: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        raise StatuteFileRefused(f"{place}: {column} {written!r} is not a day written yyyy-mm-dd.")
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise StatuteFileRefused(f"{place}: {column} {written!r} is no day of the calendar.") from error
