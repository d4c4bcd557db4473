"""The clock of a complaint: start it with its task, stop it, warn staff, and note that it ran out."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import DeadlineState, TaskState
from accounts.models import Deadline, StaffTask, Supplier
from accounts.operations import alarm, deadline, event, message, staff_task
from accounts.operations.event import Actor, subject_type
from accounts.rules.step import DEADLINE_STEPS
from complaints.models import Complaint
from complaints.queries.complaint import RULE, clock_of
from complaints.queries.route import outside_stops, terms_of
from complaints.rules.answer_time import answer_time
from complaints.rules.route import step_at
from config.foundation.transition import advance
from config.foundation.zone import zone_of

OVERDUE = "complaint-overdue"
END_OF_DAY = time(23, 59)
ONE_DAY = timedelta(days=1)


@transaction.atomic
def start(*, complaint: Complaint, received_on: date) -> date:
    """
    Start the clock of an answer and put the case in the queue; return the last day for the answer.

    A case taken up again on the day its clock began gets a clock that begins the day after.
    """
    route = terms_of(complaint.customer).complaint_route
    last = clock_of(complaint)
    started_on = max(received_on, last.started_on + ONE_DAY) if last else received_on
    times = answer_time(route=route, received_on=started_on, country=complaint.supplier.country)
    deadline.start(
        supplier=complaint.supplier,
        customer=complaint.customer,
        rule=RULE,
        clause=route.answer_limit_days.clause,
        subject=complaint,
        start_fact=f"complaint {complaint.number} received",
        started_on=started_on,
        due_at=end_of(day=times.answer_by, supplier=complaint.supplier),
        warn_on=times.target_on,
    )
    _ask_for_answer(complaint, due_on=times.target_on, clause=route.answer_target_workdays.clause)
    return times.answer_by


@transaction.atomic
def stop(*, complaint: Complaint, outcome: str, by: Actor, as_of: date) -> None:
    """Stop the clock because the case has what it waited for, and finish its tasks."""
    deadline.meet(rule=RULE, subject=complaint, as_of=as_of)
    _settle(complaint, outcome, by, as_of)


@transaction.atomic
def cancel(*, complaint: Complaint, outcome: str, by: Actor, as_of: date) -> None:
    """Stop the clock because the case is closed, and finish its tasks."""
    deadline.cancel(rule=RULE, subject=complaint)
    _settle(complaint, outcome, by, as_of)


@transaction.atomic
def warn(*, running: Deadline, complaint: Complaint, as_of: date) -> None:
    """Warn staff once that the target has come: a task is open, and an alarm until the case is answered."""
    Deadline.objects.filter(pk=running.pk, warned_on__isnull=True).update(warned_on=as_of)
    _ask_for_answer(complaint, due_on=as_of, clause=running.clause)
    with translation.override(complaint.supplier.language):
        text = _("Complaint %(number)s still waits for its answer.") % {"number": complaint.number}
    alarm.sound(supplier=complaint.supplier, kind=RULE, ref=f"complaint:{complaint.pk}", text=text)


@transaction.atomic
def miss(*, running: Deadline, complaint: Complaint, by: Actor, as_of: date) -> None:
    """Note that the last day has passed, tell the customer where they may go now, and ask a supervisor to act."""
    advance(running, to=DeadlineState.MISSED, allowed=DEADLINE_STEPS)
    event.record(
        "complaints.complaint.overdue",
        supplier=complaint.supplier,
        customer=complaint.customer,
        subject=complaint,
        by=by,
        as_of=as_of,
        clause=running.clause,
        number=complaint.number,
    )
    with translation.override(complaint.supplier.language):
        title = _("No answer in time: complaint %(number)s") % {"number": complaint.number}
        explanation = _("A supervisor decides who answers today, and why it took too long.")
    _ask(complaint, kind=OVERDUE, title=title, explanation=explanation, due_on=as_of, clause=running.clause)
    _tell_late(complaint, running, as_of)


def end_of(*, day: date, supplier: Supplier) -> datetime:
    """Return the last minute of a day where the supplier is."""
    return datetime.combine(day, END_OF_DAY, zone_of(supplier.time_zone))


def _ask_for_answer(complaint: Complaint, *, due_on: date, clause: str) -> None:
    with translation.override(complaint.supplier.language):
        title = _("Answer complaint %(number)s") % {"number": complaint.number}
    _ask(complaint, kind=RULE, title=title, due_on=due_on, clause=clause)


def _ask(complaint: Complaint, *, kind: str, title: str, due_on: date, clause: str, explanation: str = "") -> None:
    staff_task.ask(
        supplier=complaint.supplier,
        customer=complaint.customer,
        kind=kind,
        subject=complaint,
        title=title,
        due_at=end_of(day=due_on, supplier=complaint.supplier),
        explanation=explanation,
        clause=clause,
    )


def _settle(complaint: Complaint, outcome: str, by: Actor, as_of: date) -> None:
    open_tasks = StaffTask.objects.filter(
        kind__in=[RULE, OVERDUE], subject_type=subject_type(complaint), subject_id=complaint.pk
    ).exclude(state=TaskState.DONE)
    for task in open_tasks.select_related("supplier", "customer"):
        staff_task.finish(task=task, outcome=outcome, by=by, as_of=as_of)
    alarm.silence(kind=RULE, ref=f"complaint:{complaint.pk}", by=event.actor_name(by))


def _tell_late(complaint: Complaint, running: Deadline, as_of: date) -> None:
    document, customer = terms_of(complaint.customer), complaint.customer
    with translation.override(customer.language or customer.supplier.language):
        stops = outside_stops(document, customer=customer, as_of=as_of, subject=complaint.subject)
    message.queue(
        "complaint_late",
        customer=customer,
        reason=f"complaint_late:{running.pk}",
        context={"complaint": complaint, "outside": stops},
        as_of=as_of,
        clause=step_at(route=document.complaint_route, level=complaint.level).clause,
        legal=True,
    )
