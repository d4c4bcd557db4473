"""Plays the suppliers of the demo in two processes: no supplier's day rests on what another's did."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection

from django.db import connection, connections

from accounts.models import Supplier

Play = Callable[[Sequence[Supplier], date], None]
PlayDay = Callable[[date], None]


class PlayFailed(Exception):
    """The other process could not play a day; the text says why."""


@contextmanager
def playing(*, mine: Sequence[Supplier], theirs: Sequence[Supplier], play: Play) -> Iterator[PlayDay]:
    """
    Return a function that plays one day of all these suppliers, `theirs` in a second process meanwhile.

    Inside a transaction, whose rows no other process sees, all are played here.
    """
    if connection.in_atomic_block or not theirs:
        yield lambda as_of: play([*mine, *theirs], as_of)
        return
    connections.close_all()  # a connection serves the process that opened it
    ours, others = get_context("fork").Pipe()
    child = get_context("fork").Process(target=_serve, args=(ours, others, theirs, play), daemon=True)
    child.start()
    others.close()

    def both(as_of: date) -> None:
        ours.send(as_of)
        play(mine, as_of)
        if problem := _answer(ours):
            raise PlayFailed(problem)

    try:
        yield both
    finally:
        ours.close()  # which the child takes as its end
        child.join()


def _serve(parents_end: Connection, own: Connection, suppliers: Sequence[Supplier], play: Play) -> None:
    """Play each day that is asked for, until the other end is closed."""
    parents_end.close()
    try:
        while True:
            own.send(_problem_of(play, suppliers, own.recv()))
    except (EOFError, OSError, KeyboardInterrupt):
        connections.close_all()
        os._exit(0)  # what the parent has open is the parent's to close


def _problem_of(play: Play, suppliers: Sequence[Supplier], as_of: date) -> str:
    try:
        play(suppliers, as_of)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _answer(pipe: Connection) -> str:
    try:
        return str(pipe.recv())
    except EOFError:
        return "Its process ended."


def halves(weights: dict[Supplier, int]) -> tuple[list[Supplier], list[Supplier]]:
    """Deal the suppliers out, the heaviest first, each to the lighter half."""
    first: list[Supplier] = []
    second: list[Supplier] = []
    for supplier in sorted(weights, key=lambda each: -weights[each]):
        lighter = min(first, second, key=lambda half: sum(weights[each] for each in half))
        lighter.append(supplier)
    return first, second
