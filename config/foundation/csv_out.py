"""The one writer of CSV files: opens right in a Danish or Swedish spreadsheet, and can run nothing there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

Cell = str | int | Decimal | date | datetime | None

CONTENT_TYPE = "text/csv; charset=utf-8"

_BYTE_ORDER_MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """
    Write the file line by line: UTF-8 with its mark, semicolons, decimal comma, CRLF.

    Numbers are written as numbers and dates as 2026-03-29; a text that a spreadsheet would take for a
    formula gets an apostrophe in front. A float is refused, a row as long as the header is demanded.

    >>> list(csv_lines(["Dag", "kWh"], [[date(2026, 3, 29), Decimal("1.250")], ["=1+1", -5]]))
    [b'\\xef\\xbb\\xbfDag;kWh\\r\\n', b'2026-03-29;1,250\\r\\n', b"'=1+1;-5\\r\\n"]
    """
    yield (_BYTE_ORDER_MARK + _line(header)).encode()
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"A row has {len(row)} cells under {len(header)} headings.")
        yield _line(row).encode()


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the whole file at once, for small tables."""
    return b"".join(csv_lines(header, rows))


def _line(cells: Sequence[Cell]) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([_written(cell) for cell in cells])
    return out.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA) else str(cell)
    if isinstance(cell, bool):
        raise TypeError("Write yes and no as words; a spreadsheet reads them in its own language.")
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    raise TypeError(f"A CSV cell is text, a whole or decimal number or a date, not {type(cell).__name__}.")
