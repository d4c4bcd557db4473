"""Only ordered supplies that run and that nobody pays for are found, and the account of their fuel."""

from datetime import date, timedelta

import pytest

from billing.queries.ordered_supply import account_for, unbilled_orders
from contracts.models import Agreement, Supply
from tests.builders import energy, order
from tests.builders.order import STARTS_ON

pytestmark = pytest.mark.django_db


def test_what_runs_was_ordered_and_is_paid_for_by_nobody_is_found():
    energy.figures_of_the_law()
    made = order.confirmed(order.household_product())
    supply = Supply.objects.get()
    assert not unbilled_orders(supplier=made.supplier, as_of=STARTS_ON)
    Agreement.objects.update(state="ACTIVE")
    assert list(unbilled_orders(supplier=made.supplier, as_of=STARTS_ON)) == [supply]
    assert not unbilled_orders(supplier=made.supplier, as_of=STARTS_ON - timedelta(days=1))
    made_by_hand = energy.supply(starts_on=date(2026, 4, 1))
    made_by_hand.billed.delete()
    assert list(unbilled_orders(supplier=made.supplier, as_of=STARTS_ON)) == [supply]


def test_an_account_of_another_fuel_or_a_closed_one_pays_for_nothing():
    supply = energy.supply()
    paid_by = supply.billed.billing_account
    assert account_for(supply) == paid_by
    paid_by.fuel = "GAS"
    paid_by.save()
    assert account_for(supply) is None
    paid_by.fuel, paid_by.closed_on = "ELECTRICITY", date(2026, 2, 1)
    paid_by.save()
    assert account_for(supply) is None
