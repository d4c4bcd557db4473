"""Time zones by name; which moment a local time is, and the other way round, needs one of them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

COPENHAGEN = "Europe/Copenhagen"


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the time zone called `name`, read from disk once."""
    return ZoneInfo(name)
