"""What was ordered is paid for from its first day: by the customer's account, or by a new one with its plan."""

from datetime import date

import pytest

from accounts.models import StaffTask
from billing.models import AcontoPlan, BilledSupply, BillingAccount
from billing.runs import cost, ordered_supply
from config.foundation.share import Share
from contracts.models import Supply
from contracts.runs import agreement_day
from tests.builders import account, energy, order
from tests.builders.order import STARTS_ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def ordered():
    energy.figures_of_the_law()
    return order.confirmed(order.household_product())


def begin(made, day=STARTS_ON):
    agreement_day.run(supplier=made.supplier, as_of=day)


def run(made, day=STARTS_ON, **share):
    return ordered_supply.bill_due(supplier=made.supplier, as_of=day, **share)


def test_somebody_new_gets_an_account_on_the_first_day_and_once(ordered):
    assert run(ordered) == 0  # not begun yet
    begin(ordered)
    assert [run(ordered), run(ordered)] == [1, 0]
    opened = BillingAccount.objects.get()
    assert (opened.customer, opened.fuel) == (ordered.customer, "ELECTRICITY")
    assert BilledSupply.objects.get().supply == Supply.objects.get()


def test_with_prices_known_the_account_has_its_payment_plan():
    energy.figures_of_the_law()
    energy.charges()
    product = order.household_product()
    energy.metering_point(product.supplier)  # a neighbour, whose grid company is ours too
    ordered = order.confirmed(product)
    energy.spot(date(2026, 4, 1), STARTS_ON)
    begin(ordered)
    run(ordered)
    assert AcontoPlan.objects.get().starts_on == STARTS_ON
    assert not StaffTask.objects.exists()


def test_without_prices_a_person_opens_the_plan_and_the_supply_is_billed(ordered):
    begin(ordered)
    run(ordered)
    assert not AcontoPlan.objects.exists()
    assert StaffTask.objects.get().kind == "aconto-not-opened"
    assert BilledSupply.objects.count() == 1


def test_a_customer_pays_for_one_more_by_the_account_they_have():
    energy.figures_of_the_law()
    product = order.household_product()
    home = energy.supply(customer=account.customer(product.supplier))
    made = order.confirmed(product, customer=home.agreement.customer)
    begin(made)
    run(made)
    assert made.agreement.supplies.get().billed.billing_account == home.billed.billing_account


def test_one_share_alone_takes_them(ordered):
    begin(ordered)
    assert run(ordered, share=Share(number=1, of=2)) == 0
    assert run(ordered, share=Share(number=0, of=2)) == 1


def test_the_daily_cost_begins_with_it(ordered):
    begin(ordered)
    cost.compute_due(supplier=ordered.supplier, as_of=STARTS_ON)
    assert BilledSupply.objects.count() == 1
