"""Receive a question, answer it, close it, or take it up as the complaint it turned out to be."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.enums import EnquiryState, TaskState
from accounts.models import Customer, Enquiry, StaffTask, User
from accounts.operations import event, message, number_series, staff_task
from accounts.operations.event import Actor, actor_name, subject_type
from accounts.rules.step import ENQUIRY_STEPS
from complaints.models import Complaint
from complaints.operations import complaint as complaints
from complaints.operations.complaint import NothingSaid
from complaints.operations.complaint_clock import end_of
from complaints.queries.route import terms_of
from complaints.rules.answer_time import answer_time
from config.foundation.mask import mask
from config.foundation.transition import advance

TASK = "enquiry-answer"


@transaction.atomic
def receive(*, customer: Customer, about: str, text: str, by: Actor, as_of: date) -> Enquiry:
    """
    Keep a question with its number and put it in the staff queue.

    A question is not a complaint: no legal clock starts, only the target we set ourselves. The same
    words on the same day are the same question.

    :raises NothingSaid: when `text` is empty
    """
    said = _said(text)
    Customer.objects.select_for_update().get(pk=customer.pk)
    same = Enquiry.objects.filter(customer=customer, received_on=as_of, about=about, text=said)
    if (found := same.filter(state=EnquiryState.RECEIVED).first()) is not None:
        return found
    enquiry = Enquiry.objects.create(
        supplier=customer.supplier,
        customer=customer,
        number=f"S{number_series.take(supplier=customer.supplier, series='enquiry'):06d}",
        about=about,
        text=said,
        received_on=as_of,
    )
    _ask(enquiry, as_of)
    _record("accounts.enquiry.received", enquiry, by, as_of)
    _tell("enquiry_received", enquiry, as_of)
    return enquiry


@transaction.atomic
def answer(*, enquiry: Enquiry, text: str, by: User, as_of: date) -> None:
    """Answer the question."""
    advance(
        enquiry,
        to=EnquiryState.ANSWERED,
        allowed=ENQUIRY_STEPS,
        answer=_said(text),
        answered_on=as_of,
        answered_by=actor_name(by),
    )
    _settle(enquiry, str(_("Answered.")), by, as_of)
    _record("accounts.enquiry.answered", enquiry, by, as_of)
    _tell("enquiry_answered", enquiry, as_of)


@transaction.atomic
def take_up(*, enquiry: Enquiry, subject: str, by: Actor, as_of: date) -> Complaint:
    """Open the complaint that a question turned out to be; its clock starts on the day the question came."""
    advance(enquiry, to=EnquiryState.CLOSED, allowed=ENQUIRY_STEPS)
    complaint = complaints.receive(
        customer=enquiry.customer,
        subject=subject,
        text=enquiry.text,
        came_on=enquiry.received_on,
        by=by,
        as_of=as_of,
    )
    _settle(enquiry, str(_("Taken up as complaint %(number)s.")) % {"number": complaint.number}, by, as_of)
    _record("accounts.enquiry.taken-up", enquiry, by, as_of, complaint=complaint.number)
    return complaint


def _said(text: str) -> str:
    if not text.strip():
        raise NothingSaid(_("Write a few words first."))
    return mask(text.strip())


def _ask(enquiry: Enquiry, as_of: date) -> None:
    route = terms_of(enquiry.customer).complaint_route
    times = answer_time(route=route, received_on=as_of, country=enquiry.supplier.country)
    with translation.override(enquiry.supplier.language):
        title = str(_("Answer question %(number)s") % {"number": enquiry.number})
    staff_task.ask(
        supplier=enquiry.supplier,
        customer=enquiry.customer,
        kind=TASK,
        subject=enquiry,
        title=title,
        due_at=end_of(day=times.target_on, supplier=enquiry.supplier),
    )


def _settle(enquiry: Enquiry, outcome: str, by: Actor, as_of: date) -> None:
    waiting = StaffTask.objects.filter(kind=TASK, subject_type=subject_type(enquiry), subject_id=enquiry.pk)
    for task in waiting.exclude(state=TaskState.DONE).select_related("supplier", "customer"):
        staff_task.finish(task=task, outcome=outcome, by=by, as_of=as_of)


def _record(kind: str, enquiry: Enquiry, by: Actor, as_of: date, **data: Any) -> None:
    event.record(
        kind,
        supplier=enquiry.supplier,
        customer=enquiry.customer,
        subject=enquiry,
        by=by,
        as_of=as_of,
        number=enquiry.number,
        **data,
    )


def _tell(kind: str, enquiry: Enquiry, as_of: date) -> None:
    message.queue(
        kind, customer=enquiry.customer, reason=f"{kind}:{enquiry.pk}", context={"enquiry": enquiry}, as_of=as_of
    )
