"""The card port over Stripe's API, by its official client. Repeats are the caller's, by the same key."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import stripe

from billing.gateways.card import (
    Capture,
    ChargeOutcome,
    ChargeState,
    Enrolment,
    EnrolmentState,
    EventRefused,
    ProviderEvent,
    ProviderUnavailable,
    RefundOutcome,
    RefundState,
)
from billing.gateways.card_stripe_answer import capture, charge_outcome, decline_outcome, enrolment, event

_TOLERANCE_SECONDS = 300
_LARGEST_EVENT = 256 * 1024
_PAGE = 100
# The answers that settle that no money moved, because this card cannot be asked at all.
_CARD_PARAMS = frozenset({"payment_method", "customer"})
_REFUND_STATES = {
    "succeeded": RefundState.SUCCEEDED,
    "pending": RefundState.PENDING,
    "requires_action": RefundState.PENDING,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}
# Of several payments with our reference, the one that decides comes first.
_WEIGHT = (
    ChargeState.SUCCEEDED,
    ChargeState.PROCESSING,
    ChargeState.REQUIRES_ACTION,
    ChargeState.UNKNOWN,
    ChargeState.DECLINED,
    ChargeState.CANCELLED,
)


class StripeProvider:
    """One account at Stripe, or at the sandbox that speaks the same API."""

    name = "stripe"

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str,
        webhook_secrets: tuple[str, ...],
        timeout: tuple[float, float] = (3.0, 20.0),
    ) -> None:
        self._webhook_secrets = webhook_secrets
        self._client = stripe.StripeClient(
            api_key,
            base_addresses={"api": base_url},
            http_client=stripe.RequestsClient(timeout=timeout),
            max_network_retries=0,  # a repeat must go through our own attempt rows
        )

    def begin_enrolment(
        self,
        *,
        reference: str,
        customer_token: str,
        name: str,
        email: str,
        language: str,
        currency: str,
        success_url: str,
        cancel_url: str,
        idempotency_key: str,
    ) -> Enrolment:
        """Open the hosted card page; a customer is made first when there is no token yet."""
        try:
            customer = customer_token or self._new_customer(name, email, language, reference, idempotency_key)
            params: Any = {
                "mode": "setup",
                "customer": customer,
                "currency": currency.lower(),
                "payment_method_types": ["card"],
                "success_url": success_url,
                "cancel_url": cancel_url,
                "locale": language,
                "client_reference_id": reference,
                "metadata": {"reference": reference},
                "setup_intent_data": {"metadata": {"reference": reference}},
            }
            session = self._client.v1.checkout.sessions.create(params, {"idempotency_key": idempotency_key})
        except stripe.StripeError as error:
            return Enrolment(state=EnrolmentState.UNKNOWN, problem=_told(error))
        return enrolment(session.to_dict())

    def _new_customer(self, name: str, email: str, language: str, reference: str, key: str) -> str:
        customer = self._client.v1.customers.create(
            {
                "name": name,
                "email": email,
                "preferred_locales": [language],
                "metadata": {"reference": reference},
            },
            {"idempotency_key": f"{key}:customer"},
        )
        return str(customer.id)

    def read_enrolment(self, *, enrolment_id: str) -> Enrolment:
        """Ask what came of it; the browser's redirect proves nothing."""
        try:
            session = self._client.v1.checkout.sessions.retrieve(
                enrolment_id, {"expand": ["setup_intent.payment_method"]}
            )
        except stripe.StripeError as error:
            return Enrolment(state=EnrolmentState.UNKNOWN, enrolment_id=enrolment_id, problem=_told(error))
        return enrolment(session.to_dict())

    def charge(
        self,
        *,
        reference: str,
        amount: int,
        currency: str,
        customer_token: str,
        token: str,
        description: str,
        idempotency_key: str,
    ) -> ChargeOutcome:
        """Take money from a saved card without its holder present."""
        return _asked(
            lambda: self._client.v1.payment_intents.create(
                {
                    "amount": amount,
                    "currency": currency.lower(),
                    "customer": customer_token,
                    "payment_method": token,
                    "off_session": True,
                    "confirm": True,
                    "description": description,
                    "metadata": {"reference": reference},
                },
                {"idempotency_key": idempotency_key},
            )
        )

    def authenticate(
        self, *, provider_id: str, token: str, return_url: str, idempotency_key: str
    ) -> ChargeOutcome:
        """Ask again with the holder present; action_url is the bank's page."""
        return _asked(
            lambda: self._client.v1.payment_intents.confirm(
                provider_id,
                {"payment_method": token, "return_url": return_url},
                {"idempotency_key": idempotency_key},
            )
        )

    def read(self, *, provider_id: str) -> ChargeOutcome:
        """The payment as it stands at the provider."""
        return _asked(lambda: self._client.v1.payment_intents.retrieve(provider_id))

    def find(self, *, reference: str, customer_token: str, created_from: datetime) -> ChargeOutcome:
        """
        The payment that carries our reference, by the customer's list: a search index lags, a list does not.
        ABSENT means it is not there now; a request still on its way can arrive later.
        """
        since = int(created_from.timestamp())
        try:
            pages = self._client.v1.payment_intents.list(
                {"customer": customer_token, "created": {"gte": since}, "limit": _PAGE}
            )
            rows = [intent.to_dict() for intent in pages.auto_paging_iter()]
        except stripe.StripeError as error:
            return ChargeOutcome(state=ChargeState.UNKNOWN, reference=reference, problem=_told(error))
        found = [charge_outcome(row) for row in rows if row["metadata"].get("reference") == reference]
        if not found:
            return ChargeOutcome(state=ChargeState.ABSENT, reference=reference)
        found.sort(key=lambda outcome: _WEIGHT.index(outcome.state))
        return _with_duplicates(found)

    def cancel(self, *, provider_id: str, idempotency_key: str) -> ChargeOutcome:
        """Give up a payment that waits for its holder, so that it cannot be approved later."""
        return _asked(
            lambda: self._client.v1.payment_intents.cancel(provider_id, {}, {"idempotency_key": idempotency_key})
        )

    def refund(self, *, reference: str, provider_id: str, amount: int, idempotency_key: str) -> RefundOutcome:
        try:
            made = self._client.v1.refunds.create(
                {"payment_intent": provider_id, "amount": amount, "metadata": {"reference": reference}},
                {"idempotency_key": idempotency_key},
            ).to_dict()
            state = _REFUND_STATES.get(made["status"], RefundState.UNKNOWN)
            return RefundOutcome(state=state, provider_id=made["id"], amount=made["amount"])
        except stripe.InvalidRequestError as error:
            return RefundOutcome(state=RefundState.REFUSED, problem=_told(error))
        except Exception as error:  # whatever broke after the call began, money may have moved
            return RefundOutcome(state=RefundState.UNKNOWN, problem=_told(error))

    def remove_card(self, *, token: str, idempotency_key: str) -> bool:
        """Detach a card; true when it can no longer be charged."""
        try:
            self._client.v1.payment_methods.detach(token, {}, {"idempotency_key": idempotency_key})
        except stripe.InvalidRequestError:
            return True  # gone, or attached to nobody
        except stripe.StripeError:
            return False
        return True

    def captures(self, *, created_from: datetime, created_to: datetime) -> Iterator[Capture]:
        """Every capture in the half-open span, for reconciliation."""
        since, until = int(created_from.timestamp()), int(created_to.timestamp())
        try:
            pages = self._client.v1.charges.list({"created": {"gte": since, "lt": until}, "limit": _PAGE})
            for row in pages.auto_paging_iter():
                if row.captured and row.paid:
                    yield capture(row.to_dict())
        except stripe.StripeError as error:
            raise ProviderUnavailable(_told(error)) from error

    def events(self, *, created_from: datetime) -> Iterator[ProviderEvent]:
        """Every event since, newest first, also those whose delivery failed."""
        since = int(created_from.timestamp())
        try:
            pages = self._client.v1.events.list({"created": {"gte": since}, "limit": _PAGE})
            for row in pages.auto_paging_iter():
                yield event(row.to_dict(), provider=self.name)
        except stripe.StripeError as error:
            raise ProviderUnavailable(_told(error)) from error

    def parse_event(self, *, body: bytes, signature: str) -> ProviderEvent:
        """Read a web hook; any of the secrets may have signed it, so that secrets can be rolled."""
        if len(body) > _LARGEST_EVENT:
            raise EventRefused("The message is too large.")
        for secret in self._webhook_secrets:
            try:
                message = stripe.Webhook.construct_event(body, signature, secret, _TOLERANCE_SECONDS)
                return event(message.to_dict(), provider=self.name)
            except stripe.SignatureVerificationError:
                continue
            except (ValueError, KeyError, TypeError, AttributeError):
                raise EventRefused("The message cannot be read.") from None
        raise EventRefused("The signature is missing, wrong or too old.")


def _asked(ask: Callable[[], Any]) -> ChargeOutcome:
    """Run one call about money and translate whatever happens; doubt is UNKNOWN, never an exception."""
    try:
        return charge_outcome(ask().to_dict())
    except stripe.CardError as error:
        return decline_outcome(_body(error))
    except stripe.InvalidRequestError as error:
        return _invalid(error)
    except Exception as error:  # whatever broke after the call began, money may have moved
        return ChargeOutcome(state=ChargeState.UNKNOWN, problem=_told(error))


def _invalid(error: stripe.InvalidRequestError) -> ChargeOutcome:
    """A refused request: the payment inside it decides; else a dead card is a decline, a fault of ours doubt."""
    inside = _body(error).get("payment_intent")
    if inside:
        return charge_outcome(inside)
    if error.param in _CARD_PARAMS:
        code = "payment_method_unusable"
        return ChargeOutcome(state=ChargeState.DECLINED, decline_code=code, problem=_told(error))
    return ChargeOutcome(state=ChargeState.UNKNOWN, problem=_told(error))


def _body(error: stripe.StripeError) -> dict[str, Any]:
    body = error.json_body
    return body["error"] if isinstance(body, dict) and isinstance(body.get("error"), dict) else {}


def _told(error: Exception) -> str:
    """Short words for a staff page: the kind, the provider's code and its request id; no free text."""
    parts = [type(error).__name__]
    if isinstance(error, stripe.StripeError):
        parts += [str(part) for part in (error.http_status, error.code, error.request_id) if part]
    return " ".join(parts)[:200]


def _with_duplicates(found: list[ChargeOutcome]) -> ChargeOutcome:
    """The deciding payment, naming every other one that also took money."""
    first, *rest = found
    also = tuple(other.provider_id for other in rest if other.state is ChargeState.SUCCEEDED)
    return replace(first, duplicates=also)
