"""Claims due rows for one worker at a time: skip what others hold, and let go of what a dead one held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from django.db import models, transaction
from django.db.models.functions import Now

from config.foundation.rare_rows import keys

Row = TypeVar("Row", bound=models.Model)

FIELD = "claimed_until"


def claim(due: models.QuerySet[Row], *, limit: int, lease: timedelta) -> list[Row]:
    """
    Claim up to `limit` rows of `due` that nobody holds, until `lease` from now by the database's clock.

    Two workers never get the same row: rows locked by another are skipped, and the claim is committed
    before this returns. Call it outside a transaction; inside one the claim only shows at its end. The
    rows come back in the order of `due`, carrying the `claimed_until` that proves whose claim it is.
    """
    free = models.Q(claimed_until__isnull=True) | models.Q(claimed_until__lte=Now())
    with transaction.atomic():
        found = keys(due.filter(free).select_for_update(skip_locked=True, of=("self",))[:limit])
        due.model._base_manager.filter(pk__in=found).update(claimed_until=Now() + lease)
        claimed = due.model._base_manager.in_bulk(found)
    return [claimed[key] for key in found]


def is_still_ours(row: models.Model) -> bool:
    """Return whether the claim `row` was handed out with has neither run out nor passed to another."""
    return _ours(row).filter(claimed_until__gt=Now()).exists()


def renew(row: models.Model, *, lease: timedelta) -> bool:
    """Prolong our claim on `row`; False when it was lost, and the work must stop."""
    kept = _ours(row).filter(claimed_until__gt=Now()).update(claimed_until=Now() + lease)
    if kept:
        row.refresh_from_db(fields=[FIELD])
    return bool(kept)


def release(row: models.Model) -> None:
    """Let go of our claim on `row`; a claim that has passed to another stays untouched."""
    if _ours(row).update(claimed_until=None):
        row.refresh_from_db(fields=[FIELD])


def release_all(rows: Sequence[models.Model]) -> None:
    """Let go of rows claimed together, in one statement; those that have passed to another stay untouched."""
    for until in {getattr(row, FIELD) for row in rows}:
        keys_of_claim = [row.pk for row in rows if getattr(row, FIELD) == until]
        type(rows[0])._base_manager.filter(pk__in=keys_of_claim, claimed_until=until).update(claimed_until=None)


def _ours(row: models.Model) -> models.QuerySet[models.Model]:
    return type(row)._base_manager.filter(pk=row.pk, claimed_until=getattr(row, FIELD))
