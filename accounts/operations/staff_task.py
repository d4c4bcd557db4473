"""Put work in the staff queue, take it, put it off and finish it with its outcome."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.enums import TaskState
from accounts.models import Customer, StaffTask, Supplier, User
from accounts.operations import event
from accounts.rules.step import TASK_STEPS
from config.foundation.refusal import Refused
from config.foundation.transition import advance


class TaskNeedsOutcome(Refused):
    """A task is finished with words that say what came of it."""


def ask(
    *,
    supplier: Supplier,
    kind: str,
    subject: Model,
    title: str,
    due_at: datetime,
    explanation: str = "",
    clause: str = "",
    customer: Customer | None = None,
) -> StaffTask:
    """Open a task once per kind and subject; while it is open the same call returns it."""
    task, _created = StaffTask.objects.exclude(state=TaskState.DONE).get_or_create(
        supplier=supplier,
        kind=kind,
        subject_type=event.subject_type(subject),
        subject_id=subject.pk,
        defaults={
            "title": title,
            "due_at": due_at,
            "explanation": explanation,
            "clause": clause,
            "customer": customer,
        },
    )
    return task


def take(*, task: StaffTask, by: User) -> None:
    """Make `by` the owner of the task."""
    advance(task, to=TaskState.TAKEN, allowed=TASK_STEPS, owner=by)


@transaction.atomic
def snooze(*, task: StaffTask, until: date, reason: str, by: User, as_of: date) -> None:
    """Put the task off until a day, with a reason in the timeline."""
    advance(task, to=TaskState.SNOOZED, allowed=TASK_STEPS, snoozed_until=until)
    _record("staff.task.snoozed", task, by, as_of, reason)


@transaction.atomic
def finish(*, task: StaffTask, outcome: str, by: User | str, as_of: date) -> None:
    """
    Close the task.

    :raises TaskNeedsOutcome: when `outcome` is empty
    """
    if not outcome.strip():
        raise TaskNeedsOutcome(_("Say what came of it."))
    advance(task, to=TaskState.DONE, allowed=TASK_STEPS, outcome=outcome, done_at=Now())
    _record("staff.task.done", task, by, as_of, outcome)


def _record(kind: str, task: StaffTask, by: User | str, as_of: date, reason: str) -> None:
    event.record(
        kind,
        supplier=task.supplier,
        customer=task.customer,
        subject=task,
        by=by,
        as_of=as_of,
        reason=reason,
        customer_may_see=False,
    )
