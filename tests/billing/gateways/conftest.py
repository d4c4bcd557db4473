"""A sandbox with a receiver of its web hooks, the card port over it, and a customer's saved card."""

from collections.abc import Iterator

import pytest

from billing.gateways.card import Enrolment
from billing.gateways.card_stripe import StripeProvider
from config.sandbox import server
from tests.builders import card_world
from tests.builders.card_provider import enrol, provider_at


@pytest.fixture
def inbox() -> Iterator[card_world.Receiver]:
    with card_world.receiver() as kept:
        yield kept


@pytest.fixture
def handle(inbox: card_world.Receiver) -> Iterator[server.Handle]:
    with card_world.sandbox(webhook_url=inbox.url) as running:
        yield running


@pytest.fixture
def provider(handle: server.Handle) -> StripeProvider:
    return provider_at(handle.base_url)


@pytest.fixture
def saved(provider: StripeProvider, handle: server.Handle) -> Enrolment:
    return enrol(provider, handle)
