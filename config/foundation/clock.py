"""What time it is: the only place in the project where the clock is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from config.foundation.zone import COPENHAGEN, zone_of

Source = Callable[[], datetime]


def system_now() -> datetime:
    """Return what the machine's clock says, whatever source is installed."""
    return datetime.now(UTC)  # noqa: TID251 -- this is the one place the ban points to


_frozen_at: ContextVar[datetime | None] = ContextVar("frozen_at", default=None)
_installed: list[Source] = [system_now]


def now() -> datetime:
    """Return the present moment, aware and in UTC: frozen, else from the installed source."""
    frozen_moment = _frozen_at.get()
    return _in_utc(_installed[0]()) if frozen_moment is None else frozen_moment


def today(zone: str = COPENHAGEN) -> date:
    """Return the calendar date it is now in `zone`."""
    return now().astimezone(zone_of(zone)).date()


def install(source: Source | None) -> None:
    """
    Replace the clock of this process, or put the real one back with None.

    For development and tests (the SimulatedNow row) alone; settings refuse it in production.
    """
    _installed[0] = source or system_now


@contextmanager
def frozen(moment: datetime) -> Iterator[datetime]:
    """
    Hold the clock at an aware `moment` inside the block, in this thread or task only.

    >>> with frozen(datetime(2026, 3, 28, 23, 30, tzinfo=UTC)):
    ...     today().isoformat()
    '2026-03-29'
    """
    token = _frozen_at.set(_in_utc(moment))
    try:
        yield moment
    finally:
        _frozen_at.reset(token)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone is no moment; give an aware datetime.")
    return moment.astimezone(UTC)
