"""Receive a complaint, talk about it, answer it, let the customer contest the answer, and close it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, User
from accounts.operations import event, message, number_series
from accounts.operations.event import Actor, actor_name
from billing.models import Invoice
from complaints.enums import ComplaintState, StatementBy
from complaints.models import Complaint, Statement
from complaints.operations import complaint_clock
from complaints.queries.complaint import is_overdue
from complaints.queries.route import outside_stops, terms_of
from complaints.rules.route import has_last_word, may_go_on, next_level, step_at
from complaints.rules.step import COMPLAINT_STEPS, LEVEL_STEPS
from config.foundation.mask import mask
from config.foundation.refusal import Refused
from config.foundation.transition import advance


class NothingSaid(Refused):
    """A complaint, an answer or a reason is words."""

    code = "nothing-said"


class NotYetAnswered(Refused):
    """There is no answer to contest, and the time for one has not run out (CE-06)."""

    code = "not-yet-answered"


class LastWordSaid(Refused):
    """The company has said its last word; the case can only go to a body outside (CE-09)."""

    code = "last-word-said"


@transaction.atomic
def receive(
    *,
    customer: Customer,
    subject: str,
    text: str,
    by: Actor,
    as_of: date,
    wanted: str = "",
    invoice: Invoice | None = None,
    came_on: date | None = None,
) -> Complaint:
    """
    Open a case with its number, its clock, its receipt and its place in the staff queue.

    The same words about the same thing on the same day are the same case: a form sent twice opens one.
    `came_on` is the day it reached us another way, such as by letter; its clock runs from then.
    Changes nothing in collection: a payment waits only when a person agrees to it (EP-13.2).

    :raises NothingSaid: when `text` is empty
    """
    said = _said(text)
    received_on = came_on or as_of
    Customer.objects.select_for_update().get(pk=customer.pk)
    same = Complaint.objects.filter(customer=customer, received_on=received_on, subject=subject, invoice=invoice)
    if (found := same.filter(text=said, state=ComplaintState.RECEIVED).first()) is not None:
        return found
    complaint = Complaint.objects.create(
        supplier=customer.supplier,
        customer=customer,
        number=f"K{number_series.take(supplier=customer.supplier, series='complaint'):06d}",
        subject=subject,
        invoice=invoice,
        text=said,
        wanted=mask(wanted.strip()),
        received_on=received_on,
    )
    answer_by = complaint_clock.start(complaint=complaint, received_on=received_on)
    _record("complaints.complaint.received", complaint, by, as_of, answer_by=answer_by.isoformat())
    _tell("complaint_received", complaint, as_of, fact=complaint.pk, answer_by=answer_by)
    return complaint


@transaction.atomic
def add(*, complaint: Complaint, text: str, by: Actor, as_of: date) -> Statement:
    """Add what the customer says to a case that is being looked at."""
    statement = _state(complaint, StatementBy.CUSTOMER, text, by, as_of)
    _record("complaints.complaint.added", complaint, by, as_of)
    return statement


@transaction.atomic
def note(*, complaint: Complaint, text: str, by: User, as_of: date) -> Statement:
    """Write a note among staff; the customer does not see it."""
    return _state(complaint, StatementBy.STAFF, text, by, as_of, customer_may_see=False)


@transaction.atomic
def answer(*, complaint: Complaint, text: str, by: User, as_of: date) -> Statement:
    """Answer the case: the customer reads it with the bodies outside, the clock and the queue let go of it."""
    statement = _state(complaint, StatementBy.STAFF, text, by, as_of)
    advance(complaint, to=ComplaintState.ANSWERED, allowed=COMPLAINT_STEPS, answered_on=as_of)
    complaint_clock.stop(complaint=complaint, outcome=str(_("Answered.")), by=by, as_of=as_of)
    _record("complaints.complaint.answered", complaint, by, as_of, statement=statement.pk)
    _tell("complaint_answered", complaint, as_of, fact=statement.pk, answer=statement.text, outside=True)
    return statement


@transaction.atomic
def contest(*, complaint: Complaint, text: str, by: Actor, as_of: date) -> Statement:
    """
    Take the case up again because the customer is not satisfied, at the level above where there is one.

    Silence past the last day for an answer counts as an answer (CE-06, X-70).

    :raises NotYetAnswered: when there is neither an answer nor silence for too long
    :raises LastWordSaid: when the company has no further step
    """
    answered = complaint.state != ComplaintState.RECEIVED
    late = not answered and is_overdue(complaint, as_of=as_of)
    if not may_go_on(answered=answered, late=late):
        raise NotYetAnswered(_("We have not answered yet. You can bring the case further once we have."))
    route = terms_of(complaint.customer).complaint_route
    if has_last_word(route=route, level=complaint.level):
        clause = step_at(route=route, level=complaint.level).clause
        raise LastWordSaid(
            _("This was our last word in the case. You can bring it to a body outside."), clause=clause
        )
    statement = _state(complaint, StatementBy.CUSTOMER, text, by, as_of)
    _take_up(complaint, above=next_level(route=route, level=complaint.level))
    if late:
        complaint_clock.stop(complaint=complaint, outcome=str(_("Brought to the next level.")), by=by, as_of=as_of)
    answer_by = complaint_clock.start(complaint=complaint, received_on=as_of)
    _record("complaints.complaint.contested", complaint, by, as_of, level=complaint.level)
    _tell("complaint_received", complaint, as_of, fact=f"{complaint.pk}:{statement.pk}", answer_by=answer_by)
    return statement


@transaction.atomic
def close(*, complaint: Complaint, reason: str, by: Actor, as_of: date) -> None:
    """Close the case for a stated reason; it opens again when the customer contests."""
    said = _said(reason)
    advance(complaint, to=ComplaintState.CLOSED, allowed=COMPLAINT_STEPS, closed_on=as_of)
    complaint_clock.cancel(complaint=complaint, outcome=said, by=by, as_of=as_of)
    _record("complaints.complaint.closed", complaint, by, as_of, reason=said)


def _said(text: str) -> str:
    if not text.strip():
        raise NothingSaid(_("Write a few words first."))
    return mask(text.strip())


def _state(
    complaint: Complaint, side: str, text: str, by: Actor, as_of: date, *, customer_may_see: bool = True
) -> Statement:
    return Statement.objects.create(
        supplier_id=complaint.supplier_id,
        complaint=complaint,
        said_by=side,
        author=actor_name(by),
        text=_said(text),
        customer_may_see=customer_may_see,
        said_on=as_of,
    )


def _take_up(complaint: Complaint, *, above: str | None) -> None:
    if complaint.state != ComplaintState.RECEIVED:
        advance(complaint, to=ComplaintState.RECEIVED, allowed=COMPLAINT_STEPS, answered_on=None, closed_on=None)
    if above is not None:
        advance(complaint, to=above, allowed=LEVEL_STEPS, field="level")


def _record(kind: str, complaint: Complaint, by: Actor, as_of: date, reason: str = "", **data: Any) -> None:
    event.record(
        kind,
        supplier=complaint.supplier,
        customer=complaint.customer,
        subject=complaint,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=step_at(route=terms_of(complaint.customer).complaint_route, level=complaint.level).clause,
        number=complaint.number,
        **data,
    )


def _tell(
    kind: str, complaint: Complaint, as_of: date, *, fact: object, outside: bool = False, **context: object
) -> None:
    document = terms_of(complaint.customer)
    customer = complaint.customer
    with translation.override(customer.language or customer.supplier.language):
        stops = outside_stops(document, customer=customer, as_of=as_of, subject=complaint.subject)
    message.queue(
        kind,
        customer=customer,
        reason=f"{kind}:{fact}",
        context={"complaint": complaint, "outside": stops if outside else (), **context},
        as_of=as_of,
        clause=step_at(route=document.complaint_route, level=complaint.level).clause,
        legal=True,
    )
