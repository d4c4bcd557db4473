"""How long a local day is: 23, 24 or 25 hours, 92, 96 or 100 quarters, and which clock hour each has."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from config.foundation.zone import COPENHAGEN, zone_of

HOUR_MINUTES = 60
QUARTER_MINUTES = 15


@lru_cache(maxsize=8192)
def midnight(day: date, *, zone: str = COPENHAGEN) -> datetime:
    """
    Return the instant at which the local `day` begins, in UTC.

    >>> midnight(date(2026, 7, 1)).isoformat(), midnight(date(2026, 1, 1)).isoformat()
    ('2026-06-30T22:00:00+00:00', '2025-12-31T23:00:00+00:00')
    """
    return datetime.combine(day, time(), tzinfo=zone_of(zone)).astimezone(UTC)


def local_date(moment: datetime, *, zone: str = COPENHAGEN) -> date:
    """Return the local date an aware moment falls on."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone falls on no date; give an aware datetime.")
    return moment.astimezone(zone_of(zone)).date()


@lru_cache(maxsize=8192)
def intervals(day: date, *, zone: str = COPENHAGEN, resolution_minutes: int = HOUR_MINUTES) -> int:
    """
    Return how many intervals the local day has.

    >>> [intervals(date(2026, *each)) for each in ((3, 29), (3, 30), (10, 25))]
    [23, 24, 25]
    >>> [intervals(date(2026, *each), resolution_minutes=15) for each in ((3, 29), (3, 30), (10, 25))]
    [92, 96, 100]
    """
    length = midnight(day + timedelta(days=1), zone=zone) - midnight(day, zone=zone)
    count, rest = divmod(length, timedelta(minutes=resolution_minutes))
    if rest:
        raise ValueError(f"A day is not a whole number of {resolution_minutes}-minute intervals.")
    return count


def hours(day: date, *, zone: str = COPENHAGEN) -> int:
    """Return how many hours the local day has: 23, 24 or 25."""
    return intervals(day, zone=zone)


def quarters(day: date, *, zone: str = COPENHAGEN) -> int:
    """Return how many quarter-hours the local day has: 92, 96 or 100."""
    return intervals(day, zone=zone, resolution_minutes=QUARTER_MINUTES)


@lru_cache(maxsize=4096)
def starts(day: date, *, zone: str = COPENHAGEN, resolution_minutes: int = HOUR_MINUTES) -> tuple[datetime, ...]:
    """Return the UTC instant at which each interval of the local day begins."""
    first, step = midnight(day, zone=zone), timedelta(minutes=resolution_minutes)
    count = intervals(day, zone=zone, resolution_minutes=resolution_minutes)
    return tuple(first + step * number for number in range(count))


@lru_cache(maxsize=4096)
def local_hours(day: date, *, zone: str = COPENHAGEN, resolution_minutes: int = HOUR_MINUTES) -> tuple[int, ...]:
    """
    Return the local clock hour of each interval: 2 comes twice in October and never in March.

    >>> local_hours(date(2026, 10, 25))[:5], local_hours(date(2026, 3, 29))[:4]
    ((0, 1, 2, 2, 3), (0, 1, 3, 4))
    """
    moments = starts(day, zone=zone, resolution_minutes=resolution_minutes)
    return tuple(moment.astimezone(zone_of(zone)).hour for moment in moments)


@lru_cache(maxsize=4096)
def is_clock_change(day: date, *, zone: str = COPENHAGEN) -> bool:
    """Return whether the local day is one of the two with 23 or 25 hours."""
    return hours(day, zone=zone) != 24
