"""A sandbox, the official client that talks to it, and a customer with a card."""

from collections.abc import Iterator

import pytest
import stripe

from config.sandbox import server
from tests.builders import card_world


@pytest.fixture
def handle() -> Iterator[server.Handle]:
    with card_world.sandbox() as running:
        yield running


@pytest.fixture
def client(handle: server.Handle) -> stripe.StripeClient:
    return stripe.StripeClient(
        card_world.API_KEY,
        base_addresses={"api": handle.base_url},
        http_client=stripe.RequestsClient(timeout=5),
        max_network_retries=0,
    )


@pytest.fixture
def customer(client: stripe.StripeClient) -> str:
    return client.v1.customers.create({"name": "Test", "email": "test@example.dk"}).id


@pytest.fixture
def card(client: stripe.StripeClient, customer: str) -> str:
    return client.v1.payment_methods.attach("pm_card_visa", {"customer": customer}).id
