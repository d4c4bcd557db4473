"""Which old addresses are to be settled because their customer has moved: what billing asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from contracts.enums import MoveState
from contracts.models import MoveSupply
from contracts.queries.agreed import agreed_of
from contracts.rules.move import settled_by


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOut:
    """A supply that a move has ended: by when it is settled, and what the customer read (None: nothing)."""

    supply_id: int
    ends_before: date
    settle_by: date
    read_kwh: int | None


def moved_out(*, supplier_id: int, since: date, as_of: date) -> Iterator[MovedOut]:
    """
    Yield the supplies that moves have ended from `since` until `as_of`, the first to be settled first.

    Source: EP-11.5a, OR-12.8, OR-13.1b, GE-V-10.6b, GE-F-10.6b.
    """
    rows = MoveSupply.objects.filter(supplier_id=supplier_id, move__state__in=[MoveState.TOLD, MoveState.DONE])
    ended = rows.filter(supply__ends_before__gt=since, supply__ends_before__lte=as_of)
    related = ("supply__agreement__customer", "supply__agreement__product")
    for row in ended.select_related(*related).annotate(end=F("supply__ends_before")).order_by("end", "supply_id"):
        settle_by, _why = settled_by(agreed=agreed_of(row.supply.agreement), ends_before=row.end)
        yield MovedOut(supply_id=row.supply_id, ends_before=row.end, settle_by=settle_by, read_kwh=row.read_kwh)
