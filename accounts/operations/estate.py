"""After a death: whoever sees to the estate is written to, and the login of the deceased is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.enums import AccessRole, MessageState
from accounts.models import Access, Customer, Message, User
from accounts.operations import event
from accounts.queries.access import running_on
from config.foundation.period import ONE_DAY


@transaction.atomic
def write_to_estate(*, customer: Customer, contact: str, email: str, by: event.Actor, as_of: date) -> None:
    """
    Write to the estate from now on, also what waits in the outbox; done again, it names somebody else.

    Without an e-mail address messages wait for a person. The timeline holds that it was done, not who it is.
    """
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    since = locked.estate_since or as_of
    _write(customer, estate_since=since, estate_contact=contact, estate_email=email)
    Message.objects.filter(customer=customer, state=MessageState.QUEUED).update(to_address=email)
    _record("accounts.customer.estate_written_to", customer, by, as_of)


@transaction.atomic
def close_login(*, customer: Customer, by: event.Actor, as_of: date) -> int:
    """
    End the customer's own access, and close each login that has no other; return how many were closed.

    A login that also acts for somebody else stays open for them: couples share one.
    """
    own = Access.objects.filter(running_on(as_of), customer=customer, role=AccessRole.HOLDER)
    closed = 0
    for access in own.select_for_update().order_by("pk"):
        access.ends_before = max(as_of, access.starts_on + ONE_DAY)
        access.save(update_fields=["ends_before"])
        others = Access.objects.filter(running_on(as_of), user_id=access.user_id).exclude(pk=access.pk)
        if not others.exists():
            closed += User.objects.filter(pk=access.user_id).update(is_active=False)
    _record("accounts.customer.login_closed", customer, by, as_of, closed=closed)
    return closed


@transaction.atomic
def write_to_customer_again(*, customer: Customer, by: event.Actor, as_of: date) -> None:
    """Undo both, because the customer is alive: their address and their login are theirs again."""
    locked = Customer.objects.select_for_update().get(pk=customer.pk)
    if locked.estate_since is None:
        return
    ended = Access.objects.filter(
        customer=customer, role=AccessRole.HOLDER, ends_before__gte=locked.estate_since
    ).select_for_update()
    users = [access.user_id for access in ended]
    Access.objects.filter(pk__in=[access.pk for access in ended]).update(ends_before=None)
    User.objects.filter(pk__in=users).update(is_active=True)
    _write(customer, estate_since=None, estate_contact="", estate_email="")
    Message.objects.filter(customer=customer, state=MessageState.QUEUED).update(to_address=locked.email)
    _record("accounts.customer.written_to_again", customer, by, as_of)


def _write(customer: Customer, **values: Any) -> None:
    Customer.objects.filter(pk=customer.pk).update(**values)
    for name, value in values.items():
        setattr(customer, name, value)


def _record(kind: str, customer: Customer, by: event.Actor, as_of: date, **data: Any) -> None:
    event.record(kind, supplier=customer.supplier, customer=customer, subject=customer, by=by, as_of=as_of, **data)
