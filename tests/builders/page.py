"""Builds homes whose pages have something to show, and browsers that look at them on a chosen day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.test import Client

from accounts.models import Customer, Supplier
from billing.models import BillingAccount
from billing.runs import cost
from config.foundation import clock
from contracts.models import MeteringPoint, Supply
from tests.builders import account, energy

NOON = time(12, 0)


@dataclass(frozen=True)
class Home:
    """A customer with a home, the account that pays for it, and a signed-in browser."""

    customer: Customer
    supply: Supply
    account: BillingAccount
    client: Client


@contextmanager
def on(day: date) -> Iterator[None]:
    """Let it be noon of a day."""
    with clock.frozen(datetime.combine(day, NOON, UTC)):
        yield


def market(first: date, last: date, *, resolution: int = 60) -> None:
    """
    Store prices that add up to 164.9 øre per kWh without VAT, all day.

    Spot 50, the builder's markup 6, grid 20, system 5.4, transmission 7.4 and tax 76.1.
    """
    energy.charges()
    energy.spot(first, last, resolution=resolution)


def home(
    *,
    at: Supplier | None = None,
    email: str = "karen@post.example",
    point: MeteringPoint | None = None,
    **supply: object,
) -> Home:
    """Return a new customer with a running supply and a login."""
    customer = account.customer(at or account.supplier(), email=email)
    made = energy.supply(customer=customer, at=point, **supply)
    client = account.signed_in(account.holder(customer))
    return Home(customer, made, made.billed.billing_account, client)


def cost_until(day: date, at: Supplier | None = None) -> None:
    """Price everything metered before a day."""
    cost.compute_due(supplier=at or account.supplier(), as_of=day)
