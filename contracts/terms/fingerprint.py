"""The content hash of a terms document: the same value gives the same hash on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from fractions import Fraction


def content_hash(terms: object) -> str:
    """
    Return the SHA-256 over everything a document says, names of parts and fields included.

    A field that is None is left out, so that a part added to the shape later leaves released hashes alone.
    """
    written = json.dumps(_plain(terms), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def walk(value: object) -> Iterator[object]:
    """Yield a value and every part inside it, outermost first."""
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)


def clauses_used(terms: object) -> tuple[str, ...]:
    """Return every clause id a document's values cite, sorted, each once."""
    found = set()
    for part in walk(terms):
        for name in ("clause", "ladder_clause"):
            cited = getattr(part, name, None)
            if isinstance(cited, str):
                found.add(cited)
    return tuple(sorted(found))


def _plain(value: object) -> object:
    if is_dataclass(value):
        kept = {field.name: getattr(value, field.name) for field in fields(value)}
        said = {name: _plain(item) for name, item in kept.items() if item is not None}
        return {"part": type(value).__name__, **said}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"A terms document holds no {type(value).__name__}.")
