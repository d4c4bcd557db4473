"""What is sold, where it is, and what an order comes to."""

from datetime import date, timedelta

import pytest

from contracts.enums import MeteringPointKind, ProductKind
from contracts.models import Order
from contracts.queries.order import (
    checks_unanswered,
    checks_without_arrears,
    first_day,
    is_filled_in,
    offer_of,
    orders_unanswered,
    orders_without_document,
    points_at,
    products_sold,
)
from tests.builders import account, energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def test_products_of_one_supplier_and_kind_that_are_sold_on_the_day():
    sold = order.household_product()
    at = sold.supplier
    energy.product(at, ProductKind.SURPLUS)
    energy.product(at, sold_from=TODAY + timedelta(days=1))
    energy.product(at, sold_before=TODAY)
    business = energy.product(at, customer_kind="BUSINESS")
    order.business_product()
    assert products_sold(at, kind="HOUSEHOLD", as_of=TODAY) == [sold]
    assert set(products_sold(at, as_of=TODAY)) == {sold, business}


def test_meters_at_an_address_measure_use_of_the_fuel_at_that_supplier():
    product = order.household_product()
    here = {"street": "Nyvej 9", "postcode": "2100"}
    mine = energy.metering_point(product.supplier, **here)
    energy.metering_point(product.supplier, fuel="GAS", **here)
    energy.metering_point(product.supplier, kind=MeteringPointKind.PRODUCTION, **here)
    energy.metering_point(account.supplier("orsted"), **here)
    assert points_at(Order(supplier=product.supplier, product=product, **here)) == [mine]


@pytest.mark.parametrize("moves_in, first", [(False, date(2026, 3, 20)), (True, date(2026, 3, 14))])
def test_the_first_day_is_the_markets(moves_in, first):
    made = order.begun(order.household_product())
    made.moves_in = moves_in
    assert first_day(order=made, as_of=TODAY) == first


def test_an_order_is_filled_in_when_place_and_person_are_there():
    product = order.household_product()
    assert not is_filled_in(order.begun(product))
    made = order.filled_in(product)
    assert is_filled_in(made)
    made.email = ""
    assert not is_filled_in(made)
    made.customer = account.customer(product.supplier)
    assert is_filled_in(made)


@pytest.mark.rule("GE-F-10.1a", "GE-VF-1.3")
def test_an_offer_has_its_days():
    """Ordered on 19 March: bound six months from then, withdrawn from until 7 April (law.md section 2)."""
    offer = offer_of(order.filled_in(order.household_product("gron_fixed_2024")), as_of=TODAY)
    assert offer.bound_until == date(2026, 9, 18)
    assert offer.right.last_day == date(2026, 4, 7)
    assert (offer.starts_inside, offer.waits_for_credit) == (False, False)


@pytest.mark.rule("EP-1.1", "EP-1.4")
def test_a_business_has_no_right_to_withdraw_and_waits():
    made = order.filled_in(order.business_product(), starts_on=date(2026, 3, 20))
    offer = offer_of(made, as_of=TODAY)
    assert (offer.right, offer.starts_inside, offer.waits_for_credit) == (None, False, True)


def test_an_offer_without_a_first_day_is_none():
    with pytest.raises(ValueError, match="first day"):
        offer_of(order.begun(order.household_product()), as_of=TODAY)


def test_a_fingerprint_changes_with_price_days_and_product():
    made = order.filled_in(order.household_product())
    prints = [offer_of(made, as_of=TODAY).fingerprint, offer_of(made, as_of=TODAY + timedelta(days=1)).fingerprint]
    made.starts_on += timedelta(days=1)
    prints.append(offer_of(made, as_of=TODAY).fingerprint)
    made.product.price_terms.update(with_vat=False)
    prints.append(offer_of(made, as_of=TODAY).fingerprint)
    assert len(set(prints)) == 4
    assert offer_of(made, as_of=TODAY).fingerprint == prints[-1]


def test_orders_that_wait_for_something():
    product = order.household_product()
    draft, done = order.begun(product), order.confirmed(product)
    waits = order.confirmed(order.business_product())
    assert list(orders_unanswered(product.supplier, begun_before=TODAY + timedelta(days=1))) == [draft]
    assert not orders_unanswered(product.supplier, begun_before=TODAY)
    assert list(orders_without_document(product.supplier)) == [done]
    assert not orders_without_document(waits.supplier)
    assert [check.agreement for check in checks_unanswered(waits.supplier)] == [waits.agreement]


@pytest.mark.rule("EP-1.5")
def test_only_a_customer_from_before_is_asked_about_arrears():
    product = order.business_product()
    first = order.confirmed(product)
    assert not checks_without_arrears(product.supplier)
    second = order.confirmed(product, customer=first.customer)
    assert [check.agreement for check in checks_without_arrears(product.supplier)] == [second.agreement]
