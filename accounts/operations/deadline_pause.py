"""Let a clock stand still because of something, and run on by as many days later."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model

from accounts.enums import DeadlineState, TaskState
from accounts.models import Deadline, DeadlinePause, StaffTask
from accounts.operations.event import subject_type
from accounts.rules.step import DEADLINE_STEPS
from config.foundation.transition import advance
from config.foundation.zone import zone_of


@transaction.atomic
def suspend(*, deadline: Deadline, cause: Model, clause: str, starts_on: date) -> DeadlinePause:
    """Stop a running clock from a day on, at the earliest from the day it began."""
    advance(deadline, to=DeadlineState.SUSPENDED, allowed=DEADLINE_STEPS)
    return DeadlinePause.objects.create(
        supplier_id=deadline.supplier_id,
        deadline=deadline,
        cause_type=subject_type(cause),
        cause_id=cause.pk,
        clause=clause,
        starts_on=max(starts_on, deadline.started_on),
    )


@transaction.atomic
def resume(*, pause: DeadlinePause, ends_before: date) -> int:
    """
    Let the clock run on, with its last day, its warning and its open tasks later by the days it stood still.

    Return those days; a clock that was met or cancelled meanwhile stays as it is.
    """
    pause.ends_before = max(ends_before, pause.starts_on)
    pause.save(update_fields=["ends_before"])
    deadline, days = pause.deadline, (pause.ends_before - pause.starts_on).days
    if deadline.state != DeadlineState.SUSPENDED:
        return 0
    warn_on = deadline.warn_on + timedelta(days=days) if deadline.warn_on else None
    advance(
        deadline,
        to=DeadlineState.OPEN,
        allowed=DEADLINE_STEPS,
        due_at=_later(deadline.due_at, days, deadline.supplier.time_zone),
        warn_on=warn_on,
    )
    for task in _open_tasks(deadline):
        task.due_at = _later(task.due_at, days, deadline.supplier.time_zone)
        task.save(update_fields=["due_at"])
    return days


def _open_tasks(deadline: Deadline) -> list[StaffTask]:
    """Return the work that was asked for because of this clock: it has the clock's rule as its kind."""
    same = StaffTask.objects.filter(
        kind=deadline.rule, subject_type=deadline.subject_type, subject_id=deadline.subject_id
    )
    return list(same.exclude(state=TaskState.DONE).select_for_update())


def _later(moment: datetime, days: int, time_zone: str) -> datetime:
    """Move a moment by whole local days: it keeps its time on the clock when summer time begins or ends."""
    return moment.astimezone(zone_of(time_zone)) + timedelta(days=days)
