"""The last twelve months of a home are priced with each product by the prices of those days, by hand."""

from datetime import date, timedelta

import pytest

from billing.queries.product_cost import product_costs
from config.foundation.money import Money
from contracts.enums import PriceComponent
from tests.builders import energy

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 4)


@pytest.fixture
def home():
    """Four days of 24 kWh each."""
    energy.figures_of_the_law()
    energy.vat()
    supply = energy.supply(of=energy.spot_product())
    energy.values(supply, FIRST, LAST, wh=1_000)
    return supply


def kr(amount):
    return Money(round(amount * 100), "DKK")


def costs(home, *products):
    return product_costs(supplies=[home], products=products, as_of=TODAY)


@pytest.mark.rule("GE-VF-5.3", "OR-4.2b")
def test_a_fixed_price_is_quoted_with_vat():
    """96 kWh at 0.80 kr. is 76.80 kr., and a month's subscription of 29 kr."""
    energy.figures_of_the_law()
    energy.vat()
    home = energy.supply(of=energy.fixed_product())
    energy.values(home, FIRST, LAST, wh=1_000)
    found = costs(home, home.agreement.product)
    [cost] = found.products
    assert (found.days, found.wh, cost.days) == (4, 96_000, 4)
    assert (cost.energy, cost.subscription, cost.total) == (kr(76.80), kr(29), kr(105.80))


@pytest.mark.rule("EP-5.5")
def test_a_market_price_is_that_of_its_own_hours_and_vat_is_added(home):
    """96 kWh at 0.50 + 0.06 kr. without VAT is 53.76 kr., with 25 % 67.20 kr."""
    energy.spot(FIRST, LAST, micro=500_000)
    [cost] = costs(home, home.agreement.product).products
    assert (cost.energy, cost.days) == (kr(67.20), 4)


def test_days_without_a_price_are_counted_out_and_not_guessed(home):
    energy.spot(FIRST, FIRST, micro=500_000)
    late = energy.product(kind="FIXED")
    energy.price(late, PriceComponent.ENERGY, 1_000_000, with_vat=True, since=LAST)
    spot, fixed = costs(home, home.agreement.product, late).products
    assert (spot.days, fixed.days) == (1, 1)
    assert (fixed.energy, fixed.subscription) == (kr(24), kr(0))


def test_days_before_and_after_the_twelve_months_or_the_supply_do_not_count(home):
    energy.values(home, TODAY, TODAY + timedelta(days=1), wh=9_000)
    energy.values(home, date(2025, 12, 1), date(2025, 12, 2), wh=9_000)
    assert costs(home).wh == 96_000


def test_without_values_there_is_nothing():
    energy.figures_of_the_law()
    found = product_costs(supplies=[], products=[energy.fixed_product()], as_of=TODAY)
    assert (found.days, found.products[0].total) == (0, kr(0))
