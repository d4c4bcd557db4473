"""Start, meet and cancel the clocks of law and terms."""

from datetime import date, datetime

from django.db.models import Model

from accounts.enums import DeadlineState
from accounts.models import Customer, Deadline, Supplier
from accounts.operations.event import subject_type
from accounts.rules.step import DEADLINE_STEPS
from config.foundation.transition import advance


def start(
    *,
    supplier: Supplier,
    rule: str,
    clause: str,
    subject: Model,
    start_fact: str,
    started_on: date,
    due_at: datetime,
    warn_on: date | None = None,
    customer: Customer | None = None,
) -> Deadline:
    """Start a clock once per rule, subject and starting day; the same call again returns the same clock."""
    deadline, _created = Deadline.objects.get_or_create(
        rule=rule,
        subject_type=subject_type(subject),
        subject_id=subject.pk,
        started_on=started_on,
        defaults={
            "supplier": supplier,
            "customer": customer,
            "clause": clause,
            "start_fact": start_fact,
            "due_at": due_at,
            "warn_on": warn_on,
        },
    )
    return deadline


def meet(*, rule: str, subject: Model, as_of: date) -> None:
    """Stop the running, suspended or missed clocks of `rule` on `subject`: what they asked for has been done."""
    for deadline in _unmet(rule, subject, [DeadlineState.OPEN, DeadlineState.SUSPENDED, DeadlineState.MISSED]):
        advance(deadline, to=DeadlineState.MET, allowed=DEADLINE_STEPS, met_on=as_of)


def cancel(*, rule: str, subject: Model) -> None:
    """Stop the running and suspended clocks of `rule` on `subject` because what they were about is no more."""
    for deadline in _unmet(rule, subject, [DeadlineState.OPEN, DeadlineState.SUSPENDED]):
        advance(deadline, to=DeadlineState.CANCELLED, allowed=DEADLINE_STEPS)


def _unmet(rule: str, subject: Model, states: list[DeadlineState]) -> list[Deadline]:
    same = Deadline.objects.filter(rule=rule, subject_type=subject_type(subject), subject_id=subject.pk)
    return list(same.filter(state__in=states).select_for_update())
