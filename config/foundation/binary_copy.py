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
    packed = f"SELECT count(*), string_agg({_packed(columns)}, NULL::bytea) FROM ({select}) AS row"  # noqa: S608 -- our own names
    [(count, *body)] = _rows_of_values(cursor, packed, params)
    return _unpacked(body[0] if body else b"", packed_type(columns, lengths=lengths), count=count)


def read_by_length(
    cursor: _Reads, select: str, params: Sequence[Any], *, key: str, packed: str
) -> dict[int, tuple[Array, Array]]:
    """
    Return keys and numbers of the rows of a SELECT, by how many numbers its packed column has.

    `key` is a bigint that says all else there is to say of a row: what is joined together per row costs more
    on the server than reading it.

    :raises ValueError: when a key or a packed column is null
    """
    one = f"octet_length({packed}) / 4, string_agg(int8send({key}), NULL), string_agg({packed}, NULL)"
    statement = f"SELECT {one} FROM ({select}) AS row GROUP BY 1"  # noqa: S608 -- our own column names
    found = {}
    for length, keys, numbers in _rows_of_values(cursor, statement, params):
        matrix = np.frombuffer(numbers, ELEMENTS[4]).reshape(-1, length).astype(np.int64)
        found[length] = _unpacked(keys, np.dtype(">i8"), count=len(matrix)).astype(np.int64), matrix
    return found


def _packed(columns: Mapping[str, str]) -> str:
    return " || ".join(name if kind in PACKED else f"{_SENDS[kind]}({name})" for name, kind in columns.items())


def _rows_of_values(cursor: _Reads, select: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a SELECT of a number and values of bytes; a null value is left out."""
    received = bytearray()
    # The driver's own cursor: Django's wrapper for looking at queries has a copy() without parameters.
    own = getattr(cursor, "cursor", cursor)
    with own.copy(f"COPY ({select}) TO STDOUT (FORMAT binary)", params) as copy:
        for block in copy:
            received += block
    rows, place = [], len(HEAD)
    while received[place : place + 2] != TAIL:
        columns = int.from_bytes(_taken(received, place, 2))
        place += 2
        row: list[Any] = []
        for _ in range(columns):
            size = int.from_bytes(_taken(received, place, 4), signed=True)
            place += 4
            if size >= 0:
                row.append(bytes(_taken(received, place, size)))
                place += size
        rows.append((int.from_bytes(row[0], signed=True), *row[1:]))
    return rows


def _taken(received: bytearray, place: int, size: int) -> bytearray:
    if place + size > len(received):
        raise ValueError("The COPY broke off in the middle.")
    return received[place : place + size]


def _unpacked(body: bytes, kind: np.dtype[Any], *, count: int) -> Array:
    """A null is left out by the server without a word, so the rows are counted."""
    if len(body) != count * kind.itemsize:
        raise ValueError("The rows are not of one size; a null or another number of values came in.")
    return np.frombuffer(body, kind)


def values(rows: Array, name: str) -> Array:
    """Return the numbers of a packed column as a matrix, in the machine's byte order."""
    matrix: Array = rows[name].astype(np.int64)
    return matrix


def write(cursor: _Reads, statement: str, data: Mapping[str, Array], *, columns: Mapping[str, str]) -> None:
    """
    Run `COPY … FROM STDIN (FORMAT binary)` with one numpy column per SQL column, matrices for packed ones.

    :raises OverflowError: when a number is too large for its column
    """
    lengths = {name: data[name].shape[1] for name, kind in columns.items() if kind in PACKED}
    rows = np.zeros(len(next(iter(data.values()))), record_type(columns, lengths=lengths))
    rows["_columns"] = len(columns)
    for name in columns:
        rows[f"_{name}"] = rows.dtype[name].itemsize
        put(rows, name, data[name])
    with cursor.copy(statement) as copy:
        copy.write(HEAD + rows.tobytes() + TAIL)


def put(rows: Array, name: str, numbers: Array | int) -> None:
    """Fill a column of records; numpy would cut a number to the bytes there are, and say nothing."""
    rows[name] = numbers
    if (rows[name] != numbers).any():
        raise OverflowError(f"{name} has a number too large for its column.")
