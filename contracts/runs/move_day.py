"""The moves' own part of the day: register those whose window has opened, note those whose day has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import Supplier
from accounts.operations import staff_task
from config.foundation.rare_rows import rare_rows
from config.foundation.refusal import Refused
from contracts.enums import MoveState
from contracts.models import Move
from contracts.operations import move as operations
from contracts.queries.move import open_moves_due

JOB = "job:moves"
STUCK = "move-stuck"


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """
    Register and finish what is due on or before `as_of`; a move that cannot be registered waits for a person.

    One that was registered late may be due at once: it is finished the next day.
    """
    due = rare_rows(open_moves_due(supplier_id=supplier.pk, as_of=as_of))
    held = [move for move in due if move.state == MoveState.HELD]
    told = [move for move in due if move.state == MoveState.TOLD]
    registered = sum(_register(move, as_of) for move in held)
    for move in told:
        operations.note_done(move=move, by=JOB, as_of=as_of)
    return {"moves": registered + len(told)}


def _register(move: Move, as_of: date) -> bool:
    try:
        operations.register(move=move, by=JOB, as_of=as_of)
    except Refused as refused:
        staff_task.ask(
            supplier=move.supplier,
            kind=STUCK,
            subject=move,
            title=_("A move that cannot be registered: %(customer)s") % {"customer": move.customer},
            explanation=str(refused),
            due_at=datetime.combine(as_of, time(12), ZoneInfo(move.supplier.time_zone)),
            customer=move.customer,
        )
        return False
    return True
