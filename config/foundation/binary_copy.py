"""PostgreSQL's binary COPY as numpy arrays: whole columns in and out, no Python per row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
OIDS = {2: 21, 4: 23, 8: 20}
"""PostgreSQL's types smallint, integer and bigint by their width in bytes."""

EPOCH = date(2000, 1, 1).toordinal()
ARRAY_HEAD = 20

Ints = NDArray[np.int64]


class CopyRefused(ValueError):
    """Bytes that are not the rows asked for: a mistake in the statement, or a null where none may be."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column to write: one number per row, or a row of numbers per row as an array; `width` in bytes."""

    values: NDArray[np.integer]
    width: int = 8

    @property
    def is_array(self) -> bool:
        return self.values.ndim == 2

    @property
    def size(self) -> int:
        """Bytes of one value without its length: for an array its head, and every element with its length."""
        return ARRAY_HEAD + self.values.shape[1] * (4 + self.width) if self.is_array else self.width


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Consecutive rows whose arrays have one length: the plain columns by place, and the arrays as a matrix."""

    columns: tuple[Ints, ...]
    arrays: Ints


def days_since_2000(days: Sequence[date]) -> Ints:
    """Return dates as PostgreSQL stores them; write them with a width of 4."""
    return np.array([day.toordinal() - EPOCH for day in days], np.int64)


def date_of(number: int) -> date:
    """
    Return the date a stored number stands for.

    >>> date_of(int(days_since_2000([date(2026, 10, 25)])[0]))
    datetime.date(2026, 10, 25)
    """
    return date.fromordinal(int(number) + EPOCH)


def written(columns: Sequence[Column]) -> bytes:
    """
    Return rows for `COPY … FROM STDIN (FORMAT BINARY)`; a number too large for its width is refused.

    :raises CopyRefused: when columns differ in length or a number does not fit
    """
    counts = {len(column.values) for column in columns}
    if len(counts) != 1:
        raise CopyRefused("All columns of a COPY have one length.")
    rows = np.zeros(counts.pop(), np.dtype([("fields", ">i2"), *(_field(*each) for each in enumerate(columns))]))
    rows["fields"] = len(columns)
    for number, column in enumerate(columns):
        _fill(rows[f"c{number}"], column)
    return HEADER + rows.tobytes() + TRAILER


def read(data: bytes, *, widths: Sequence[int], element_width: int) -> Iterator[Block]:
    """
    Yield the rows of `COPY (SELECT plain columns, one array) TO STDOUT (FORMAT BINARY)` in runs of one length.

    `widths` are those of the plain columns, which come first. Rows sorted so that arrays of one length
    stand together (by day, for days) make few runs.

    :raises CopyRefused: for other columns, a null, or a stream that is cut off
    """
    if not data.startswith(HEADER) or not data.endswith(TRAILER):
        raise CopyRefused("This is no whole binary COPY.")
    place, end = len(HEADER), len(data) - len(TRAILER)
    dimension = 2 + sum(4 + width for width in widths) + 4 + 12
    while place < end:
        length = int.from_bytes(data[place + dimension : place + dimension + 4], "big")
        run = _run(data, place, end, widths=widths, element_width=element_width, length=length)
        yield Block(
            columns=tuple(run[f"c{number}"]["value"].astype(np.int64) for number in range(len(widths))),
            arrays=run["array"]["values"]["value"].astype(np.int64),
        )
        place += run.nbytes


def _run(
    data: bytes, place: int, end: int, *, widths: Sequence[int], element_width: int, length: int
) -> NDArray[np.void]:
    """Return the rows from `place` on that are laid out as the first one is."""
    plain = [(f"c{number}", _plain(width)) for number, width in enumerate(widths)]
    kind = np.dtype([("fields", ">i2"), *plain, ("array", _array(length, element_width))])
    rows = np.frombuffer(data, kind, count=max(0, end - place) // kind.itemsize, offset=place)
    alike = (rows["fields"] == len(widths) + 1) & (rows["array"]["length"] == kind["array"].itemsize - 4)
    alike &= (rows["array"]["dimension"] == length) & (rows["array"]["element"] == OIDS[element_width])
    count = len(rows) if alike.all() else int(alike.argmin())
    run = rows[:count]
    lengths = [run[name]["length"] == width for (name, _), width in zip(plain, widths, strict=True)]
    whole = (run["array"]["values"]["length"] == element_width).all() and all(each.all() for each in lengths)
    if not count or not whole:
        raise CopyRefused(f"Row at byte {place} is not {len(widths)} numbers and an array without nulls.")
    return run


def _plain(width: int) -> np.dtype[np.void]:
    return np.dtype([("length", ">i4"), ("value", f">i{width}")])


def _array(length: int, width: int) -> np.dtype[np.void]:
    """Length in bytes, dimensions, nulls, element type, size and first index, then each element."""
    names = ("length", "dimensions", "nulls", "element", "dimension", "first")
    return np.dtype([*((name, ">i4") for name in names), ("values", _plain(width), (length,))])


def _field(number: int, column: Column) -> tuple[str, np.dtype[np.void]]:
    kind = _array(column.values.shape[1], column.width) if column.is_array else _plain(column.width)
    return f"c{number}", kind


def _fill(field: NDArray[np.void], column: Column) -> None:
    limit = 2 ** (8 * column.width - 1)
    if column.values.size and not -limit <= int(column.values.min()) <= int(column.values.max()) < limit:
        raise CopyRefused(f"A number does not fit into {column.width} bytes.")
    field["length"] = column.size
    if not column.is_array:
        field["value"] = column.values
        return
    head = {"dimensions": 1, "nulls": 0, "element": OIDS[column.width], "dimension": column.values.shape[1]}
    for name, value in {**head, "first": 1}.items():
        field[name] = value
    field["values"]["length"] = column.width
    field["values"]["value"] = column.values
