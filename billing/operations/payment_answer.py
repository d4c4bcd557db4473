"""Write down what the provider answered about a payment: once, and never backwards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import Severity
from accounts.operations import alarm, event, staff_task
from accounts.operations.event import Actor
from accounts.queries.moment import moment
from billing.enums import DueKind, DueState, PaymentState, TransactionKind
from billing.models import Payment, PaymentAttempt, Transaction
from billing.operations import due_item, ledger, payment_method
from billing.operations.payment import lock
from billing.queries.payment import key_of, min_side_link, tries_with
from billing.rules.payment_answer import Outcome, PaymentAnswer
from billing.rules.payment_retry import look_again_after, retry_day
from billing.rules.posting import card_payment
from billing.rules.step import PAYMENT_STEPS
from config.foundation.crashpoint import crashpoint
from config.foundation.formats import date_text, money_text
from config.foundation.transition import advance
from contracts.operations import pressing_message

ALARM_AFTER = timedelta(hours=24)
UNKNOWN_ALARM = "payment-unknown"


@transaction.atomic
def record(
    *,
    payment: Payment,
    answer: PaymentAnswer,
    by: Actor,
    as_of: date,
    attempt: PaymentAttempt | None = None,
) -> Payment:
    """
    Move the payment to where the answer puts it, with its posting, claim, event and message.

    An answer that says what we know changes nothing, and an older one never undoes a newer: webhooks come
    twice and in any order. Money taken that we thought refused is an alarm, not a guess.
    """
    payment = lock(payment_id=payment.pk)
    crashpoint("charge.payment_locked")
    if attempt is not None:
        _note(attempt, answer)
    _watch(payment, answer)
    if payment.state in (PaymentState.SUCCEEDED, PaymentState.FAILED, PaymentState.CANCELLED):
        return payment
    steps = {
        Outcome.SUCCEEDED: _succeed,
        Outcome.DECLINED: _fail,
        Outcome.CANCELLED: _end,
        Outcome.REQUIRES_ACTION: _ask_holder,
    }
    steps.get(answer.outcome, _wait)(payment, answer, by, as_of)
    return payment


@transaction.atomic
def charge_back(*, payment: Payment, reason: str, by: Actor, as_of: date) -> None:
    """
    Book back a payment whose money was taken from us again: the claim is open, and a person decides.

    The payment stays succeeded, so that nothing draws the claim again by itself. A second telling is ignored.
    """
    payment = lock(payment_id=payment.pk)
    booked = Transaction.objects.get(supplier_id=payment.supplier_id, cause=_cause(payment))
    if Transaction.objects.filter(reverses=booked).exists():
        return
    ledger.reverse(booked=booked, text=reason, by=by, as_of=as_of)
    if payment.due_item.state == DueState.PAID:
        due_item.reopen(due_item=payment.due_item, reason=reason, by=by, as_of=as_of)
    _record("billing.payment.charged_back", payment, by, as_of, reason=reason)
    _ask_staff(payment, "payment-charged-back", _("A card payment was taken back"), as_of, reason)


def _succeed(payment: Payment, answer: PaymentAnswer, by: Actor, as_of: date) -> None:
    advance(
        payment,
        to=PaymentState.SUCCEEDED,
        allowed=PAYMENT_STEPS,
        provider_id=answer.provider_id,
        failure_code="",
        action_url="",
        finished_at=Now(),
        next_try_at=None,
    )
    crashpoint("charge.state_written")
    ledger.post(
        supplier=payment.supplier,
        account=payment.billing_account,
        cause=_cause(payment),
        kind=TransactionKind.PAYMENT,
        text=f"{payment.method}",
        legs=card_payment(due=DueKind(payment.due_item.kind), amount=payment.amount),
        by=by,
        as_of=as_of,
        due_items=[payment.due_item],
    )
    crashpoint("charge.payment_booked")
    if payment.due_item.state == DueState.OPEN:
        due_item.settle(due_item=payment.due_item, by=by, as_of=as_of)
    _record("billing.payment.succeeded", payment, by, as_of)
    alarm.silence(kind=UNKNOWN_ALARM, ref=f"payment:{payment.pk}", by=event.actor_name(by))
    crashpoint("charge.claim_settled")


def _fail(payment: Payment, answer: PaymentAnswer, by: Actor, as_of: date) -> None:
    _end(payment, answer, by, as_of)
    if not answer.may_retry:
        payment_method.invalidate(method=payment.method, reason=payment.failure_code, by=by, as_of=as_of)
    _tell("card_declined", payment, as_of, again_on=_again_on(payment) if answer.may_retry else None)


def _again_on(payment: Payment) -> date | None:
    """The day this card is asked again for the claim it has just declined."""
    zone = ZoneInfo(payment.supplier.time_zone)
    return retry_day(
        tries=tries_with(due_item=payment.due_item, method=payment.method),
        declined_on=payment.business_date,
        declined_at=cast(datetime, payment.finished_at).astimezone(zone),
    )


def _end(payment: Payment, answer: PaymentAnswer, by: Actor, as_of: date) -> None:
    """Note that no money comes of it; a payment that was cancelled says nothing against its card."""
    advance(
        payment,
        to=PaymentState.FAILED,
        allowed=PAYMENT_STEPS,
        provider_id=answer.provider_id or payment.provider_id,
        failure_code=answer.code or str(answer.outcome),
        may_retry=answer.may_retry,
        action_url="",
        finished_at=moment(),
        next_try_at=None,
        business_date=as_of,
    )
    crashpoint("charge.refusal_written")
    _record("billing.payment.failed", payment, by, as_of, reason=payment.failure_code)
    alarm.silence(kind=UNKNOWN_ALARM, ref=f"payment:{payment.pk}", by=event.actor_name(by))


def _ask_holder(payment: Payment, answer: PaymentAnswer, by: Actor, as_of: date) -> None:
    if payment.state == PaymentState.REQUIRES_ACTION:
        return
    advance(
        payment,
        to=PaymentState.REQUIRES_ACTION,
        allowed=PAYMENT_STEPS,
        provider_id=answer.provider_id or payment.provider_id,
        action_url=answer.action_url,
        next_try_at=None,
    )
    _record("billing.payment.needs_approval", payment, by, as_of)
    _tell("payment_needs_approval", payment, as_of)


def _wait(payment: Payment, answer: PaymentAnswer, by: Actor, as_of: date) -> None:
    """No answer: nothing else may happen to the claim until the janitor has found out."""
    del by, as_of
    if payment.state != PaymentState.UNKNOWN:
        advance(payment, to=PaymentState.UNKNOWN, allowed=PAYMENT_STEPS)
    row = Payment.objects.filter(pk=payment.pk)
    row.update(
        next_try_at=Now() + look_again_after(tries=payment.tries),
        tries=payment.tries + 1,
        provider_id=answer.provider_id or payment.provider_id,
    )
    payment.refresh_from_db(fields=["next_try_at", "tries", "provider_id"])
    if row.filter(sent_at__lte=Now() - ALARM_AFTER).exists():
        alarm.sound(
            supplier=payment.supplier,
            kind=UNKNOWN_ALARM,
            ref=f"payment:{payment.pk}",
            text="A payment has had no answer for a day.",
            severity=Severity.PAGE,
        )


def _watch(payment: Payment, answer: PaymentAnswer) -> None:
    """Raise an alarm about money that was taken and that our books would not show."""
    taken = list(answer.also_captured)
    refused = payment.state in (PaymentState.FAILED, PaymentState.CANCELLED)
    twice = payment.state == PaymentState.SUCCEEDED and answer.provider_id != payment.provider_id
    wrong = (answer.amount, answer.currency) != (payment.amount, payment.currency)
    if answer.outcome is Outcome.SUCCEEDED and (refused or twice or wrong):
        taken.append(answer.provider_id)
    for provider_id in taken:
        alarm.sound(
            supplier=payment.supplier,
            kind="payment-captured-wrongly",
            ref=f"{payment.provider}:{provider_id}",
            text=f"The provider took money we did not book: payment {payment.pk}.",
            severity=Severity.PAGE,
        )


def _note(attempt: PaymentAttempt, answer: PaymentAnswer) -> None:
    PaymentAttempt.objects.filter(pk=attempt.pk).update(
        answered_at=Now(), outcome=str(answer.outcome), provider_id=answer.provider_id, code=answer.code
    )


def _cause(payment: Payment) -> str:
    return f"payment:{key_of(payment=payment)}"[:120]


def _record(kind: str, payment: Payment, by: Actor, as_of: date, reason: str = "") -> None:
    event.record(
        kind,
        supplier=payment.supplier,
        customer=payment.billing_account.customer,
        subject=payment,
        by=by,
        as_of=as_of,
        reason=reason,
        clause=payment.due_item.clause,
        amount=payment.amount,
        currency=payment.currency,
    )


def _tell(kind: str, payment: Payment, as_of: date, *, again_on: date | None = None) -> None:
    customer = payment.billing_account.customer
    locale = customer.language or customer.supplier.language
    pressing_message.queue(
        kind,
        customer=customer,
        subject=payment.due_item,
        reason=f"{kind}:{payment.pk}",
        context={
            "amount": money_text(payment.amount, payment.currency, locale=locale),
            "card": payment.method.last4,
            "again_on": date_text(again_on, locale=locale) if again_on else "",
            "link": min_side_link(supplier=customer.supplier),
        },
        as_of=as_of,
        clause=payment.due_item.clause,
    )


def _ask_staff(payment: Payment, kind: str, title: str, as_of: date, explanation: str) -> None:
    with translation.override(payment.supplier.language):
        staff_task.ask(
            supplier=payment.supplier,
            customer=payment.billing_account.customer,
            kind=kind,
            subject=payment,
            title=title,
            explanation=explanation,
            due_at=_by_the_end_of(as_of + timedelta(days=1), payment),
            clause=payment.due_item.clause,
        )


def _by_the_end_of(day: date, payment: Payment) -> datetime:
    return datetime.combine(day, time(16), ZoneInfo(payment.supplier.time_zone))
