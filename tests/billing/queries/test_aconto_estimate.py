"""What a plan starts from (EP-6.1, GE-VF-4.6, GE-VF-4.9, GE-VF-4.10, OR-5.1b)."""

from datetime import date

import pytest

from billing.queries.aconto_estimate import estimate
from billing.rules.cost_day import EXACT_PER_ORE
from contracts.enums import PriceComponent
from tests.builders import billing, contract

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
KR = 100 * EXACT_PER_ORE


def household(**point):
    account = billing.billing_account()
    supply = contract.supply(
        contract.agreement(account.customer), contract.metering_point(**point), starts_on=date(2025, 1, 1)
    )
    billing.billed(account, supply)
    return account, supply


@pytest.mark.rule("GE-VF-4.6")
def test_expectation_of_the_grid_company_and_own_price():
    account, supply = household(expected_year_wh=3_000_000)
    # 10 kWh a day for 16 kr. without VAT, 20 kr. with
    billing.cost_month(supply, APRIL, through=date(2026, 4, 30), wh=10_000, spot=16 * KR)
    found = estimate(account=account, as_of=MAY)
    assert (found.expected.wh, found.expected.source, found.expected.clause) == (
        3_000_000,
        "grid_company",
        "GE-VF-4.6",
    )
    assert (found.price_micro, found.price_source) == (2_000_000, "own_costs")


@pytest.mark.rule("GE-VF-4.9")
def test_mover_gets_the_products_estimate_and_the_neighbours_price():
    _neighbour, supply = household()
    billing.cost_month(supply, APRIL, through=date(2026, 4, 30), wh=10_000, spot=16 * KR)
    mover, _supply = household(expected_year_wh=None)
    found = estimate(account=mover, as_of=MAY)
    assert (found.expected.wh, found.expected.clause) == (4_000_000, "GE-VF-4.9")
    assert (found.price_micro, found.price_source) == (2_000_000, "same_product")


def test_whole_year_of_own_use_beats_every_expectation():
    account, supply = household(expected_year_wh=9_000_000)
    for month in range(5, 17):
        first = date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        last = date(2025 + month // 12, month % 12 + 1, 1)
        billing.cost_month(supply, first, through=first.replace(day=(last - first).days), spot=16 * KR)
    found = estimate(account=account, as_of=MAY)
    assert (found.expected.wh, found.expected.source) == (3_650_000, "own_use")


def test_subscriptions_count_by_the_month_with_vat():
    account, supply = household()
    contract.price_term(supply.agreement.product, PriceComponent.SUBSCRIPTION, 23_200_000, with_vat=False)
    assert estimate(account=account, as_of=MAY).fixed_per_month == 2_900


def test_nothing_known_has_no_price():
    account, _supply = household()
    assert estimate(account=account, as_of=MAY).price_micro == 0
