"""Let the holder approve a payment at their bank, and find out what came of it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.operations.event import Actor
from billing.enums import PaymentState
from billing.gateways.card import CardProvider, ChargeState
from billing.models import Payment
from billing.operations import payment_answer
from billing.runs.charge import answer_of
from config.foundation.refusal import Refused


class NothingToApprove(Refused):
    """The payment does not wait for its holder any more."""

    code = "nothing-to-approve"


def begin(*, payment: Payment, provider: CardProvider, return_url: str, by: Actor, as_of: date) -> str:
    """
    Return the bank's page on which the holder approves the payment; empty when it was made without one.

    The payment is the intent committed before; asking again for the same payment is safe.

    :raises NothingToApprove: when the payment does not wait for approval
    """
    if payment.state != PaymentState.REQUIRES_ACTION:
        raise NothingToApprove(_("This payment does not wait for your approval any more."))
    outcome = provider.authenticate(
        provider_id=payment.provider_id,
        token=payment.method.method_token,
        return_url=return_url,
        idempotency_key=f"approve:{payment.public_id}",
    )
    if outcome.state is ChargeState.REQUIRES_ACTION:
        return outcome.action_url
    payment_answer.record(payment=payment, answer=answer_of(outcome), by=by, as_of=as_of, attempt=None)
    return ""


def finish(*, payment: Payment, provider: CardProvider, by: Actor, as_of: date) -> Payment:
    """Ask the provider what came of the approval and write it down; the browser's way back is not believed."""
    if payment.state == PaymentState.REQUIRES_ACTION:
        outcome = provider.read(provider_id=payment.provider_id)
        payment_answer.record(payment=payment, answer=answer_of(outcome), by=by, as_of=as_of, attempt=None)
    payment.refresh_from_db()
    return payment
