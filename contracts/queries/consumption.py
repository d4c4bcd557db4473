"""Metered values as their owner may see them: by day or by interval, clipped to the own periods of supply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from config.foundation.packed_integers import unpack
from config.foundation.period import Period
from contracts.enums import Quality
from contracts.models import MeteredDay, Supply
from contracts.queries.metering_point import period_of
from contracts.rules.day_values import DayValues, StoredDay, decode

# The bounds of each supply go in beside its metering point, so that no query can return another's days.
DAYS = """
SELECT s.id, d.day, d.quality, d.qualities IS NOT NULL, d.wh
FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[]) AS s (id, point, first, ends)
JOIN contracts_meteredday d ON d.metering_point_id = s.point AND d.day >= s.first AND d.day < s.ends
WHERE d.day >= %s AND d.day < %s
ORDER BY d.day, s.id
"""


@dataclass(frozen=True, slots=True)
class MeteredTotal:
    """What a supply used on a day, and the worst quality of the day's values."""

    supply_id: int
    day: date
    wh: int
    quality: Quality
    is_mixed: bool = False


def totals(*, supplies: Sequence[Supply], period: Period) -> list[MeteredTotal]:
    """Return the days of the period that have values, each within its own supply; one query."""
    clipped = [(supply, part) for supply in supplies if (part := period_of(supply).clip(to=period))]
    if not clipped:
        return []
    bounds: list[list[Any]] = [
        [supply.pk for supply, _part in clipped],
        [supply.metering_point_id for supply, _part in clipped],
        [part.starts_on for _supply, part in clipped],
        [part.ends_before for _supply, part in clipped],
    ]
    with connection.cursor() as cursor:
        cursor.execute(DAYS, [*bounds, period.starts_on, period.ends_before])
        rows = cursor.fetchall()
    return [
        MeteredTotal(supply, day, sum(unpack(wh)), Quality(quality), mixed)
        for supply, day, quality, mixed, wh in rows
    ]


def values_of_day(*, supplies: Sequence[Supply], day: date) -> Mapping[int, DayValues]:
    """Return the values of one day by supply, for the supplies that run on it and have any."""
    running = {supply.metering_point_id: supply.pk for supply in supplies if period_of(supply).contains(day)}
    found = {}
    for row in MeteredDay.objects.filter(metering_point_id__in=running, day=day):
        bytes_of_quality = bytes(row.qualities) if row.qualities is not None else None
        stored = StoredDay(resolution=row.resolution, wh=row.wh, quality=row.quality, qualities=bytes_of_quality)
        found[running[row.metering_point_id]] = decode(day=day, stored=stored)
    return found
