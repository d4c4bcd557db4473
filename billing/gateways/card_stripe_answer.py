"""Stripe's answers, errors and events in the words of the card port."""

from datetime import UTC, datetime
from typing import Any

from billing.gateways.card import (
    Capture,
    ChargeOutcome,
    ChargeState,
    Enrolment,
    EnrolmentState,
    EventKind,
    ProviderEvent,
)

# The issuer says never again with this card: asking again costs fees and trust.
HARD_DECLINES = frozenset(
    {
        "expired_card", "fraudulent", "invalid_account", "lost_card", "pickup_card", "restricted_card",
        "revocation_of_all_authorizations", "revocation_of_authorization", "stolen_card", "stop_payment_order",
    }
)  # fmt: skip
_ENROLMENT_STATES = {
    "open": EnrolmentState.OPEN,
    "complete": EnrolmentState.COMPLETED,
    "expired": EnrolmentState.EXPIRED,
}
_CHARGE_STATES = {
    "succeeded": ChargeState.SUCCEEDED,
    "processing": ChargeState.PROCESSING,
    "requires_action": ChargeState.REQUIRES_ACTION,
    "canceled": ChargeState.CANCELLED,
}
_EVENT_KINDS = {
    "checkout.session.completed": EventKind.ENROLMENT_COMPLETED,
    "checkout.session.expired": EventKind.ENROLMENT_EXPIRED,
    "setup_intent.setup_failed": EventKind.ENROLMENT_FAILED,
    "payment_intent.succeeded": EventKind.PAYMENT_SUCCEEDED,
    "payment_intent.payment_failed": EventKind.PAYMENT_FAILED,
    "payment_intent.requires_action": EventKind.PAYMENT_NEEDS_ACTION,
    "payment_intent.processing": EventKind.PAYMENT_PROCESSING,
    "payment_intent.canceled": EventKind.PAYMENT_CANCELLED,
    "charge.refunded": EventKind.PAYMENT_REFUNDED,
    "refund.updated": EventKind.REFUND_CHANGED,
    "refund.failed": EventKind.REFUND_CHANGED,
    "charge.dispute.created": EventKind.DISPUTE_OPENED,
    "charge.dispute.closed": EventKind.DISPUTE_CLOSED,
    "payment_method.automatically_updated": EventKind.METHOD_UPDATED,
    "payment_method.detached": EventKind.METHOD_REMOVED,
}
# What of an event is worth keeping; names and addresses of people are not.
_KEPT = (
    "id", "object", "status", "amount", "amount_received", "amount_refunded", "currency", "customer",
    "payment_intent", "payment_method", "setup_intent", "charge", "reason", "metadata", "client_reference_id",
)  # fmt: skip
_KEPT_OF_CARD = ("brand", "last4", "exp_month", "exp_year", "fingerprint")


def enrolment(session: dict[str, Any]) -> Enrolment:
    """A checkout session, with the card when the session was read expanded."""
    state = _ENROLMENT_STATES.get(session["status"], EnrolmentState.UNKNOWN)
    intent = session.get("setup_intent")
    method = intent.get("payment_method") if isinstance(intent, dict) else None
    card = method.get("card", {}) if isinstance(method, dict) else {}
    if state is EnrolmentState.COMPLETED and not card:
        state = EnrolmentState.UNKNOWN
    return Enrolment(
        state=state,
        enrolment_id=session["id"],
        url=session.get("url") or "",
        customer_token=session.get("customer") or "",
        token=method["id"] if isinstance(method, dict) else "",
        **{name: card[name] for name in _KEPT_OF_CARD if card.get(name) is not None},
    )


def charge_outcome(intent: dict[str, Any]) -> ChargeOutcome:
    """A payment intent as it stands."""
    error = intent.get("last_payment_error") or {}
    if intent["status"] == "requires_payment_method" and error:
        return decline_outcome(error | {"payment_intent": intent})
    action = (intent.get("next_action") or {}).get("redirect_to_url") or {}
    state = _CHARGE_STATES.get(intent["status"], ChargeState.UNKNOWN)
    return ChargeOutcome(
        state=state,
        provider_id=intent["id"],
        reference=intent["metadata"].get("reference", ""),
        amount=intent["amount_received"],
        currency=intent["currency"].upper(),
        action_url=action.get("url") or "",
        retryable=state is ChargeState.CANCELLED,  # a payment given up says nothing against its card
        problem=intent["status"] if state is ChargeState.UNKNOWN else "",
    )


def decline_outcome(error: dict[str, Any]) -> ChargeOutcome:
    """A card error. A bank that asks for its customer has not said no."""
    intent = error.get("payment_intent") or {}
    code = str(error.get("decline_code") or error.get("code") or "card_declined")[:60]
    asks = "authentication_required" in (code, error.get("code"))
    final = code in HARD_DECLINES or error.get("advice_code") == "do_not_try_again"
    return ChargeOutcome(
        state=ChargeState.REQUIRES_ACTION if asks else ChargeState.DECLINED,
        provider_id=intent.get("id", ""),
        reference=intent.get("metadata", {}).get("reference", ""),
        currency=intent.get("currency", "").upper(),
        decline_code=code,
        retryable=not asks and not final,
    )


def capture(row: dict[str, Any]) -> Capture:
    """A captured charge as a line for reconciliation."""
    return Capture(
        provider_id=row["payment_intent"],
        reference=row["metadata"].get("reference", ""),
        customer_token=row["customer"] or "",
        amount=row["amount_captured"],
        refunded=row["amount_refunded"],
        currency=row["currency"].upper(),
        disputed=row["disputed"],
        created=datetime.fromtimestamp(row["created"], UTC),
    )


def event(message: dict[str, Any], *, provider: str) -> ProviderEvent:
    """An event reduced to what is needed to fetch the state it tells of."""
    obj = message["data"]["object"]
    failure = (obj.get("last_payment_error") or {}).get("code", "")
    kind = _EVENT_KINDS.get(message["type"], EventKind.OTHER)
    if kind is EventKind.PAYMENT_FAILED and failure == "authentication_required":
        kind = EventKind.PAYMENT_NEEDS_ACTION
    payload = {name: obj[name] for name in _KEPT if obj.get(name) is not None} | {"type": message["type"]}
    if failure:
        payload["failure_code"] = obj["last_payment_error"].get("decline_code") or failure
    if isinstance(obj.get("card"), dict):
        payload["card"] = {name: obj["card"].get(name) for name in _KEPT_OF_CARD}
    return ProviderEvent(
        provider=provider,
        event_id=message["id"],
        kind=kind,
        object_id=obj.get("id", ""),
        payment_id=obj["id"] if obj["object"] == "payment_intent" else obj.get("payment_intent") or "",
        reference=(obj.get("metadata") or {}).get("reference", ""),
        created=datetime.fromtimestamp(message["created"], UTC),
        payload=payload,
    )
