"""Named places where the process may die: nothing in production, a seeded fault in a reliability test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from threading import Lock

Plan = Callable[[str, int], bool]
"""Told the name of a point and how often it was reached so far, answers whether to crash there."""


class Crashed(BaseException):
    """The process is taken to have died here; no `except Exception` may survive it."""


class Record:
    """What an armed block went through: how often each point was reached, and where it crashed."""

    def __init__(self, plan: Plan) -> None:
        self.hits: Counter[str] = Counter()
        self.crashes: Counter[str] = Counter()
        self._plan = plan
        self._lock = Lock()

    def reach(self, name: str) -> None:
        with self._lock:
            self.hits[name] += 1
            if not self._plan(name, self.hits[name]):
                return
            self.crashes[name] += 1
        raise Crashed(name)


_armed: list[Record] = []


def crashpoint(name: str) -> None:
    """
    Mark a place between two effects, before or after a commit or a call to the outside.

    >>> crashpoint("charge.sent")
    >>> with armed(crash_at("charge.sent")) as record:
    ...     crashpoint("charge.sent")
    Traceback (most recent call last):
    ...
    config.foundation.crashpoint.Crashed: charge.sent
    """
    if _armed:
        _armed[-1].reach(name)


@contextmanager
def armed(plan: Plan) -> Iterator[Record]:
    """Let `plan` decide at every crash point inside the block, in all threads; tests only."""
    record = Record(plan)
    _armed.append(record)
    try:
        yield record
    finally:
        _armed.remove(record)


def watching() -> Plan:
    """Return a plan that never crashes: it only records which points a flow reaches, and how often."""
    return lambda name, hit: False


def crash_at(name: str, *, hit: int = 1) -> Plan:
    """Return a plan that crashes once, the given time that one point is reached."""
    return lambda reached, count: reached == name and count == hit


def crash_at_random(*, seed: int, one_in: int) -> Plan:
    """Return a plan that crashes at about one in `one_in` points, the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311 -- a repeatable fault, not a secret
    return lambda name, hit: chance.randrange(one_in) == 0
