"""Take in what a customer reads on the old meter on the day of the move."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.operations import event
from accounts.operations.event import Actor
from config.foundation.refusal import Refused
from contracts.enums import MoveState
from contracts.models import MoveSupply


class ReadRemotely(Refused):
    """The meter is read remotely; nobody needs to."""

    code = "read-remotely"


class NotTheDay(Refused):
    """The meter is read on the day of the move, and that has not come."""

    code = "not-the-day"


@transaction.atomic
def give(*, row: MoveSupply, kwh: int, by: Actor, as_of: date) -> None:
    """
    Keep the reading of the day of the move; a later one corrects it.

    Source: OR-12.7, OR-12.8.

    :raises ReadRemotely: when the meter needs no reading
    :raises NotTheDay: before the day, or when the move was taken back
    """
    locked = (
        MoveSupply.objects.select_for_update(of=("self",))
        .select_related("move__customer", "supply__metering_point", "supplier")
        .get(pk=row.pk)
    )
    if locked.supply.metering_point.remotely_read:
        raise ReadRemotely(_("This meter is read remotely, so you need not read it."))
    if locked.move.state == MoveState.UNDONE or as_of < locked.move.moves_on:
        raise NotTheDay(_("Read the meter on the day of the move, and send us the number then."))
    locked.read_kwh, locked.read_at = kwh, Now()
    locked.save(update_fields=["read_kwh", "read_at"])
    event.record(
        "contracts.move.meter_read",
        supplier=locked.supplier,
        customer=locked.move.customer,
        subject=locked,
        by=by,
        as_of=as_of,
        kwh=kwh,
        read_on=locked.move.moves_on.isoformat(),
    )
