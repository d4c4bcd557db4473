"""Sends rows to PostgreSQL while the next rows are made: the server writes, and we go on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any


class WriteBehind:
    """
    Stands in for a cursor of which only `copy` is asked; each COPY goes out after the one before it.

    Nobody else may use the connection until `write_behind` ends.
    """

    def __init__(self, cursor: Any, sender: ThreadPoolExecutor) -> None:
        # Django's wrapper belongs to the thread that made it; the driver's own cursor does not.
        self._cursor = getattr(cursor, "cursor", cursor)
        self._sender = sender
        self._sent: list[Future[None]] = []

    @contextmanager
    def copy(self, statement: str) -> Iterator[_Rows]:
        rows = _Rows()
        yield rows
        self._sent.append(self._sender.submit(self._send, statement, rows))

    def wait(self) -> None:
        """Wait for all, and raise what the first that failed was refused with."""
        for each in self._sent:
            each.result()

    def _send(self, statement: str, rows: _Rows) -> None:
        with self._cursor.copy(statement) as copy:
            for block in rows.blocks:
                copy.write(block)


class _Rows:
    def __init__(self) -> None:
        self.blocks: list[str | bytes] = []

    def write(self, block: str | bytes) -> None:
        self.blocks.append(block)


@contextmanager
def write_behind(cursor: Any) -> Iterator[WriteBehind]:
    """Yield what rows are written to; at the end all of them are written, or the first error is raised."""
    with ThreadPoolExecutor(1, thread_name_prefix="write-behind") as sender:
        behind = WriteBehind(cursor, sender)
        yield behind
        behind.wait()
