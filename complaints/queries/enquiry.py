"""A customer's questions for the list, and one of them for its page."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import EnquiryState
from accounts.models import Customer, Enquiry
from complaints.enums import ComplaintSubject
from complaints.queries.case import Case, CaseRow, Said, Step, paragraphs
from config.foundation.formats import date_text


def enquiry_of(customer: Customer, public_id: UUID) -> Enquiry | None:
    """Return the customer's own question with this id."""
    own = Enquiry.objects.filter(customer=customer).select_related("customer__supplier", "supplier")
    return own.filter(public_id=public_id).first()


def enquiry_rows(customer: Customer) -> list[CaseRow]:
    """Return the customer's questions, newest first."""
    found = Enquiry.objects.filter(customer=customer).order_by("-received_on", "-pk")
    return [
        CaseRow(
            public_id=row.public_id,
            is_complaint=False,
            number=row.number,
            subject=about(row),
            day=row.received_on,
            state=row.get_state_display(),
            state_kind=_kind(row),
            next="",
        )
        for row in found
    ]


def case_of(enquiry: Enquiry) -> Case:
    """Return everything the page of a question tells."""
    return Case(
        public_id=enquiry.public_id,
        is_complaint=False,
        number=enquiry.number,
        subject=about(enquiry),
        received=enquiry.received_on,
        state=enquiry.get_state_display(),
        state_kind=_kind(enquiry),
        statements=_statements(enquiry),
        steps=_steps(enquiry),
    )


def about(enquiry: Enquiry) -> str:
    """Return what the question is about, in words."""
    return str(dict(ComplaintSubject.choices).get(enquiry.about, enquiry.about))


def _statements(enquiry: Enquiry) -> tuple[Said, ...]:
    asked = Said(who=_("You"), mine=True, day=enquiry.received_on, paragraphs=paragraphs(enquiry.text))
    if enquiry.answered_on is None:
        return (asked,)
    answered = Said(
        who=enquiry.supplier.name, mine=False, day=enquiry.answered_on, paragraphs=paragraphs(enquiry.answer)
    )
    return (asked, answered)


def _kind(enquiry: Enquiry) -> str:
    return {EnquiryState.RECEIVED: "info", EnquiryState.ANSWERED: "good"}.get(EnquiryState(enquiry.state), "")


def _steps(enquiry: Enquiry) -> tuple[Step, ...]:
    received = Step(state="done", when=_day(enquiry.received_on), text=_("We received your question."))
    if enquiry.answered_on:
        return (received, Step(state="done", when=_day(enquiry.answered_on), text=_("We answered you.")))
    if enquiry.state == EnquiryState.CLOSED:
        return (received, Step(state="done", when=_("Closed"), text=_("We took it up as a complaint.")))
    return (received, Step(state="now", when=_("Next"), text=_("Customer service answers you.")))


def _day(day: date) -> str:
    return date_text(day, locale=get_language() or "da")
