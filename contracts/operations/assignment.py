"""Pass agreements on to another company, told and approved; or answer a customer who wants to hand one on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Customer, User
from accounts.operations import approval as approvals
from accounts.operations import event, message, receipt, staff_task
from accounts.operations.event import Actor
from accounts.operations.message import Letter
from accounts.operations.receipt import Told
from accounts.queries.customer import contacts
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from config.foundation.zone import zone_of
from contracts import terms
from contracts.enums import AssigneeKind, AssignmentState, NoticeBy
from contracts.models import Agreement, Assignment, Product
from contracts.queries.assignment import concerned, reason_of
from contracts.queries.receipt_words import sentence_words
from contracts.rules.assignment import (
    Assignee,
    customer_needs_consent,
    last_day_to_tell,
    part_of,
    supplier_may_assign,
)
from contracts.rules.sentence import say
from contracts.rules.step import ASSIGNMENT_STEPS
from contracts.terms.marker import N_

ACTION = "contracts.assignment"
KIND = "agreement_assigned"
HAND_OVER, NEW_AGREEMENT, LATE = "assignment-hand-over", "assignment-new-agreement", "assignment-late"
WITHIN = timedelta(days=3)


class ConsentNeeded(Refused):
    """The supplier may not pass the agreement on to such a company; each customer has to consent (EP-11.5c)."""

    code = "consent-needed"


class ToldTooLate(Refused):
    """The customers can no longer be told in time for that day."""

    code = "told-too-late"


class NothingToConsentTo(Refused):
    """The terms ask for no consent."""

    code = "nothing-to-consent-to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """To whom a product's agreements go over: see Assignment for the fields."""

    product: Product
    assignee: Assignee
    name: str
    number: str
    takes_effect_on: date
    reason: str


@transaction.atomic
def propose(*, draft: Draft, by: User, as_of: date) -> Assignment:
    """
    Keep the assignment with everybody it concerns, and ask for a second person's yes.

    Source: EP-11.5c, OR-13.3, GE-V-10.6d, GE-F-10.6d.

    :raises ConsentNeeded: when the terms do not let it be passed on to such a company
    :raises ToldTooLate: when the customers could not be told in time
    :raises NothingToDo: when it concerns nobody
    """
    part = part_of(terms=terms.by_code(draft.product.terms_code))
    clause = part.supplier_may_assign_to.clause if part else ""
    if part is None or not supplier_may_assign(assignee=draft.assignee, part=part):
        raise ConsentNeeded(_("The terms do not allow it. Each customer would have to consent."), clause=clause)
    if last_day_to_tell(takes_effect_on=draft.takes_effect_on) < as_of:
        raise ToldTooLate(_("The customers are told at least a month before. Choose a later day."), clause=clause)
    approval = approvals.propose(
        supplier=draft.product.supplier,
        action=ACTION,
        title=f"{draft.product} → {draft.name} {draft.takes_effect_on.isoformat()}"[:200],
        reason=draft.reason,
        parameters={"assignee": draft.assignee.value, "name": draft.name, "number": draft.number},
        items=((each, str(each)) for each in concerned(draft.product, takes_effect_on=draft.takes_effect_on)),
        by=by,
        as_of=as_of,
    )
    made = Assignment.objects.create(
        supplier=draft.product.supplier,
        by=NoticeBy.SUPPLIER,
        product=draft.product,
        approval=approval,
        assignee=AssigneeKind(draft.assignee.value),
        assignee_name=draft.name,
        assignee_number=draft.number,
        takes_effect_on=draft.takes_effect_on,
        reason=draft.reason,
        clause=clause,
    )
    approvals.send(approval=approval, by=by, as_of=as_of)
    return made


@transaction.atomic
def tell(*, assignment: Assignment, customers: Sequence[Customer], as_of: date) -> int:
    """
    Tell a chunk of customers to whom their agreement goes over, and when; return how many.

    :raises ToldTooLate: when it is too late for the day
    """
    if last_day_to_tell(takes_effect_on=assignment.takes_effect_on) < as_of:
        raise ToldTooLate(_("The customers are told at least a month before. Choose a later day."))
    found = contacts(customers=[customer.pk for customer in customers])
    letters = []
    for pk, to in found.items():
        language = to.language or assignment.supplier.language
        words = {
            "product": assignment.product.name if assignment.product else "",
            "name": assignment.assignee_name,
            "day": date_text(assignment.takes_effect_on, locale=language),
        }
        reason, clause = reason_of(assignment), assignment.clause
        letters.append(Letter(customer_id=pk, to=to, language=language, reason=reason, clause=clause, words=words))
    with connection.cursor() as cursor:
        message.queue_many(
            cursor, kind=KIND, supplier=assignment.supplier, letters=letters, as_of=as_of, legal=True
        )
    return len(letters)


@transaction.atomic
def note_all_told(*, assignment: Assignment, by: Actor, as_of: date) -> None:
    """Note that everybody it concerns has been told."""
    advance(assignment, to=AssignmentState.TOLD, allowed=ASSIGNMENT_STEPS)
    if assignment.approval is not None:
        approvals.finish(approval=assignment.approval, by=by, as_of=as_of)
    _record("contracts.assignment.told", assignment, by, as_of)


@transaction.atomic
def drop(*, assignment: Assignment, by: Actor, as_of: date) -> None:
    """Drop an assignment that was approved too late to tell the customers in time, and say so to staff."""
    advance(assignment, to=AssignmentState.CANCELLED, allowed=ASSIGNMENT_STEPS)
    _record("contracts.assignment.dropped", assignment, by, as_of)
    _ask(assignment, LATE, gettext_lazy("An assignment was approved too late: %(name)s"), as_of)


@transaction.atomic
def take_effect(*, assignment: Assignment, by: Actor, as_of: date) -> None:
    """Note that its day has come, and ask staff to hand the agreements over to the other company."""
    advance(assignment, to=AssignmentState.DONE, allowed=ASSIGNMENT_STEPS)
    _record("contracts.assignment.took_effect", assignment, by, as_of)
    _ask(assignment, HAND_OVER, gettext_lazy("Hand the agreements over to %(name)s"), as_of)


@transaction.atomic
def answer_customer(
    *, agreement: Agreement, name: str, consents: bool, takes_effect_on: date, reason: str, by: User, as_of: date
) -> Assignment:
    """
    Answer in writing a customer who wants to hand the agreement on: consent, or none.

    After consent staff make the agreement with the new customer; this one runs on until then.

    Source: EP-11.5c, OR-13.3, GE-V-10.6d, GE-F-10.6d.

    :raises NothingToConsentTo: when the terms ask for no consent
    """
    part = part_of(terms=terms.by_code(agreement.terms_code))
    if part is None or not customer_needs_consent(part=part):
        raise NothingToConsentTo(_("The terms of this agreement ask for no consent."))
    made = Assignment.objects.create(
        supplier=agreement.supplier,
        by=NoticeBy.CUSTOMER,
        agreement=agreement,
        assignee_name=name,
        takes_effect_on=takes_effect_on,
        state=AssignmentState.CONSENTED if consents else AssignmentState.REFUSED,
        reason=reason,
        clause=part.customer_needs_consent.clause,
    )
    _record("contracts.assignment.answered", made, by, as_of)
    _tell_customer(made, agreement, as_of)
    if consents:
        _ask(made, NEW_AGREEMENT, gettext_lazy("Make the agreement with the new customer: %(name)s"), as_of)
    return made


def _tell_customer(made: Assignment, agreement: Agreement, as_of: date) -> None:
    consents = made.state == AssignmentState.CONSENTED
    sentence = say(N_("You hand the agreement on only with our consent in writing."), clause=made.clause)
    currency = terms.by_code(agreement.terms_code).currency

    def told(locale: str) -> Told:
        yes, no = _("We consent: you may hand the agreement on"), _("We do not consent to your handing it on")
        return Told(
            title=yes if consents else no,
            rows=[
                (_("Agreement"), f"{agreement.product.name}, {agreement.number}"),
                (_("To"), made.assignee_name),
                (_("From"), date_text(made.takes_effect_on, locale=locale)),
                (_("Why"), made.reason),
            ],
            reasons=sentence_words([sentence], currency=currency, locale=locale),
        )

    receipt.give(
        customer=agreement.customer, subject=made, fact="answered", tell=told, as_of=as_of, clause=made.clause
    )


def _ask(assignment: Assignment, kind: str, title: object, as_of: date) -> None:
    supplier = assignment.supplier
    with translation.override(supplier.language):
        staff_task.ask(
            supplier=supplier,
            customer=assignment.agreement.customer if assignment.agreement else None,
            kind=kind,
            subject=assignment,
            title=(str(title) % {"name": assignment.assignee_name})[:200],
            explanation=assignment.reason,
            due_at=datetime.combine(as_of + WITHIN, time(16), zone_of(supplier.time_zone)),
            clause=assignment.clause,
        )


def _record(kind: str, assignment: Assignment, by: Actor, as_of: date) -> None:
    event.record(
        kind,
        supplier=assignment.supplier,
        customer=assignment.agreement.customer if assignment.agreement else None,
        subject=assignment,
        by=by,
        as_of=as_of,
        clause=assignment.clause,
        reason=assignment.reason,
        state=assignment.state,
        takes_effect_on=assignment.takes_effect_on.isoformat(),
    )
