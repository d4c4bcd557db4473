"""Find out what became of payments without an answer, before anything else may happen to their claims."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from accounts.enums import Severity
from accounts.models import Supplier
from accounts.operations import alarm
from accounts.operations.event import Actor
from billing.enums import PaymentState
from billing.gateways.card import CardProvider
from billing.models import Payment
from billing.models.payment import UNANSWERED_STATES
from billing.operations import payment as payments
from billing.operations import payment_answer
from billing.queries.payment import age_of, is_still_wanted, key_of, unapproved, without_answer
from billing.rules.payment_answer import Outcome
from billing.rules.payment_retry import may_replay
from billing.runs.charge import answer_of, ask
from billing.runs.provider import card_provider
from config.foundation.claim import claim, release
from config.foundation.crashpoint import crashpoint
from config.foundation.stint import Stint

logger = logging.getLogger(__name__)

CHUNK = 50
LEASE = timedelta(minutes=5)
CLOCKS_DIFFER = timedelta(hours=1)
NAME = "job:payment-janitor"
NOT_APPROVED = "authentication_failed"


def resolve_due(
    *, as_of: date, provider: CardProvider | None = None, by: Actor = NAME, at_once: bool = False
) -> dict[str, int]:
    """
    Look at every payment whose next look is due, or at all of them; count those that have an outcome now.

    One that goes wrong is an alarm and does not stop the others.
    """
    provider = provider or card_provider()
    resolved = 0
    seen: set[int] = set()
    while rows := claim(without_answer(at_once=at_once).exclude(pk__in=seen), limit=CHUNK, lease=LEASE):
        for payment in rows:
            seen.add(payment.pk)
            try:
                resolved += _resolve_one(payment, provider, by, as_of)
            except Exception:
                _park(payment)
    return {"resolved": resolved}


def give_up_unapproved(
    *,
    supplier: Supplier,
    as_of: date,
    provider: CardProvider,
    by: Actor = NAME,
    stint: Stint | None = None,
) -> int:
    """
    Cancel at the provider what its holder did not approve in time, so that the claim can be drawn anew.

    The provider decides: what was approved a moment before is booked instead. Returns how many were given up.
    """
    stint = stint or Stint()
    given_up = 0
    for payment in stint.each("unapproved", partial(unapproved, supplier=supplier, share=stint.share)):
        try:
            given_up += _give_up_one(payment, provider, by, as_of)
        except Exception:
            _park(payment)
    return given_up


def resolve(*, payment: Payment, provider: CardProvider, by: Actor, as_of: date) -> Payment:
    """
    Ask what became of one payment.

    Known to the provider: read it. Young: send the same key again, which repeats the answer or does the
    work once. Old: look it up first, and only when it is proven absent may the claim be drawn anew. What
    we would not draw today (consent withdrawn, a hold, paid otherwise) is never sent again, only looked up.

    :raises AlreadyAnswered: when a web hook was faster
    """
    if payment.provider_id:
        attempt = payments.repeat(payment=payment, call="read")
        answer = answer_of(provider.read(provider_id=payment.provider_id))
        return payment_answer.record(payment=payment, answer=answer, by=by, as_of=as_of, attempt=attempt)
    young = may_replay(age=age_of(payment=payment))
    if young and is_still_wanted(payment=payment, as_of=as_of):
        attempt = payments.repeat(payment=payment, call="charge")
        crashpoint("janitor.repeat_committed")
        return ask(attempt=attempt, provider=provider, by=by, as_of=as_of)
    return _look_up(payment, provider, by, as_of, young=young)


def _look_up(payment: Payment, provider: CardProvider, by: Actor, as_of: date, *, young: bool) -> Payment:
    """A young payment that is absent may still arrive: it waits until nobody can send its key any more."""
    attempt = payments.repeat(payment=payment, call="find")
    crashpoint("janitor.lookup_committed")
    answer = answer_of(
        provider.find(
            reference=key_of(payment=payment),
            customer_token=payment.method.customer_token,
            created_from=payment.prepared_at - CLOCKS_DIFFER,
        )
    )
    crashpoint("janitor.after_lookup")
    if answer.outcome is Outcome.ABSENT and not young:
        payments.give_up(payment=payment, by=by, as_of=as_of)
        payment.refresh_from_db()
        return payment
    return payment_answer.record(payment=payment, answer=answer, by=by, as_of=as_of, attempt=attempt)


def _give_up_one(payment: Payment, provider: CardProvider, by: Actor, as_of: date) -> bool:
    outcome = provider.cancel(provider_id=payment.provider_id, idempotency_key=f"cancel:{payment.public_id}")
    answer = answer_of(outcome)
    if answer.outcome is Outcome.CANCELLED:
        answer = replace(answer, code=NOT_APPROVED)
    after = payment_answer.record(payment=payment, answer=answer, by=by, as_of=as_of)
    return after.state == PaymentState.FAILED


def _resolve_one(payment: Payment, provider: CardProvider, by: Actor, as_of: date) -> bool:
    try:
        after = resolve(payment=payment, provider=provider, by=by, as_of=as_of)
    except payments.AlreadyAnswered:
        after = Payment.objects.get(pk=payment.pk)
    release(payment)
    crashpoint("janitor.released")
    return after.state not in UNANSWERED_STATES


def _park(payment: Payment) -> None:
    logger.exception("payment %s could not be looked at", payment.pk)
    alarm.sound(
        supplier=payment.supplier,
        kind="payment-janitor-failed",
        ref=f"payment:{payment.pk}",
        text="A payment could not be looked at; see the log.",
        severity=Severity.PAGE,
    )
