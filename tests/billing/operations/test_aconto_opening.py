"""A new account's plan: from the prices known today, or the neighbours', never from nothing (GE-VF-4.9, 4.10)."""

from datetime import date

import pytest

from billing.models import AcontoPlan
from billing.operations.aconto_opening import NothingBought, PriceNotKnown, open_plan
from billing.rules.cost_day import EXACT_PER_ORE
from tests.builders import billing, energy

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
KR = 100 * EXACT_PER_ORE


def mover(of=None, **point):
    """Somebody whose supply begins in a month."""
    account = billing.billing_account()
    at = energy.metering_point(account.supplier, **point)
    energy.supply(customer=account.customer, of=of, at=at, starts_on=JUNE, billing_account=account)
    return account


def market():
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(date(2026, 4, 1), MAY)


def opened(account):
    return open_plan(account=account, starts_on=JUNE, by="job:test", as_of=MAY)


def figures(plan):
    return plan.expected_year_wh, plan.price_micro, plan.fixed_per_month, plan.basis["price"]


def test_first_customer_of_a_product_pays_by_the_prices_known_today():
    market()
    plan = opened(mover(expected_year_wh=3_650_000))
    # 50 + 6 + 20 + 5.4 + 7.4 + 76.1 = 164.9 øre, 206.125 with VAT; 29 kr. a month
    assert figures(plan) == (3_650_000, 2_061_250, 2_900, "known_prices")
    assert (plan.terms_code, plan.starts_on) == ("gron_variable_2024", JUNE)


def test_price_quoted_with_vat_gets_none_on_top():
    market()
    plan = opened(mover(energy.fixed_product(), expected_year_wh=3_650_000))
    # 80 with VAT, and 20 + 5.4 + 7.4 + 76.1 = 108.9 øre without
    assert plan.price_micro == 800_000 + 1_361_250


def test_what_the_neighbours_really_pay_goes_before_the_prices_known_today():
    market()
    of = energy.spot_product()
    neighbour = energy.supply(of=of, starts_on=date(2026, 1, 1))
    # 10 kWh a day for 16 kr. without VAT, 20 kr. with
    billing.cost_month(neighbour, date(2026, 4, 1), through=date(2026, 4, 30), wh=10_000, spot=16 * KR)
    assert figures(opened(mover(of, expected_year_wh=3_650_000))) == (3_650_000, 2_000_000, 2_900, "same_product")


def test_plan_without_a_price_is_refused():
    account = mover()
    with pytest.raises(PriceNotKnown):
        opened(account)
    assert not AcontoPlan.objects.exists()


def test_account_that_buys_nothing_has_no_plan():
    with pytest.raises(NothingBought):
        opened(billing.billing_account())
