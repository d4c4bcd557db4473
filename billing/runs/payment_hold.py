"""End the holds whose time is up."""

from __future__ import annotations

from datetime import date

from accounts.models import Supplier
from accounts.operations.event import Actor
from billing.enums import HoldState
from billing.models import PaymentHold
from billing.operations import payment_hold
from config.foundation.rare_rows import rare_rows

NAME = "job:payment-hold"


def expire_due(*, supplier: Supplier, as_of: date, by: Actor = NAME) -> dict[str, int]:
    """End every hold that ended by `as_of`; what it held is collected again."""
    holds = PaymentHold.objects.select_related("supplier", "billing_account__customer")
    over = rare_rows(holds.filter(supplier=supplier, state=HoldState.ACTIVE, ends_before__lte=as_of))
    for hold in over:
        payment_hold.expire(hold=hold, by=by, as_of=as_of)
    return {"expired": len(over)}
