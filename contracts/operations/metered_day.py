"""Store metered days: a later version replaces an earlier one, which is kept; an unchanged one writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from config.foundation.packed_integers import pack
from contracts.models import MeteredDay
from contracts.rules.day_values import DayPart, DayValues, StoredDay, completed, decode, encode

COLUMNS = "metering_point_id, day, resolution, quality, qualities, wh, version, source_id"

STAGE = """
CREATE TEMPORARY TABLE staged_day (
    metering_point_id bigint, day date, resolution smallint, quality smallint, qualities bytea,
    wh bytea, version timestamptz, source_id bigint
) ON COMMIT DROP
"""

CHANGED = """
    old.metering_point_id = new.metering_point_id AND old.day = new.day AND old.version <= new.version
    AND (old.resolution, old.wh, old.quality, old.qualities)
        IS DISTINCT FROM (new.resolution, new.wh, new.quality, new.qualities)
"""

KEEP_REPLACED = f"""
INSERT INTO contracts_metereddayhistory ({COLUMNS}, received_at)
SELECT old.metering_point_id, old.day, old.resolution, old.quality, old.qualities, old.wh, old.version,
    old.source_id, old.received_at
FROM contracts_meteredday old JOIN staged_day new ON {CHANGED}
"""  # noqa: S608 -- only our own column names

UPSERT = f"""
INSERT INTO contracts_meteredday AS old ({COLUMNS})
SELECT {COLUMNS} FROM staged_day
ON CONFLICT (metering_point_id, day) DO UPDATE SET
    resolution = excluded.resolution, quality = excluded.quality, qualities = excluded.qualities,
    wh = excluded.wh, version = excluded.version, source_id = excluded.source_id, received_at = now()
WHERE old.version <= excluded.version
    AND (old.resolution, old.wh, old.quality, old.qualities)
        IS DISTINCT FROM (excluded.resolution, excluded.wh, excluded.quality, excluded.qualities)
"""  # noqa: S608 -- only our own column names


@dataclass(frozen=True, slots=True)
class Delivered:
    """A day, or a part of one, as the market delivered it to a metering point."""

    metering_point_id: int
    part: DayPart
    version: datetime


@transaction.atomic
def store(*, delivered: Sequence[Delivered], source_id: int) -> int:
    """
    Write the delivered days and return how many rows changed.

    The last of several deliveries of one day wins where they overlap; an older version than the one
    stored is ignored. Does not judge whether the values are plausible.
    """
    known = _stored({(item.metering_point_id, item.part.day) for item in delivered})
    merged: dict[tuple[int, date], tuple[DayValues, datetime]] = {}
    for item in delivered:
        key = (item.metering_point_id, item.part.day)
        before = merged.get(key) or known.get(key)
        if before and before[1] > item.version:
            continue
        values = completed(part=item.part, onto=before[0] if before else None)
        merged[key] = (values, item.version)
    rows = [(key, encode(values=values), version) for key, (values, version) in merged.items()]
    return _write(rows, source_id) if rows else 0


def _stored(keys: Iterable[tuple[int, date]]) -> dict[tuple[int, date], tuple[DayValues, datetime]]:
    wanted = set(keys)
    found = MeteredDay.objects.filter(
        metering_point_id__in={point for point, _day in wanted}, day__in={day for _point, day in wanted}
    )
    return {
        (row.metering_point_id, row.day): (decode(day=row.day, stored=_form(row)), row.version)
        for row in found
        if (row.metering_point_id, row.day) in wanted
    }


def _form(row: MeteredDay) -> StoredDay:
    qualities = bytes(row.qualities) if row.qualities is not None else None
    return StoredDay(resolution=row.resolution, wh=row.wh, quality=row.quality, qualities=qualities)


def _write(rows: Sequence[tuple[tuple[int, date], StoredDay, datetime]], source_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged_day")
        cursor.execute(STAGE)
        _copy(cursor, rows, source_id)
        cursor.execute(KEEP_REPLACED)
        cursor.execute(UPSERT)
        return int(cursor.rowcount)


def _copy(
    cursor: CursorWrapper, rows: Sequence[tuple[tuple[int, date], StoredDay, datetime]], source_id: int
) -> None:
    with cursor.copy(f"COPY staged_day ({COLUMNS}) FROM STDIN") as copy:
        for (point, day), form, version in rows:
            values = (point, day, form.resolution, form.quality, form.qualities, pack(form.wh), version, source_id)
            copy.write_row(values)
