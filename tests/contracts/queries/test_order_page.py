"""The pages of an order say price, binding as a day, the way out and the grid company."""

from datetime import date

import pytest

from contracts import terms
from contracts.queries.order import offer_of
from contracts.queries.order_page import choices_of, next_steps, order_page, sold_products, start_label
from contracts.queries.terms_page import spoken
from contracts.rules.plain_words import plain_words
from contracts.terms.overrides import Overrides
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


@pytest.mark.rule("OR-1.2", "OR-1.3", "GE-0.1", "EP-1.3")
@pytest.mark.parametrize(
    "code, clauses",
    [
        ("orsted_2019", {"OR-1.2", "OR-1.3"}),
        ("gron_variable_2024", {"GE-0.1", "GE-VF-1.2"}),
        ("energiplus_2023", {"EP-1.3"}),
    ],
)
def test_the_last_page_says_which_papers_make_up_the_agreement(code, clauses):
    is_business = code == "energiplus_2023"
    page = page_of(order.filled_in(order.business_product() if is_business else order.household_product(code)))
    words = plain_words(terms=terms.by_code(code), overrides=Overrides())
    [about] = [section for section in words if section.key == "agreement"]
    told = [sentence for sentence in about.sentences if sentence.clause in clauses]
    assert {sentence.clause for sentence in told} == clauses
    shown = {sentence.text for sentence in page.sentences}
    assert {spoken(sentence, currency="DKK", locale="da").text for sentence in told} <= shown
    assert any("https://" in sentence for sentence in shown)  # where the privacy policy stands


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
