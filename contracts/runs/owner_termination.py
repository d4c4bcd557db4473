"""The owners' notices' part of the day: ask a person to look again at those that wait for long."""

from collections.abc import Mapping
from datetime import date, timedelta

from accounts.models import Supplier
from config.foundation.rare_rows import rare_rows
from contracts.operations import owner_termination_task as tasks
from contracts.queries.owner_termination import waiting_too_long

TIME_TO_LOOK = timedelta(days=7)


def run(*, supplier: Supplier, as_of: date) -> Mapping[str, int]:
    """Put every notice that ended without an event back into the queue, a month after somebody last looked."""
    waiting = rare_rows(waiting_too_long(supplier, as_of=as_of))
    for given in waiting:
        tasks.ask_to_look(given, due_on=as_of + TIME_TO_LOOK)
    return {"reminded": len(waiting)} if waiting else {}
