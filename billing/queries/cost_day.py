"""Read the metered days that have to be priced, grouped by how many values a day has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from billing.queries.cost_supply import CostSupply
from config.foundation import binary_copy
from config.foundation.period import Period

COLUMNS = {"supply": "bigint", "day": "date", "resolution": "smallint", "quality": "smallint", "wh": "integer[]"}
# Values that arrive while a run reads may be committed just after it: this much is read again next time.
OVERLAP = "10 minutes"

DAYS = """
SELECT s.id AS supply, d.day, d.resolution, d.quality, d.wh
FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[], %s::boolean[])
    AS s (id, point, first, ends, always)
JOIN contracts_meteredday d ON d.metering_point_id = s.point AND d.day >= s.first AND d.day < s.ends
    AND d.day >= %s AND d.day < %s
JOIN unnest(%s::date[], %s::timestamptz[]) AS p (day, priced_at) ON p.day = d.day
LEFT JOIN billing_costmonth c ON c.supply_id = s.id AND c.month = date_trunc('month', d.day)::date
WHERE s.always OR c.id IS NULL OR c.quality[extract(day FROM d.day)::int] = 0
    OR greatest(d.received_at, p.priced_at) > c.computed_at - interval '{overlap}'
""".format(overlap=OVERLAP)  # noqa: UP032 -- our own constant among percent parameters


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
        [supply.id for supply in supplies],
        [supply.metering_point_id for supply in supplies],
        [supply.open_from for supply in supplies],
        [min(supply.ends_before or as_of, as_of) for supply in supplies],
        [supply.electric_heating_from is not None for supply in supplies],
    ]
    with connection.cursor() as cursor:
        wanted = [*bounds, first, as_of, list(days), list(days.values())]
        found = binary_copy.read_by_length(cursor, DAYS, wanted, columns=COLUMNS, array="wh")
    for _length, rows in sorted(found.items()):
        yield _grouped(rows, supplies)


def _grouped(rows: NDArray[np.void], supplies: Sequence[CostSupply]) -> DayRows:
    """Put the rows in order of supply and day."""
    rows = rows[np.lexsort((rows["day"], rows["supply"]))]
    ids = np.array([supply.id for supply in supplies], np.int64)
    return DayRows(
        supply=np.searchsorted(ids, rows["supply"].astype(np.int64)),
        day=np.datetime64(binary_copy.POSTGRES_EPOCH) + rows["day"].astype(np.int64),
        resolution=int(rows["resolution"][0]),
        quality=rows["quality"].astype(np.int64),
        wh=binary_copy.values(rows, "wh"),
    )
