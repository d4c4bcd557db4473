"""Read the metered days that have to be priced, grouped by how many values a day has."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from billing.queries.cost_supply import CostSupply
from config.foundation import binary_copy
from config.foundation.array_text import array_text
from config.foundation.period import Period

OVERLAP = timedelta(minutes=10)
"""Values that arrive while a run reads may be committed just after it: this much is read again next time."""

_overlap: ContextVar[timedelta] = ContextVar("overlap", default=OVERLAP)

# The planner knows neither how many days a supply has nor how far the months have filled since it last looked:
# days are found by their keys, months are looked up in a table of hashes, and a chunk is sorted without a file.
BY_KEY = "SET LOCAL enable_seqscan = off; SET LOCAL enable_mergejoin = off; SET LOCAL work_mem = '32MB'"

# The key has the supply's place among those asked for, the day, the resolution and the quality, side by side.
# The months of the chunk are found first, so that no plan goes through those of all other supplies.
DAYS = """
WITH s AS MATERIALIZED (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[], %s::boolean[])
        WITH ORDINALITY AS s (id, point, first, ends, always, place)
), c AS MATERIALIZED (
    SELECT c.supply_id, c.month, c.quality, c.computed_at FROM s JOIN billing_costmonth c ON c.supply_id = s.id
        AND c.month >= date_trunc('month', s.first)::date AND c.month < s.ends
)
SELECT ((s.place - 1) << 40) + ((d.day - date '2000-01-01')::bigint << 24) + (d.resolution::int << 8) + d.quality
    AS key, d.wh
FROM s JOIN contracts_meteredday d ON d.metering_point_id = s.point AND d.day >= s.first AND d.day < s.ends
    AND d.day >= %s AND d.day < %s
JOIN unnest(%s::date[], %s::date[], %s::integer[], %s::timestamptz[]) AS p (day, month, place, priced_at)
    ON p.day = d.day
LEFT JOIN c ON c.supply_id = s.id AND c.month = p.month
WHERE s.always OR c.supply_id IS NULL OR get_byte(c.quality, p.place) = 0
    OR greatest(d.received_at, p.priced_at) > c.computed_at - %s
"""


@contextmanager
def nobody_beside() -> Iterator[None]:
    """Read nothing twice inside the block: this process alone brings values and prices, as when a demo is sown."""
    token = _overlap.set(timedelta(0))
    try:
        yield
    finally:
        _overlap.reset(token)


@dataclass(frozen=True, slots=True, eq=False)
class DayRows:
    """Days of one length: row i is one day of the supply at `supply[i]` in the chunk."""

    supply: NDArray[np.intp]
    day: NDArray[np.datetime64]
    resolution: int
    quality: NDArray[np.int64]
    wh: NDArray[np.int64]


def due_days(
    supplies: Sequence[CostSupply], *, changes: Mapping[date, datetime], as_of: date
) -> Iterator[DayRows]:
    """
    Yield the days before `as_of` that were never priced, or whose values or prices have changed since.

    `changes` says per day when a price of it last changed.
    """
    if not supplies:
        return
    first = min(supply.open_from for supply in supplies)
    days = {day: changes.get(day) for day in Period(first, max(first, as_of)).each_day()}
    bounds = [
        array_text(supply.id for supply in supplies),
        array_text(supply.metering_point_id for supply in supplies),
        array_text(supply.open_from for supply in supplies),
        array_text(min(supply.ends_before or as_of, as_of) for supply in supplies),
        array_text(supply.electric_heating_from is not None for supply in supplies),
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_KEY)
        wanted = [*bounds, first, as_of, *_calendar(days), _overlap.get()]
        found = binary_copy.read_by_length(cursor, DAYS, wanted, key="key", packed="wh")
    for _length, (keys, wh) in sorted(found.items()):
        yield _grouped(keys, wh)


def _calendar(days: Mapping[date, datetime | None]) -> list[str | list[datetime | None]]:
    """Each day with its month and its place in it, so that the statement works neither out for every row."""
    return [
        array_text(days),
        array_text(day.replace(day=1) for day in days),
        array_text(day.day - 1 for day in days),
        list(days.values()),
    ]


def _grouped(keys: NDArray[np.int64], wh: NDArray[np.int64]) -> DayRows:
    """Put the rows in order of supply and day, which they mostly are in: a stable sort is quick then."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    return DayRows(
        supply=(keys >> 40).astype(np.intp),
        day=np.datetime64(binary_copy.POSTGRES_EPOCH) + (keys >> 24 & 0xFFFF),
        resolution=int(keys[0] >> 8 & 0xFFFF),
        quality=keys & 0xFF,
        wh=wh[order],
    )
