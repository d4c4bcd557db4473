"""Short ways to ask the card port for things, as a run would, with a customer's hand on the hosted pages."""

from datetime import UTC, datetime

from billing.gateways.card import ChargeOutcome, Enrolment
from billing.gateways.card_stripe import StripeProvider
from config.sandbox import server
from tests.builders import card_world
from tests.builders.card_world import WEBHOOK_SECRET, decide, type_card

BACK = "http://gron.localhost:8000/betaling/"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)


def provider_at(
    base_url: str,
    *,
    api_key: str = card_world.API_KEY,
    timeout: tuple[float, float] = (1.0, 3.0),
    secrets: tuple[str, ...] = (WEBHOOK_SECRET,),
) -> StripeProvider:
    return StripeProvider(api_key=api_key, base_url=base_url, webhook_secrets=secrets, timeout=timeout)


def begin(provider: StripeProvider, *, key: str = "enrol-1", customer_token: str = "") -> Enrolment:
    return provider.begin_enrolment(
        reference="method-1",
        customer_token=customer_token,
        name="Åse Ås",
        email="aase@example.dk",
        language="da",
        currency="DKK",
        success_url=f"{BACK}?cs={{CHECKOUT_SESSION_ID}}",
        cancel_url=BACK,
        idempotency_key=key,
    )


def enrol(provider: StripeProvider, handle: server.Handle, *, number: str = card_world.VISA) -> Enrolment:
    """Save a card the way a customer does; the finished enrolment."""
    begun = begin(provider)
    answer = type_card(begun.url, number=number)
    if answer.headers["location"].startswith("/c/authenticate"):
        decide(handle, answer.headers["location"])
    return provider.read_enrolment(enrolment_id=begun.enrolment_id)


def charge(
    provider: StripeProvider, saved: Enrolment, *, reference: str = "p1", amount: int = 12_345, key: str = ""
) -> ChargeOutcome:
    return provider.charge(
        reference=reference,
        amount=amount,
        currency="DKK",
        customer_token=saved.customer_token,
        token=saved.token,
        description="A conto",
        idempotency_key=key or f"gron:{reference}",
    )


def find(provider: StripeProvider, saved: Enrolment, reference: str) -> ChargeOutcome:
    return provider.find(reference=reference, customer_token=saved.customer_token, created_from=LONG_AGO)


def captured(provider: StripeProvider) -> list[tuple[str, int]]:
    """What the provider's own list says was taken: reference and amount."""
    rows = provider.captures(created_from=LONG_AGO, created_to=FAR_AHEAD)
    return sorted((row.reference, row.amount) for row in rows)
