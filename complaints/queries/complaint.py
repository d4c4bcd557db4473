"""A customer's complaints for the list, one of them for its page, and whether its answer is overdue."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.enums import DeadlineState, UploadState
from accounts.models import Customer, Deadline, Upload
from billing.enums import HoldState
from complaints.enums import ComplaintState, StatementBy
from complaints.models import Complaint, Statement
from complaints.queries.case import Attached, Case, CaseRow, Said, Step, paragraphs
from complaints.queries.route import Reason, answer_reason, outside_stops, payment_reason, terms_of
from complaints.rules.answer_time import is_late
from complaints.rules.route import has_last_word, may_go_on, next_level, step_at
from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from config.foundation.zone import zone_of
from contracts import terms
from contracts.terms.document import Terms

RULE = "complaint-answer"


def complaint_of(customer: Customer, public_id: UUID) -> Complaint | None:
    """Return the customer's own complaint with this id."""
    own = Complaint.objects.of(customer).select_related("customer__supplier", "supplier", "hold", "invoice")
    return own.filter(public_id=public_id).first()


def clock_of(complaint: Complaint) -> Deadline | None:
    """Return the latest clock of the case."""
    return Deadline.objects.filter(rule=RULE, **_subject(complaint.pk)).order_by("-started_on").first()


def answer_by(complaint: Complaint, clock: Deadline | None) -> date | None:
    """Return the last day for the answer the case waits for; None when it waits for none, or its clock rests."""
    if clock is None or clock.state == DeadlineState.SUSPENDED or complaint.state != ComplaintState.RECEIVED:
        return None
    return clock.due_at.astimezone(zone_of(complaint.supplier.time_zone)).date()


def is_overdue(complaint: Complaint, *, as_of: date) -> bool:
    """Return whether the case still waits for an answer after the last day for one."""
    last = answer_by(complaint, clock_of(complaint))
    return last is not None and is_late(answer_by=last, on=as_of)


def complaint_rows(customer: Customer, *, as_of: date) -> list[CaseRow]:
    """Return the customer's complaints, newest first."""
    found = list(Complaint.objects.of(customer).select_related("supplier").order_by("-received_on", "-pk"))
    clocks: dict[int, Deadline] = {}
    wanted = {"subject_type": Complaint._meta.label_lower, "subject_id__in": [row.pk for row in found]}
    for clock in Deadline.objects.filter(rule=RULE, **wanted).order_by("started_on"):
        clocks[clock.subject_id] = clock
    return [_row(row, answer_by(row, clocks.get(row.pk)), as_of) for row in found]


def case_of(complaint: Complaint, *, as_of: date) -> Case:
    """Return everything the page of a complaint tells."""
    document = terms_of(complaint.customer)
    last = answer_by(complaint, clock_of(complaint))
    late = last is not None and is_late(answer_by=last, on=as_of)
    answered = complaint.state != ComplaintState.RECEIVED
    final = has_last_word(route=document.complaint_route, level=complaint.level)
    return Case(
        public_id=complaint.public_id,
        is_complaint=True,
        number=complaint.number,
        subject=complaint.get_subject_display(),
        received=complaint.received_on,
        state=complaint.get_state_display(),
        state_kind=_kind(complaint, last, as_of),
        statements=_statements(complaint),
        attached=_attached(complaint),
        steps=_steps(complaint, document, last, late=late),
        answer_by=last,
        is_late=late,
        answer=answer_reason(document.complaint_route) if last else None,
        hold=_hold(complaint),
        payment=payment_reason(document.complaint_route),
        elsewhere=outside_stops(document, customer=complaint.customer, as_of=as_of, subject=complaint.subject),
        may_add=not answered,
        may_contest=may_go_on(answered=answered, late=late) and not final,
    )


def _subject(pk: int) -> dict[str, object]:
    return {"subject_type": Complaint._meta.label_lower, "subject_id": pk}


def _row(complaint: Complaint, last: date | None, as_of: date) -> CaseRow:
    return CaseRow(
        public_id=complaint.public_id,
        is_complaint=True,
        number=complaint.number,
        subject=complaint.get_subject_display(),
        day=complaint.received_on,
        state=complaint.get_state_display(),
        state_kind=_kind(complaint, last, as_of),
        next=_what_next(last, as_of),
    )


def _what_next(last: date | None, as_of: date) -> str:
    if last is None:
        return ""
    late = is_late(answer_by=last, on=as_of)
    words = _("The answer is late; it was due by %(day)s") if late else _("Answer by %(day)s")
    return words % {"day": _day(last)}


def _kind(complaint: Complaint, last: date | None, as_of: date) -> str:
    if last is not None:
        return "warn" if is_late(answer_by=last, on=as_of) else "info"
    return "good" if complaint.state == ComplaintState.ANSWERED else ""


def _statements(complaint: Complaint) -> tuple[Said, ...]:
    wanted = (_("What you want us to do: %(words)s") % {"words": complaint.wanted},) if complaint.wanted else ()
    first = Said(
        who=_("You"),
        mine=True,
        day=complaint.received_on,
        paragraphs=(*paragraphs(complaint.text), *wanted),
    )
    seen = complaint.statements.filter(customer_may_see=True).order_by("pk")
    return (first, *(_said(statement, complaint) for statement in seen))


def _said(statement: Statement, complaint: Complaint) -> Said:
    mine = statement.said_by == StatementBy.CUSTOMER
    return Said(
        who=_("You") if mine else complaint.supplier.name,
        mine=mine,
        day=statement.said_on,
        paragraphs=paragraphs(statement.text),
    )


def _attached(complaint: Complaint) -> tuple[Attached, ...]:
    """Name the files by number: what they were called when they came is not shown as a link."""
    kept = Upload.objects.filter(**_subject(complaint.pk)).exclude(state=UploadState.REFUSED)
    return tuple(
        Attached(
            public_id=upload.public_id,
            label=_("File %(number)s") % {"number": number},
            available=upload.state == UploadState.AVAILABLE,
        )
        for number, upload in enumerate(kept.defer("content").order_by("pk"), start=1)
    )


def _steps(complaint: Complaint, document: Terms, last: date | None, *, late: bool) -> tuple[Step, ...]:
    route = document.complaint_route
    desk = _(step_at(route=route, level=complaint.level).name)
    received = Step(state="done", when=_day(complaint.received_on), text=_("We received your complaint."))
    if last:
        by = _("By %(day)s") % {"day": _day(last)}
        words = _("%(desk)s should have answered you.") if late else _("%(desk)s answers you.")
        middle = Step(state="now", when=by, text=words % {"desk": desk})
    else:
        on = _day(complaint.answered_on or complaint.closed_on)
        words = _("%(desk)s answered you.") if complaint.answered_on else _("We closed the case.")
        middle = Step(state="done", when=on, text=words % {"desk": desk} if complaint.answered_on else words)
    return (received, middle, _what_then(complaint, document))


def _what_then(complaint: Complaint, document: Terms) -> Step:
    route = document.complaint_route
    when = _("If you are not satisfied")
    if above := next_level(route=route, level=complaint.level):
        step = step_at(route=route, level=above)
        return Step(state="ahead", when=when, text=_(step.about), clause=terms.clause(step.clause))
    clause = terms.clause(step_at(route=route, level=complaint.level).clause)
    if has_last_word(route=route, level=complaint.level):
        return Step(state="ahead", when=when, text=_("You can bring the case to a body outside."), clause=clause)
    return Step(state="ahead", when=when, text=_("Write again here, and we look at the case anew."), clause=clause)


def _hold(complaint: Complaint) -> Reason | None:
    hold = complaint.hold
    if hold is None or hold.state != HoldState.ACTIVE:
        return None
    words = {
        "amount": money_text(Money(hold.amount, hold.currency), locale=get_language() or "da"),
        "day": _day(hold.ends_before),
    }
    text = _("We have agreed that %(amount)s is not collected before %(day)s.") % words
    return Reason(text=text, clause=terms.clause(hold.clause))


def _day(day: date | None) -> str:
    return date_text(day, locale=get_language() or "da") if day else ""
