"""A text that presses for payment: written to the living, and for the dead put before a person instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Customer, Message, StaffTask
from accounts.operations import message, staff_task
from accounts.operations.event import subject_type
from config.foundation.period import ONE_DAY
from config.foundation.zone import zone_of
from contracts.queries.life_event import stops_dunning

TASK = "estate-payment"


def queue(
    kind: str,
    *,
    customer: Customer,
    subject: Model,
    reason: str,
    context: Mapping[str, Any],
    as_of: date,
    clause: str = "",
) -> Message | None:
    """
    Queue a message that presses for payment of `subject`; None when such texts rest because the customer is dead.

    Then a person is asked, once for each subject, to write to the estate themselves. See `message.queue`.

    Source: GE-V-10.3d, GE-F-10.3d, EP-11.2e, OR-14.1.
    """
    if not stops_dunning(customer, as_of=as_of):
        return message.queue(kind, customer=customer, reason=reason, context=context, as_of=as_of, clause=clause)
    asked = StaffTask.objects.filter(kind=TASK, subject_type=subject_type(subject), subject_id=subject.pk)
    if not asked.exists():
        _ask(customer, subject, clause, as_of)
    return None


def _ask(customer: Customer, subject: Model, clause: str, as_of: date) -> None:
    supplier = customer.supplier
    with translation.override(supplier.language):
        staff_task.ask(
            supplier=supplier,
            customer=customer,
            kind=TASK,
            subject=subject,
            title=(_("Write to the estate about money: %(customer)s") % {"customer": customer.name})[:200],
            explanation=_("No text that presses for payment is sent to somebody who has died."),
            due_at=datetime.combine(as_of + ONE_DAY, time(16), zone_of(supplier.time_zone)),
            clause=clause,
        )
