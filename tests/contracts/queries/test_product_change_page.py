"""A change of product in the reader's words."""

from datetime import date

import pytest
from django.utils import translation

from contracts.enums import PriceComponent, ProductKind
from contracts.models import Agreement
from contracts.queries.product_change import change_options
from contracts.queries.product_change_page import (
    binding_label,
    choices_of,
    consequence_of,
    offer_sentence,
    sold_products,
)
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture
def mine():
    """Bound until 9 July."""
    energy.figures_of_the_law()
    of = energy.product(kind=ProductKind.FIXED, terms_code="gron_fixed_2024", name="Fast 1")
    made = energy.supply(of=of, starts_on=date(2026, 1, 10)).agreement
    Agreement.objects.update(binding_ends_on=date(2026, 7, 10))
    for name, kind, code in (("Fast 2", "FIXED", "gron_fixed_2024"), ("Frit", "VARIABLE", "gron_variable_2024")):
        other = energy.product(kind=ProductKind(kind), terms_code=code, name=name)
        energy.price(other, PriceComponent.ENERGY, 700_000, with_vat=True)
    with translation.override("en"):
        yield Agreement.objects.select_related("customer__supplier", "product", "supplier").get(pk=made.pk)


@pytest.mark.rule("GE-F-10.1c", "GE-F-10.2a")
def test_a_choice_says_day_binding_and_cost(mine):
    options = change_options(mine, as_of=TODAY)
    said = [label.replace("\xa0", " ") for _value, label in choices_of(options, currency="DKK", locale="en")]
    assert said == [
        "Fast 2 from 1 April 2026, binds you until 4 September 2026",
        "Frit from 1 April 2026, no binding, inside your binding: costs DKK 600.00",
        "Frit from 1 August 2026, no binding",
    ]
    assert [product.name for product in sold_products(options, agreement=mine, locale="en")] == ["Fast 2", "Frit"]


@pytest.mark.rule("GE-F-10.1c")
def test_a_binding_is_said_by_itself_and_only_where_there_is_one(mine):
    bound, free, _later = change_options(mine, as_of=TODAY)
    said = binding_label(bound, locale="en").replace("\xa0", " ")
    assert said == "I agree to be bound by Fast 2 until and including 4 September 2026."
    assert binding_label(free, locale="en") == ""


def test_a_consequence_says_price_days_and_cost_with_their_clauses(mine):
    shown = consequence_of(change_options(mine, as_of=TODAY)[1], agreement=mine, locale="en")
    assert (shown.starts_on, shown.bound_until, shown.former_bound_until) == (
        date(2026, 4, 1), None, date(2026, 7, 9),
    )  # fmt: skip
    assert (shown.cost.minor, [line.amount.minor for line in shown.lines]) == (60_000, [60_000])
    assert shown.withdraw_by == date(2026, 3, 19)
    assert len(shown.sold.price_rows) == 1
    assert len(shown.sold.sentences) >= 1


@pytest.mark.rule("GE-VF-5.1")
def test_the_offer_counts_from_the_start_of_supply_where_the_terms_know_one(mine):
    said = offer_sentence(mine, locale="en")
    assert "10 July 2026" in said.text.replace("\xa0", " ")
    elsewhere = energy.supply(
        customer=account.customer(account.supplier("orsted")),
        of=energy.product(account.supplier("orsted"), terms_code="orsted_2019"),
    ).agreement
    assert offer_sentence(elsewhere, locale="en") is None
