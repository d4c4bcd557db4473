"""Writes rows by PostgreSQL's COPY in its text format: for rows of words and numbers, without an insert each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

NULL = r"\N"

_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class Writes(Protocol):
    """A cursor, or what stands in for one, of which only COPY is asked."""

    def copy(self, statement: str) -> Any: ...


def escaped(text: str) -> str:
    r"""
    Return text as one field of a row.

    >>> escaped("a\tb\\c")
    'a\\tb\\\\c'
    """
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def write(cursor: Writes, *, table: str, columns: Sequence[str], rows: Iterable[str]) -> None:
    """
    Write rows whose fields are joined by tabs; words must have been escaped, numbers and dates need not.

    Columns left out get their defaults from the database.
    """
    body = "\n".join(rows)
    if not body:
        return
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        copy.write(body + "\n")
