"""An account pays for an ordered supply once, whoever asks again."""

import pytest

from billing.models import BilledSupply, BillingAccount
from billing.operations import ordered_supply
from contracts.models import Supply
from tests.builders import energy, order
from tests.builders.order import STARTS_ON

pytestmark = pytest.mark.django_db


def test_asked_twice_it_is_one_account_and_one_payer():
    energy.figures_of_the_law()
    order.confirmed(order.household_product())
    supply = Supply.objects.select_related("agreement__customer__supplier", "agreement__product").get()
    accounts = {ordered_supply.pay_for(supply=supply, by="test", as_of=STARTS_ON) for _time in range(2)}
    assert accounts == set(BillingAccount.objects.all())
    assert (len(accounts), BilledSupply.objects.count()) == (1, 1)
