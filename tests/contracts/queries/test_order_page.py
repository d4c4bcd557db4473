"""The pages of an order say price, binding as a day, the way out and the grid company."""

from datetime import date

import pytest

from contracts.queries.order import offer_of
from contracts.queries.order_page import choices_of, next_steps, order_page, sold_products, start_label
from tests.builders import energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def page_of(made):
    return order_page(made, offer_of(made, as_of=TODAY), as_of=TODAY, locale="da")


@pytest.mark.rule("GE-F-10.1a")
@pytest.mark.parametrize("code, last", [("gron_fixed_2024", date(2026, 9, 18)), ("gron_variable_2024", None)])
def test_a_product_shows_the_last_day_it_would_bind(code, last):
    product = order.household_product(code)
    [sold] = sold_products([product], as_of=TODAY, locale="da")
    assert (sold.name, sold.bound_until, sold.is_business) == ("Strøm hjemme", last, False)
    assert len(sold.price_rows) == 3
    assert sold.sentences
    assert choices_of([product]) == [(product.code, "Strøm hjemme")]


@pytest.mark.rule("EP-2.1", "EP-2.2")
def test_the_last_page_names_the_grid_company_and_the_duties_towards_it():
    product = order.business_product()
    energy.metering_point(product.supplier)
    page = page_of(order.filled_in(product))
    assert page.grid_company == "Nettet"
    assert any(sentence.clause.point.startswith("2") for sentence in page.sentences)


@pytest.mark.rule("OR-2.1", "OR-2.3")
def test_the_last_page_tells_a_household_of_the_grid_too():
    page = page_of(order.filled_in(order.household_product("orsted_2019")))
    assert any(sentence.clause.point.startswith("2") for sentence in page.sentences)
    assert page.withdraw_by == date(2026, 4, 7)


def test_where_nobody_knows_the_company_none_is_named():
    assert page_of(order.filled_in(order.household_product(), postcode="9999")).grid_company == ""


@pytest.mark.rule("OR-11.2")
def test_an_early_start_is_asked_for_with_both_its_days():
    product = order.household_product("orsted_2019")
    early = order.filled_in(product, starts_on=date(2026, 3, 21))
    label = start_label(early, offer_of(early, as_of=TODAY), locale="da")
    assert "21. marts 2026" in label
    assert "7. april 2026" in label
    late = order.filled_in(product)
    assert start_label(late, offer_of(late, as_of=TODAY), locale="da") == ""


def test_what_comes_next_depends_on_the_credit_check():
    waits = next_steps(order.confirmed(order.business_product()).agreement)
    goes_on = next_steps(order.confirmed(order.household_product()).agreement)
    assert (waits[0] != goes_on[0], waits[1:] == goes_on[1:]) == (True, True)
