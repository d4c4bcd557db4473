"""Hands work to a Celery worker by task name once the transaction has committed; a nudge, never the truth."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


_silent: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def without_nudges() -> Iterator[None]:
    """Send nothing inside the block: a process that plays a whole day does the work itself."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def send_task_after_commit(name: str, **kwargs: Any) -> None:
    """
    Send the task called `name` when the present transaction commits, at once when there is none.

    Nothing is sent after a rollback. A broker that does not answer is logged and forgotten: the row
    stands in the database, and the sweep that looks for due work finds it there.
    """
    if not _silent.get():
        transaction.on_commit(partial(_send, name, kwargs))


def _send(name: str, kwargs: dict[str, Any]) -> None:
    try:
        current_app.send_task(name, kwargs=kwargs, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("task %s was not sent, the sweep will find its work: %s", name, type(error).__name__)
