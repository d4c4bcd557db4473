"""Make a claim, note that it is paid or open again, or take it back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.operations import event
from accounts.operations.event import Actor
from billing.enums import DueKind, DueState, InstalmentState, MethodKind
from billing.models import AcontoInstalment, BillingAccount, DueItem
from billing.models.payment import LIVE_STATES
from billing.rules.step import DUE_STEPS, INSTALMENT_STEPS
from config.foundation.refusal import Refused
from config.foundation.transition import advance


class AlreadyClaimed(Refused):
    """The same thing has been claimed."""

    code = "already-claimed"


class PaymentUnderWay(Refused):
    """A claim is not taken back while a payment of it may still take money."""

    code = "payment-under-way"


@transaction.atomic
def claim(
    *,
    account: BillingAccount,
    kind: DueKind,
    cause: str,
    amount: int,
    channel: MethodKind,
    collect_on: date,
    due_on: date,
    clause: str,
    by: Actor,
    as_of: date,
) -> DueItem:
    """
    Ask the customer for an amount; `cause` names what for and is unique per supplier.

    :raises AlreadyClaimed: when it was asked for before
    """
    if DueItem.objects.filter(supplier_id=account.supplier_id, cause=cause).exists():
        raise AlreadyClaimed(_("This amount has been asked for already."))
    due_item = DueItem.objects.create(
        supplier_id=account.supplier_id,
        billing_account=account,
        kind=kind,
        cause=cause,
        amount=amount,
        currency=account.currency,
        channel=channel,
        collect_on=collect_on,
        due_on=max(due_on, collect_on),
        clause=clause,
    )
    _record("billing.due_item.claimed", due_item, by, as_of, amount=amount)
    return due_item


@transaction.atomic
def settle(*, due_item: DueItem, by: Actor, as_of: date) -> None:
    """Note that the claim is paid, and its instalment with it."""
    advance(due_item, to=DueState.PAID, allowed=DUE_STEPS, paid_on=as_of)
    instalment = AcontoInstalment.objects.filter(due_item=due_item).first()
    if instalment is not None:
        advance(instalment, to=InstalmentState.PAID, allowed=INSTALMENT_STEPS)
    _record("billing.due_item.paid", due_item, by, as_of, amount=due_item.amount)


@transaction.atomic
def reopen(*, due_item: DueItem, reason: str, by: Actor, as_of: date) -> None:
    """Open a paid claim again because its payment was taken back."""
    advance(due_item, to=DueState.OPEN, allowed=DUE_STEPS, paid_on=None)
    instalment = AcontoInstalment.objects.filter(due_item=due_item).first()
    if instalment is not None:
        advance(instalment, to=InstalmentState.CLAIMED, allowed=INSTALMENT_STEPS)
    _record("billing.due_item.reopened", due_item, by, as_of, reason=reason, amount=due_item.amount)


@transaction.atomic
def take_back(*, due_item: DueItem, reason: str, by: Actor, as_of: date) -> None:
    """
    Ask no longer for a claim, and cancel its instalment.

    :raises PaymentUnderWay: while a payment of it may still take money
    """
    locked = DueItem.objects.select_for_update().get(pk=due_item.pk)
    if locked.payments.filter(state__in=LIVE_STATES).exists():
        raise PaymentUnderWay(_("A payment of this is on its way; it cannot be taken back now."))
    advance(due_item, to=DueState.CANCELLED, allowed=DUE_STEPS)
    instalment = AcontoInstalment.objects.filter(due_item=due_item).first()
    if instalment is not None:
        advance(instalment, to=InstalmentState.CANCELLED, allowed=INSTALMENT_STEPS)
    _record("billing.due_item.taken_back", due_item, by, as_of, reason=reason, amount=due_item.amount)


def _record(kind: str, due_item: DueItem, by: Actor, as_of: date, *, amount: int, reason: str = "") -> None:
    event.record(
        kind,
        supplier=due_item.supplier,
        customer=due_item.billing_account.customer,
        subject=due_item,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=due_item.clause,
        amount=amount,
        cause=due_item.cause,
    )
