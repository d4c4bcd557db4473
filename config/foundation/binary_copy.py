"""Reads and writes PostgreSQL's binary COPY as numpy records, without a Python object per row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from config.foundation.packed_integers import ELEMENTS

HEAD = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
TAIL = b"\xff\xff"
POSTGRES_EPOCH = date(2000, 1, 1)

Array = NDArray[Any]

PACKED = {"packed 1": 1, "packed 4": 4, "packed 8": 8}
"""The kinds of a column of packed integers of so many bytes, which are sent as they lie."""

_SENDS = {"bigint": "int8send", "integer": "int4send", "smallint": "int2send", "date": "date_send"}

SCALARS = {"bigint": ">i8", "integer": ">i4", "smallint": ">i2", "date": ">i4", "boolean": ">u1"}


class _Reads(Protocol):
    def copy(self, statement: str, params: Any = None) -> Any: ...


def day_number(day: date) -> int:
    """Return a date as COPY writes it: days since 2000-01-01."""
    return (day - POSTGRES_EPOCH).days


def packed_type(columns: Mapping[str, str], *, lengths: Mapping[str, int]) -> np.dtype[Any]:
    """Return the numpy type of one row of fixed-size columns whose binary forms follow each other."""
    return np.dtype([_field(name, kind, lengths) for name, kind in columns.items()])


def record_type(columns: Mapping[str, str], *, lengths: Mapping[str, int]) -> np.dtype[Any]:
    """
    Return the numpy type of one COPY row of fixed-size columns.

    `columns` gives each name its SQL type (bigint, integer, smallint, date, boolean) or says that it is packed;
    `lengths` says how many numbers each packed one has, the same in every row.
    """
    fields: list[Any] = [("_columns", ">i2")]
    for name, kind in columns.items():
        fields += [(f"_{name}", ">i4"), _field(name, kind, lengths)]
    return np.dtype(fields)


def _field(name: str, kind: str, lengths: Mapping[str, int]) -> tuple[Any, ...]:
    return (name, ELEMENTS[PACKED[kind]], (lengths[name],)) if kind in PACKED else (name, SCALARS[kind])


def read(
    cursor: _Reads,
    select: str,
    params: Sequence[Any],
    *,
    columns: Mapping[str, str],
    lengths: Mapping[str, int],
) -> Array:
    """
    Return the rows of a SELECT of these columns; no column may be null.

    The server packs all rows into one value, so that nothing is done per row on the way. The order of
    the rows is not kept.

    :raises ValueError: when the rows are not of the size the columns say
    """
    packed = f"SELECT 0, string_agg({_packed(columns)}, NULL::bytea) FROM ({select}) AS row"  # noqa: S608 -- our own names
    body = _values_by_number(cursor, packed, params).get(0, b"")
    return _unpacked(body, packed_type(columns, lengths=lengths))


def read_by_length(
    cursor: _Reads, select: str, params: Sequence[Any], *, columns: Mapping[str, str], packed: str
) -> dict[int, Array]:
    """Return the rows of a SELECT like `read`, by how many elements their one packed column has."""
    one = f"octet_length({packed}) / {PACKED[columns[packed]]}, string_agg({_packed(columns)}, NULL::bytea)"
    statement = f"SELECT {one} FROM ({select}) AS row GROUP BY 1"  # noqa: S608 -- our own column names
    found = _values_by_number(cursor, statement, params)
    return {
        length: _unpacked(body, packed_type(columns, lengths={packed: length})) for length, body in found.items()
    }


def _packed(columns: Mapping[str, str]) -> str:
    return " || ".join(name if kind in PACKED else f"{_SENDS[kind]}({name})" for name, kind in columns.items())


def _values_by_number(cursor: _Reads, select: str, params: Sequence[Any]) -> dict[int, bytes]:
    """Run a SELECT of a number and a value; a null value is left out."""
    received = bytearray()
    # The driver's own cursor: Django's wrapper for looking at queries has a copy() without parameters.
    own = getattr(cursor, "cursor", cursor)
    with own.copy(f"COPY ({select}) TO STDOUT (FORMAT binary)", params) as copy:
        for block in copy:
            received += block
    found, place = {}, len(HEAD)
    while received[place : place + 2] != TAIL:
        if place + 14 > len(received):
            raise ValueError("The COPY broke off in the middle.")
        number = int.from_bytes(received[place + 6 : place + 10], signed=True)
        size = int.from_bytes(received[place + 10 : place + 14], signed=True)
        place += 14
        if size >= 0:
            found[number] = bytes(received[place : place + size])
            place += size
    return found


def _unpacked(body: bytes, kind: np.dtype[Any]) -> Array:
    if len(body) % kind.itemsize:
        raise ValueError("The rows are not of one size; a null or another number of values came in.")
    return np.frombuffer(body, kind)


def values(rows: Array, name: str) -> Array:
    """Return the numbers of a packed column as a matrix, in the machine's byte order."""
    matrix: Array = rows[name].astype(np.int64)
    return matrix


def write(cursor: _Reads, statement: str, data: Mapping[str, Array], *, columns: Mapping[str, str]) -> None:
    """Run `COPY … FROM STDIN (FORMAT binary)` with one numpy column per SQL column, matrices for packed ones."""
    lengths = {name: data[name].shape[1] for name, kind in columns.items() if kind in PACKED}
    rows = np.zeros(len(next(iter(data.values()))), record_type(columns, lengths=lengths))
    rows["_columns"] = len(columns)
    for name in columns:
        rows[f"_{name}"] = rows.dtype[name].itemsize
        rows[name] = data[name]
    with cursor.copy(statement) as copy:
        copy.write(HEAD + rows.tobytes() + TAIL)
