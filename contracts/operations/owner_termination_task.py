"""What staff are asked to do about an owner's notice: look, verify what was told, pass a wish on, look back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import TaskState
from accounts.models import StaffTask
from accounts.operations import event, staff_task
from accounts.operations.event import Actor
from contracts.models import Termination
from contracts.operations.market_message import afternoon
from contracts.queries.owner_termination import TASK

LOOK, VERIFY, FORWARD = TASK, "owner-event-told", "cut-off-wish"
STOP, PAST = "cut-off-recalled", "owner-end-past"
LOOKING = (LOOK, VERIFY)
ALL = (LOOK, VERIFY, FORWARD)


def ask_to_look(given: Termination, *, due_on: date) -> None:
    """Ask whether one of the events can be verified by now; the notice itself says nothing of it."""
    with translation.override(given.supplier.language):
        title = _("Has an owner's notice an event yet?")
        words = _("Look in the market's messages and the land register, and enter what can be verified.")
    _ask(given, kind=LOOK, title=title, words=words, clause=given.clauses[0], due_on=due_on)


def ask_to_verify(given: Termination, *, words: str, due_on: date) -> None:
    """Ask to verify what the customer told."""
    with translation.override(given.supplier.language):
        title = _("Verify what an owner told us")
    _ask(given, kind=VERIFY, title=title, words=words, clause=given.clauses[0], due_on=due_on)


def ask_to_forward(given: Termination, *, clause: str, due_on: date) -> None:
    """Ask to pass the wish to have supply cut to the grid company, the same day."""
    with translation.override(given.supplier.language):
        title = _("Pass a wish to have supply cut to the grid company at once")
        words = _("Metering points: %(numbers)s. The grid company's fee is passed on to the customer.")
    numbers = ", ".join(given.agreement.supplies.order_by("pk").values_list("metering_point__gsrn", flat=True))
    _ask(given, kind=FORWARD, title=title, words=words % {"numbers": numbers}, clause=clause, due_on=due_on)


def ask_to_stop_cut_off(given: Termination, *, due_on: date) -> None:
    """Ask to stop a cut-off that was passed on: the notice was taken back."""
    with translation.override(given.supplier.language):
        title = _("Stop a cut-off: the notice was taken back")
        words = _("Tell the grid company that supply is to go on.")
    _ask(given, kind=STOP, title=title, words=words, clause=given.clauses[0], due_on=due_on)


def ask_about_the_past(given: Termination, *, due_on: date) -> None:
    """Ask to look at what was charged after a day that lay back when it was verified."""
    with translation.override(given.supplier.language):
        title = _("Look at what was invoiced after the end of supply")
        words = _("An owner's notice took effect on a day that had passed when it was verified.")
    _ask(given, kind=PAST, title=title, words=words, clause=given.clauses[0], due_on=due_on)


def no_longer_ask(given: Termination, *, kinds: Collection[str], outcome: str, by: Actor, as_of: date) -> set[str]:
    """Finish what is open of these, and return which were."""
    asked = StaffTask.objects.filter(
        supplier=given.supplier, kind__in=kinds, subject_type=event.subject_type(given), subject_id=given.pk
    ).exclude(state=TaskState.DONE)
    finished = set()
    for task in asked.select_related("supplier", "customer"):
        staff_task.finish(task=task, outcome=outcome, by=by, as_of=as_of)
        finished.add(task.kind)
    return finished


def _ask(given: Termination, *, kind: str, title: str, words: str, clause: str, due_on: date) -> None:
    staff_task.ask(
        supplier=given.supplier,
        kind=kind,
        subject=given,
        title=f"{title}: {given.agreement.number}",
        explanation=words,
        clause=clause,
        due_at=afternoon(due_on, supplier=given.supplier),
        customer=given.agreement.customer,
    )
