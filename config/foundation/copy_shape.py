"""Writes rows of words and numbers by binary COPY: rows that share their words are one numpy record array."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from config.foundation.binary_copy import HEAD, SCALARS, TAIL, put
from config.foundation.text_copy import Writes

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """
    Rows that differ in numbers alone: `place` is each one's place among all rows that are written.

    `data` gives each column of the table its numbers, UUIDs as an array of 16 bytes each, or what all of these
    rows have: a number, a word as COPY sends it (see `word`, `json_word`), or None for null.
    """

    place: NDArray[np.intp]
    data: Mapping[str, Array | bytes | int | None]


def word(text: str) -> bytes:
    """Return a word as COPY sends it."""
    return text.encode()


def json_word(document: str) -> bytes:
    """Return the text of a jsonb value as COPY sends it: after the version of the form."""
    return b"\x01" + document.encode()


def write(cursor: Writes, *, table: str, columns: Mapping[str, str], shapes: Sequence[Shape]) -> None:
    """
    Write the rows of all shapes, each in its place; the places together are 0, 1, 2, ….

    `columns` gives each column the kind its numbers have in SQL (bigint, integer, smallint, date, boolean);
    what it says of words and UUIDs is not looked at.

    :raises OverflowError: when a number is too large for its column
    """
    records = [_records(shape, columns) for shape in shapes]
    size = np.zeros(sum(len(rows) for rows in records), np.int64)
    for shape, rows in zip(shapes, records, strict=True):
        size[shape.place] = rows.dtype.itemsize
    if not len(size):
        return
    begins = np.cumsum(size) - size
    body = np.zeros(int(size.sum()), np.uint8)
    for shape, rows in zip(shapes, records, strict=True):
        within = np.arange(rows.dtype.itemsize)
        body[begins[shape.place][:, None] + within] = rows.view(np.uint8).reshape(len(rows), len(within))
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT binary)") as copy:
        copy.write(HEAD + body.tobytes() + TAIL)


def _records(shape: Shape, columns: Mapping[str, str]) -> Array:
    fields: list[Any] = [("_columns", ">i2")]
    for name, kind in columns.items():
        form = _form(kind, shape.data[name])
        fields += [(f"_{name}", ">i4")] + ([(name, form)] if form else [])
    rows: Array = np.zeros(len(shape.place), np.dtype(fields))
    rows["_columns"] = len(columns)
    for name in columns:
        value = shape.data[name]
        if value is None:
            rows[f"_{name}"] = -1
        elif name in (rows.dtype.names or ()):
            rows[f"_{name}"] = rows.dtype[name].itemsize
            if isinstance(value, bytes):
                rows[name] = np.void(value)
            else:
                put(rows, name, value)
    return rows


def _form(kind: str, value: Array | bytes | int | None) -> str:
    """Return the numpy type of a field; nothing for null and for the empty word, which have no bytes."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"V{len(value)}" if value else ""
    return value.dtype.str if isinstance(value, np.ndarray) and value.dtype.kind == "V" else SCALARS[kind]
