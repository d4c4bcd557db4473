"""Reads and writes PostgreSQL's binary COPY as numpy records, without a Python object per row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

HEAD = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
TAIL = b"\xff\xff"
POSTGRES_EPOCH = date(2000, 1, 1)

Array = NDArray[Any]

_SCALARS = {"bigint": ">i8", "integer": ">i4", "smallint": ">i2", "date": ">i4", "boolean": ">u1"}
_ELEMENTS = {"bigint[]": (">i8", 20), "integer[]": (">i4", 23), "smallint[]": (">i2", 21)}


class _Reads(Protocol):
    def copy(self, statement: str, params: Any = None) -> Any: ...


def day_number(day: date) -> int:
    """Return a date as COPY writes it: days since 2000-01-01."""
    return (day - POSTGRES_EPOCH).days


def record_type(columns: Mapping[str, str], *, lengths: Mapping[str, int] | None = None) -> np.dtype[Any]:
    """
    Return the numpy type of one COPY row of fixed-size columns.

    `columns` gives each name its SQL type (bigint, integer, smallint, date, boolean, or an array of the
    whole numbers); `lengths` says how many elements each array has, the same in every row.
    """
    fields: list[Any] = [("_columns", ">i2")]
    for name, kind in columns.items():
        fields.append((f"_{name}", ">i4"))
        if kind in _SCALARS:
            fields.append((name, _SCALARS[kind]))
        else:
            element, _oid = _ELEMENTS[kind]
            count = (lengths or {})[name]
            head = [(f"_{name}_{part}", ">i4") for part in ("dimensions", "flags", "oid", "length", "lower")]
            fields += [*head, (name, [("size", ">i4"), ("value", element)], (count,))]
    return np.dtype(fields)


def read(
    cursor: _Reads,
    statement: str,
    params: Sequence[Any],
    *,
    columns: Mapping[str, str],
    lengths: Mapping[str, int],
) -> Array:
    """
    Run `COPY (…) TO STDOUT (FORMAT binary)` and return its rows; no column may be null.

    :raises ValueError: when the rows are not of the size the columns say
    """
    kind = record_type(columns, lengths=lengths)
    received = bytearray()
    # The driver's own cursor: Django's wrapper for looking at queries has a copy() without parameters.
    with getattr(cursor, "cursor", cursor).copy(statement, params) as copy:
        for block in copy:
            received += block
    body = len(received) - len(HEAD) - len(TAIL)
    if body % kind.itemsize:
        raise ValueError("The rows of the COPY are not of one size; a null or another array length came in.")
    return np.frombuffer(bytes(received), kind, count=body // kind.itemsize, offset=len(HEAD))


def values(rows: Array, name: str) -> Array:
    """Return the elements of an array column as a matrix, in the machine's byte order."""
    matrix: Array = rows[name]["value"].astype(np.int64)
    return matrix


def write(cursor: _Reads, statement: str, data: Mapping[str, Array], *, columns: Mapping[str, str]) -> None:
    """Run `COPY … FROM STDIN (FORMAT binary)` with one numpy column per SQL column, matrices for arrays."""
    lengths = {name: data[name].shape[1] for name, kind in columns.items() if kind in _ELEMENTS}
    count = len(next(iter(data.values())))
    rows = np.zeros(count, record_type(columns, lengths=lengths))
    rows["_columns"] = len(columns)
    for name, kind in columns.items():
        if kind in _SCALARS:
            rows[f"_{name}"] = np.dtype(_SCALARS[kind]).itemsize
            rows[name] = data[name]
        else:
            _fill_array(rows, name, kind, data[name])
    with cursor.copy(statement) as copy:
        copy.write(HEAD + rows.tobytes() + TAIL)


def _fill_array(rows: Array, name: str, kind: str, matrix: Array) -> None:
    element, oid = _ELEMENTS[kind]
    size = np.dtype(element).itemsize
    rows[f"_{name}"] = 20 + matrix.shape[1] * (4 + size)
    rows[f"_{name}_dimensions"] = 1
    rows[f"_{name}_oid"] = oid
    rows[f"_{name}_length"] = matrix.shape[1]
    rows[f"_{name}_lower"] = 1
    rows[name]["size"] = size
    rows[name]["value"] = matrix
