"""Hold an amount back from collection for a while, lift the hold, or let it end by itself."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.operations import event
from accounts.operations.event import Actor, actor_name
from billing.enums import HoldState
from billing.models import BillingAccount, DueItem, PaymentHold
from billing.rules.step import HOLD_STEPS
from config.foundation.refusal import Refused
from config.foundation.transition import advance


class AlreadyHeld(Refused):
    """There is a hold for the same matter."""

    code = "already-held"


class HoldOutsideClaim(Refused):
    """A hold is for a day or more, and for no more than the claim it names."""

    code = "hold-outside-claim"


@transaction.atomic
def place(
    *,
    account: BillingAccount,
    amount: int,
    placed_for: str,
    reason: str,
    clause: str,
    ends_before: date,
    by: Actor,
    as_of: date,
    due_item: DueItem | None = None,
) -> PaymentHold:
    """
    Agree expressly that an amount is not collected or chased until a day.

    A hold that names a claim holds that claim; one that names none holds everything on the account,
    because we cannot know which draw the amount would be part of.

    :raises AlreadyHeld: when the matter has a hold in force
    :raises HoldOutsideClaim: when it ends before it starts or is larger than its claim
    """
    if PaymentHold.objects.filter(placed_for=placed_for, state=HoldState.ACTIVE).exists():
        raise AlreadyHeld(_("Payment is on hold for this matter already."))
    if ends_before <= as_of or amount <= 0 or (due_item is not None and amount > due_item.amount):
        raise HoldOutsideClaim(_("A hold needs an end after today and an amount no larger than what is asked."))
    hold = PaymentHold.objects.create(
        supplier_id=account.supplier_id,
        billing_account=account,
        due_item=due_item,
        amount=amount,
        currency=account.currency,
        placed_for=placed_for,
        placed_by=actor_name(by),
        reason=reason,
        clause=clause,
        starts_on=as_of,
        ends_before=ends_before,
    )
    _record("billing.hold.placed", hold, by, as_of, reason)
    return hold


@transaction.atomic
def lift(*, hold: PaymentHold, reason: str, by: Actor, as_of: date) -> None:
    """End a hold before its time; what it held is collected and chased again from today."""
    advance(hold, to=HoldState.LIFTED, allowed=HOLD_STEPS, lifted_on=as_of, lifted_by=actor_name(by))
    _record("billing.hold.lifted", hold, by, as_of, reason)


@transaction.atomic
def expire(*, hold: PaymentHold, by: Actor, as_of: date) -> None:
    """Note that a hold has ended by itself."""
    advance(hold, to=HoldState.EXPIRED, allowed=HOLD_STEPS)
    _record("billing.hold.expired", hold, by, as_of, "")


def _record(kind: str, hold: PaymentHold, by: Actor, as_of: date, reason: str) -> None:
    event.record(
        kind,
        supplier=hold.supplier,
        customer=hold.billing_account.customer,
        subject=hold,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=hold.clause,
        amount=hold.amount,
        ends_before=hold.ends_before.isoformat(),
    )
