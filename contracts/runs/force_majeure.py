"""The hindrances' own part of the day: let clocks that began meanwhile rest too, and tell whoever is not told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accounts.models import Supplier
from config.foundation.rare_rows import rare_rows
from contracts.models import ForceMajeure
from contracts.operations import force_majeure as operations
from contracts.queries.force_majeure import lasting, not_all_told, to_tell

JOB = "job:force-majeure"
CHUNK = 1_000


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Rest and tell; each chunk of customers is told in a transaction, and one that died half way goes on."""
    rested = sum(
        operations.rest(period=period)
        for period in rare_rows(lasting(supplier_id=supplier.pk, as_of=as_of).order_by("pk"))
    )
    told = sum(_tell_all(period, as_of) for period in rare_rows(not_all_told(supplier)))
    return {name: count for name, count in (("rested", rested), ("hindrance_told", told)) if count}


def _tell_all(period: ForceMajeure, as_of: date) -> int:
    told = 0
    while customers := list(to_tell(period)[:CHUNK]):
        told += operations.tell(period=period, customers=customers, as_of=as_of)
    operations.note_all_told(period=period, by=JOB, as_of=as_of)
    return told
