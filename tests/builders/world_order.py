"""Lets homes order: one that is being filled in, and one that is confirmed and waits for a credit check."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from contracts.models import Product
from contracts.operations import credit_check
from tests.builders import order

if TYPE_CHECKING:
    from tests.builders.world import Home


def begun(home: Home, *, product: Product, as_of: date) -> None:
    """Let the home fill in an order that it has not confirmed."""
    home.order = order.filled_in(
        product, customer=home.customer, as_of=as_of, starts_on=as_of + timedelta(days=40)
    )


def waits_for_credit(home: Home, *, product: Product, as_of: date) -> None:
    """Let the home confirm an order, whose agreement then waits."""
    made = order.confirmed(
        product, customer=home.customer, as_of=as_of, starts_on=as_of + timedelta(days=40), by=home.user
    )
    credit_check.ask(agreement=made.agreement, by="test", as_of=as_of)
