"""Register money that arrived by itself, and settle with it what is owed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.operations import event
from accounts.operations.event import Actor, actor_name
from billing.enums import DueKind, DueState, ReceiptKind, TransactionKind
from billing.models import BillingAccount, DueItem, IncomingPayment, Payment
from billing.models.payment import LIVE_STATES
from billing.operations import due_item as claims
from billing.operations import ledger
from billing.rules.posting import incoming_payment
from config.foundation.refusal import Refused


class AlreadyRegistered(Refused):
    """The bank's reference is known: the same money is not counted twice."""

    code = "already-registered"


@transaction.atomic
def register(
    *,
    account: BillingAccount,
    kind: ReceiptKind,
    reference: str,
    amount: int,
    received_on: date,
    by: Actor,
    as_of: date,
    due_item: DueItem | None = None,
) -> IncomingPayment:
    """
    Book money that arrived: it pays the claim it names, then the oldest open ones it covers in full.

    What is left over is a credit on the account. A claim with a card payment under way is left alone.

    :raises AlreadyRegistered: when the reference was registered before
    """
    BillingAccount.objects.select_for_update().get(pk=account.pk)
    known = IncomingPayment.objects.filter(supplier_id=account.supplier_id, kind=kind, reference=reference)
    if known.exists():
        raise AlreadyRegistered(_("This payment has been registered already."))
    incoming = IncomingPayment.objects.create(
        supplier_id=account.supplier_id,
        billing_account=account,
        due_item=due_item,
        kind=kind,
        reference=reference,
        amount=amount,
        currency=account.currency,
        received_on=received_on,
        recorded_by=actor_name(by),
    )
    paid = _covered(account, due_item, amount)
    _book(incoming, paid, by, as_of)
    for item in paid:
        claims.settle(due_item=item, by=by, as_of=as_of)
    return incoming


def _covered(account: BillingAccount, named: DueItem | None, amount: int) -> list[DueItem]:
    """The claims the amount pays in full: the named one first, then by date."""
    live = Payment.objects.filter(due_item=OuterRef("pk"), state__in=LIVE_STATES)
    items = account.due_items.filter(state=DueState.OPEN).exclude(Exists(live)).order_by("due_on", "pk")
    waiting = list(items.select_for_update(of=("self",)))
    waiting.sort(key=lambda item: named is None or item.pk != named.pk)
    paid = []
    for item in waiting:
        if item.amount <= amount:
            paid.append(item)
            amount -= item.amount
    return paid


def _book(incoming: IncomingPayment, paid: list[DueItem], by: Actor, as_of: date) -> None:
    parts = [(DueKind(item.kind), item.amount) for item in paid]
    left = incoming.amount - sum(amount for _kind, amount in parts)
    if left:
        parts.append((DueKind.ACONTO, left))
    ledger.post(
        supplier=incoming.supplier,
        account=incoming.billing_account,
        cause=f"incoming:{incoming.kind}:{incoming.reference}"[:120],
        kind=TransactionKind.PAYMENT,
        text=incoming.get_kind_display(),
        legs=incoming_payment(kind=ReceiptKind(incoming.kind), parts=parts),
        by=by,
        as_of=as_of,
        due_items=[item for item in [*paid, *([None] if left else [])] for _leg in range(2)],
    )
    event.record(
        "billing.payment.received",
        supplier=incoming.supplier,
        customer=incoming.billing_account.customer,
        subject=incoming,
        by=by,
        as_of=as_of,
        amount=incoming.amount,
        left=left,
    )
