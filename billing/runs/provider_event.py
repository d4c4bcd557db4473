"""The inbox of the card provider: keep what it says once, answer quickly, and act on what it really is."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from accounts.enums import Severity
from accounts.operations import alarm
from accounts.operations.event import Actor
from billing.enums import MethodState, PaymentState
from billing.gateways import card
from billing.gateways.card import CardProvider, EventKind
from billing.models import Payment, PaymentMethod, ProviderEvent
from billing.operations import payment_answer, payment_method
from billing.operations import provider_event as inbox
from billing.queries.payment import waiting_events
from billing.runs import card_enrolment
from billing.runs.charge import answer_of
from billing.runs.provider import card_provider
from config.foundation.after_commit import send_task_after_commit
from config.foundation.claim import claim
from config.foundation.crashpoint import crashpoint

logger = logging.getLogger(__name__)

NAME = "job:provider-event"
CHUNK = 100
LEASE = timedelta(minutes=5)
MOST_TRIES = 5
LISTED_BACK = timedelta(days=3)

_OF_ENROLMENT = {EventKind.ENROLMENT_COMPLETED, EventKind.ENROLMENT_EXPIRED}
_OF_PAYMENT = {
    EventKind.PAYMENT_SUCCEEDED,
    EventKind.PAYMENT_FAILED,
    EventKind.PAYMENT_NEEDS_ACTION,
    EventKind.PAYMENT_PROCESSING,
    EventKind.PAYMENT_CANCELLED,
}
_OF_REVERSAL = {EventKind.DISPUTE_OPENED, EventKind.PAYMENT_REFUNDED}


def receive(*, body: bytes, signature: str, provider: CardProvider | None = None) -> ProviderEvent | None:
    """Keep a verified message, once; handling comes afterwards. None for one that is not the provider's."""
    try:
        told = (provider or card_provider()).parse_event(body=body, signature=signature)
    except card.EventRefused as error:
        logger.warning("provider event refused: %s", error)
        return None
    return _keep(told)


def handle_due(
    *, as_of: date, provider: CardProvider | None = None, by: Actor = NAME, event_id: int | None = None
) -> dict[str, int]:
    """Handle the messages that wait, or the one named; a message that goes wrong again and again is parked."""
    provider = provider or card_provider()
    done = parked = 0
    seen: set[int] = set()
    while rows := claim(_waiting(event_id).exclude(pk__in=seen), limit=CHUNK, lease=LEASE):
        for event in rows:
            seen.add(event.pk)
            try:
                _handle(event, provider, by, as_of)
                crashpoint("event.handled")
                inbox.finish(event=event)
                done += 1
            except Exception as error:
                logger.exception("provider event %s", event.pk)
                parked += inbox.postpone(event=event, error=type(error).__name__, most_tries=MOST_TRIES)
    return {"handled": done, "parked": parked}


def list_missing(*, now: datetime, provider: CardProvider | None = None) -> int:
    """Ask the provider for its messages of the last days and keep those that never reached us."""
    before = ProviderEvent.objects.count()
    for told in (provider or card_provider()).events(created_from=now - LISTED_BACK):
        _keep(told)
    return ProviderEvent.objects.count() - before


def _waiting(event_id: int | None) -> QuerySet[ProviderEvent]:
    return waiting_events() if event_id is None else waiting_events().filter(pk=event_id)


def _keep(told: card.ProviderEvent) -> ProviderEvent:
    event, created = inbox.keep(
        provider=told.provider,
        event_id=told.event_id,
        kind=told.kind,
        object_id=told.object_id,
        payload=told.payload | {"payment_id": told.payment_id, "reference": told.reference},
    )
    if created:
        send_task_after_commit("billing.handle_provider_event", event_id=event.pk)
    return event


def _handle(event: ProviderEvent, provider: CardProvider, by: Actor, as_of: date) -> None:
    kind = EventKind(event.kind)
    if kind in _OF_ENROLMENT:
        method = PaymentMethod.objects.filter(provider=event.provider, enrolment_token=event.object_id).first()
        if method is not None:
            card_enrolment.finish(method=method, provider=provider, by=by, as_of=as_of)
    elif kind in _OF_PAYMENT:
        _refresh(event, provider, by, as_of)
    elif kind in _OF_REVERSAL:
        payment = _refresh(event, provider, by, as_of)
        if payment is not None:
            _take_back(payment, event, by, as_of)
    elif kind is EventKind.METHOD_REMOVED:
        for method in _methods(event):
            payment_method.invalidate(method=method, reason="removed_at_provider", by=by, as_of=as_of)
    elif kind is EventKind.METHOD_UPDATED:
        _renew(event, by, as_of)


def _refresh(event: ProviderEvent, provider: CardProvider, by: Actor, as_of: date) -> Payment | None:
    """Fetch the payment's state from the provider, because messages come late, twice and in any order."""
    provider_id = event.payload.get("payment_id", "")
    outcome = provider.read(provider_id=provider_id)
    payment = _payment(event, outcome.reference or event.payload.get("reference", ""))
    if payment is None:
        alarm.sound(
            supplier=None,
            kind="payment-not-ours",
            ref=f"{event.provider}:{provider_id}",
            text="The provider told of a payment we have no row of.",
            severity=Severity.PAGE,
        )
        return None
    return payment_answer.record(payment=payment, answer=answer_of(outcome), by=by, as_of=as_of)


def _take_back(payment: Payment, event: ProviderEvent, by: Actor, as_of: date) -> None:
    """Book back what went back of the payment we booked; a part of it is for a person, and so is any other."""
    told = event.payload
    if payment.state != PaymentState.SUCCEEDED or payment.provider_id != told.get("payment_id"):
        return
    if event.kind == EventKind.PAYMENT_REFUNDED and told.get("amount_refunded", 0) < payment.amount:
        alarm.sound(
            supplier=payment.supplier,
            kind="payment-refunded-in-part",
            ref=f"payment:{payment.pk}",
            text="The provider sent a part of a payment back, and our books do not show it.",
            severity=Severity.PAGE,
        )
        return
    reason = str(told.get("reason") or event.kind)
    payment_answer.charge_back(payment=payment, reason=reason, by=by, as_of=as_of)


def _payment(event: ProviderEvent, reference: str) -> Payment | None:
    rows = Payment.objects.filter(provider=event.provider)
    by_id = rows.filter(provider_id=event.payload.get("payment_id") or "-").first()
    return by_id or rows.filter(attempts__idempotency_key=reference).distinct().first()


def _methods(event: ProviderEvent) -> list[PaymentMethod]:
    rows = PaymentMethod.objects.filter(provider=event.provider, method_token=event.object_id)
    return list(rows.filter(state=MethodState.ACTIVE))


def _renew(event: ProviderEvent, by: Actor, as_of: date) -> None:
    fields = event.payload.get("card") or {}
    for method in _methods(event):
        payment_method.renew(
            method=method,
            last4=str(fields.get("last4") or ""),
            exp_month=int(fields.get("exp_month") or 0),
            exp_year=int(fields.get("exp_year") or 0),
            by=by,
            as_of=as_of,
        )
