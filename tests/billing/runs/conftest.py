"""A running sandbox for the runs that talk to the card provider."""

from collections.abc import Iterator

import pytest

from config.sandbox import server
from tests.builders.card_world import sandbox
from tests.builders.charge_world import ChargeWorld, charge_world


@pytest.fixture
def handle() -> Iterator[server.Handle]:
    with sandbox() as running:
        yield running


@pytest.fixture
def world(db: None, handle: server.Handle) -> ChargeWorld:
    """A supplier whose customers' cards a real provider process over HTTP knows."""
    return charge_world(handle)
