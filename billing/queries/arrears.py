"""Whether a customer is in arrears: something is overdue and not expressly put on hold."""

from __future__ import annotations

from datetime import date

from accounts.models import Customer
from billing.enums import DueState, HoldState
from billing.models import DueItem, PaymentHold


def owes_overdue(customer: Customer, *, as_of: date) -> bool:
    """
    Return whether a claim on the customer is past its last timely day.

    An account with a hold is left out: what is disputed, or agreed to wait, is no arrears.

    Source: EP-1.5, OR-7.1; EP-13.2 (a hold).
    """
    held = PaymentHold.objects.filter(
        state=HoldState.ACTIVE, starts_on__lte=as_of, ends_before__gt=as_of, billing_account__customer=customer
    )
    overdue = DueItem.objects.filter(billing_account__customer=customer, state=DueState.OPEN, due_on__lt=as_of)
    return overdue.exclude(billing_account__in=held.values("billing_account")).exists()
