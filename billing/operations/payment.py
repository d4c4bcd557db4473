"""
A payment as intent: prepared before the provider is asked, asked again only when that is safe.

Business dates come in as `as_of`; the moments of a payment are the database's own, because leases, keys and
look-ups must not depend on a worker's clock.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.operations import event
from accounts.operations.event import Actor
from billing.enums import DueState, MethodKind, PaymentState
from billing.models import DueItem, Payment, PaymentAttempt, PaymentMethod
from billing.models.payment import LIVE_STATES, UNANSWERED_STATES
from billing.queries.payment import active_method, is_held, key_of
from billing.rules.payment_retry import look_again_after
from billing.rules.step import PAYMENT_STEPS
from config.foundation.crashpoint import crashpoint
from config.foundation.refusal import Refused
from config.foundation.transition import advance


class NothingToPay(Refused):
    """The claim is paid or no longer asked for."""

    code = "nothing-to-pay"


class NotYetDue(Refused):
    """The day of the draw has not come."""

    code = "not-yet-due"


class PaymentUnderWay(Refused):
    """A claim has one live payment at a time."""

    code = "payment-under-way"


class OnHold(Refused):
    """We agreed not to collect the amount for now."""

    code = "on-hold"


class NoCard(Refused):
    """There is no card that works."""

    code = "no-card"


class AlreadyAnswered(Refused):
    """The provider's answer came by another way while we were about to ask."""

    code = "already-answered"


@transaction.atomic
def prepare(*, due_item_id: int, by: Actor, as_of: date) -> PaymentAttempt:
    """
    Write down that we are about to draw a claim, with the key that makes the call safe to repeat.

    :raises NothingToPay: when the claim is not open
    :raises NotYetDue: before its day
    :raises PaymentUnderWay: when a payment of it is live
    :raises OnHold: when a hold covers it
    :raises NoCard: when the account has no active card
    """
    due_item = (
        DueItem.objects.select_for_update(of=("self",))
        .select_related("supplier", "billing_account")
        .get(pk=due_item_id)
    )
    crashpoint("charge.claim_locked")
    method = _card_for(due_item, as_of)
    last = due_item.payments.aggregate(number=Max("number"))["number"] or 0
    payment = Payment.objects.create(
        supplier_id=due_item.supplier_id,
        billing_account_id=due_item.billing_account_id,
        due_item=due_item,
        method=method,
        number=last + 1,
        amount=due_item.amount,
        currency=due_item.currency,
        provider=method.provider,
        business_date=as_of,
    )
    crashpoint("charge.intent_written")
    return _send(payment)


@transaction.atomic
def repeat(*, payment: Payment, call: str) -> PaymentAttempt:
    """
    Write down that we ask about a payment once more: the charge with its own key, or a look-up.

    :raises AlreadyAnswered: when a web hook was faster
    """
    payment = _lock_unanswered(payment)
    if call == "charge":
        if payment.state == PaymentState.SENT:
            advance(payment, to=PaymentState.UNKNOWN, allowed=PAYMENT_STEPS)
        return _send(payment)
    return _attempt(payment, call)


@transaction.atomic
def give_up(*, payment: Payment, by: Actor, as_of: date) -> None:
    """
    Cancel a payment the provider is proven never to have got; the claim may be drawn under a new number.

    :raises AlreadyAnswered: when it got it after all and a web hook said so
    """
    payment = _lock_unanswered(payment)
    if payment.state == PaymentState.SENT:
        advance(payment, to=PaymentState.UNKNOWN, allowed=PAYMENT_STEPS)
    advance(payment, to=PaymentState.CANCELLED, allowed=PAYMENT_STEPS, finished_at=Now(), next_try_at=None)
    event.record(
        "billing.payment.never_arrived",
        supplier=payment.supplier,
        customer=payment.billing_account.customer,
        subject=payment,
        by=by,
        as_of=as_of,
        customer_may_see=False,
    )


def lock(*, payment_id: int) -> Payment:
    """Lock a payment after its claim, always in that order, and return it as it stands."""
    DueItem.objects.select_for_update(of=("self",)).get(payments=payment_id)
    return (
        Payment.objects.select_for_update(of=("self",))
        .select_related("supplier", "due_item__supplier", "billing_account__customer__supplier", "method")
        .get(pk=payment_id)
    )


def _lock_unanswered(payment: Payment) -> Payment:
    locked = lock(payment_id=payment.pk)
    if locked.state not in UNANSWERED_STATES:
        raise AlreadyAnswered(_("This payment has its answer already."))
    return locked


def _card_for(due_item: DueItem, as_of: date) -> PaymentMethod:
    if due_item.state != DueState.OPEN:
        raise NothingToPay(_("This is paid, or no longer asked for."))
    if due_item.collect_on > as_of:
        raise NotYetDue(_("The day of this payment has not come."))
    if due_item.payments.filter(state__in=LIVE_STATES).exists():
        raise PaymentUnderWay(_("A payment of this is on its way already."))
    if is_held(due_item=due_item, as_of=as_of):
        raise OnHold(_("Payment of this is on hold."))
    method = active_method(account=due_item.billing_account)
    if method is None or method.kind != MethodKind.CARD:
        raise NoCard(_("There is no card that works. Add one on Min side."))
    return method


def _send(payment: Payment) -> PaymentAttempt:
    advance(
        payment,
        to=PaymentState.SENT,
        allowed=PAYMENT_STEPS,
        sent_at=payment.sent_at or Now(),
        next_try_at=Now() + look_again_after(tries=0),
    )
    attempt = _attempt(payment, "charge")
    crashpoint("charge.attempt_written")
    return attempt


def _attempt(payment: Payment, call: str) -> PaymentAttempt:
    last = payment.attempts.aggregate(number=Max("number"))["number"] or 0
    return PaymentAttempt.objects.create(
        payment=payment, number=last + 1, call=call, idempotency_key=key_of(payment=payment)
    )
