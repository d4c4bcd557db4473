"""Builds products that can be ordered, and orders that are begun, filled in or confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.enums import CustomerKind
from accounts.models import Customer
from contracts.models import Order, Product
from contracts.operations import order as operations
from contracts.operations import order_confirmation
from contracts.operations.order import Person, Place
from contracts.operations.order_confirmation import Said
from contracts.queries.order import offer_of
from tests.builders import account, energy
from tests.builders.move import gsrn

TODAY = date(2026, 3, 19)
"""A Thursday; whoever orders on it may withdraw until Tuesday 7 April (law.md section 2)."""
STARTS_ON = date(2026, 5, 1)
ADDRESS = {"street": "Nyvej 9", "postcode": "2100", "city": "København Ø"}
CVR = "42133434"
PERSON = Person(name="Ny Kunde", email="ny@post.example", phone="20304050", language="da")
COMPANY = Person(name="Bageri ApS", email="bager@post.example", cvr=CVR, language="da")


def household_product(code: str = "gron_variable_2024") -> Product:
    """Return a product of a household supplier under these terms, with its price."""
    at = account.supplier("orsted" if code == "orsted_2019" else "gron", terms_code=code)
    made = energy.product(at, terms_code=code, name="Strøm hjemme")
    energy.price(made, "MARKUP", 60_000, with_vat=True)
    energy.price(made, "SUBSCRIPTION", 29_000_000, with_vat=True)
    return made


def business_product() -> Product:
    """Return a business's product: bound for twelve months, and conditional on credit."""
    at = account.supplier("energiplus", terms_code="energiplus_2023")
    made = energy.product(at, terms_code="energiplus_2023", customer_kind="BUSINESS", name="Strøm erhverv")
    energy.price(made, "MARKUP", 40_000)
    return made


def begun(product: Product, *, customer: Customer | None = None, as_of: date = TODAY) -> Order:
    """Return an order of a product for whom it is meant."""
    return operations.begin(
        supplier=product.supplier,
        product=product,
        used_for=CustomerKind(product.customer_kind),
        customer=customer,
        as_of=as_of,
    )


def place(**fields: Any) -> Place:
    """Return an address in the east with a meter nobody knows yet."""
    return Place(**{**ADDRESS, "starts_on": STARTS_ON, "gsrn": gsrn(), "price_area": "DK2", **fields})


def filled_in(product: Product, *, customer: Customer | None = None, as_of: date = TODAY, **fields: Any) -> Order:
    """Return an order that lacks nothing but its confirmation."""
    made = operations.say_where(
        order=begun(product, customer=customer, as_of=as_of), place=place(**fields), as_of=as_of
    )
    if customer is None:
        person = COMPANY if product.customer_kind == "BUSINESS" else PERSON
        made = operations.say_who(order=made, person=person, as_of=as_of)
    return made


def said(of: Order, *, as_of: date = TODAY, **fields: Any) -> Said:
    """Return the ticks of the last page; nothing about marketing unless told otherwise."""
    shown = offer_of(of, as_of=as_of).fingerprint
    return Said(**{"shown": shown, "start_inside": False, "power_of_attorney": True, **fields})


def confirmed(
    product: Product,
    *,
    customer: Customer | None = None,
    as_of: date = TODAY,
    by: Any = "test",
    ticks: dict[str, Any] | None = None,
    **fields: Any,
) -> Order:
    """Return a confirmed order."""
    made = filled_in(product, customer=customer, as_of=as_of, **fields)
    return order_confirmation.confirm(
        order=made, said=said(made, as_of=as_of, **(ticks or {})), by=by, as_of=as_of
    )
