"""Draw one claim: commit the intent, ask the provider, commit what it answered."""

from __future__ import annotations

from datetime import date

from accounts.operations.event import Actor
from billing.gateways.card import CardProvider, ChargeOutcome, ChargeState
from billing.models import Payment, PaymentAttempt
from billing.operations import payment as payments
from billing.operations import payment_answer
from billing.rules.payment_answer import Outcome, PaymentAnswer
from config.foundation.crashpoint import crashpoint

OUTCOMES = {
    ChargeState.SUCCEEDED: Outcome.SUCCEEDED,
    ChargeState.DECLINED: Outcome.DECLINED,
    ChargeState.REQUIRES_ACTION: Outcome.REQUIRES_ACTION,
    ChargeState.CANCELLED: Outcome.CANCELLED,
    ChargeState.PROCESSING: Outcome.UNKNOWN,
    ChargeState.UNKNOWN: Outcome.UNKNOWN,
    ChargeState.ABSENT: Outcome.ABSENT,
}
"""A payment the provider is still working on is, to our books, one whose outcome is unknown."""


def charge(*, due_item_id: int, provider: CardProvider, by: Actor, as_of: date) -> Payment:
    """
    Draw a claim with the account's card. If we die anywhere here, the janitor finds out what happened.

    :raises Refused: when the claim may not be drawn (see billing.operations.payment.prepare)
    """
    attempt = payments.prepare(due_item_id=due_item_id, by=by, as_of=as_of)
    crashpoint("charge.intent_committed")
    return ask(attempt=attempt, provider=provider, by=by, as_of=as_of)


def ask(*, attempt: PaymentAttempt, provider: CardProvider, by: Actor, as_of: date) -> Payment:
    """Make the call an attempt stands for, outside any transaction, and write down its answer."""
    payment = attempt.payment
    crashpoint("charge.before_call")
    outcome = provider.charge(
        reference=attempt.idempotency_key,
        amount=payment.amount,
        currency=payment.currency,
        customer_token=payment.method.customer_token,
        token=payment.method.method_token,
        description=payment.due_item.cause,
        idempotency_key=attempt.idempotency_key,
    )
    crashpoint("charge.after_call")
    payment = payment_answer.record(
        payment=payment, answer=answer_of(outcome), by=by, as_of=as_of, attempt=attempt
    )
    crashpoint("charge.answer_committed")
    return payment


def answer_of(outcome: ChargeOutcome) -> PaymentAnswer:
    """Put the gateway's outcome into billing's words."""
    return PaymentAnswer(
        outcome=OUTCOMES[outcome.state],
        provider_id=outcome.provider_id,
        amount=outcome.amount,
        currency=outcome.currency,
        code=outcome.decline_code[:60],
        may_retry=outcome.retryable,
        action_url=outcome.action_url[:500],
        also_captured=outcome.duplicates,
    )
