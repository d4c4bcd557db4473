"""The account that paid at the old address pays at the new one from the day supply begins there."""

from datetime import date

import pytest

from billing.models import BilledSupply, CostMonth
from billing.queries.aconto import supply_ends_before
from billing.runs import cost, moved_supply
from config.foundation.share import Share
from contracts.enums import AgreementState
from contracts.models import Agreement
from tests.builders import account, energy
from tests.builders.move import MOVES_ON, TODAY, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    energy.figures_of_the_law()
    supply = energy.supply()
    Agreement.objects.update(state=AgreementState.ACTIVE, concluded_on=date(2026, 1, 1))
    supply.agreement.refresh_from_db()
    return supply


def run(as_of, **share):
    return moved_supply.bill_due(supplier=account.supplier(), as_of=as_of, **share)


def following(home):
    return home.agreement.supplies.get(ends_before=None)


def test_a_new_address_is_billed_to_the_same_account_from_its_first_day_and_once(home):
    tell(home)
    assert run(date(2026, 5, 31)) == 0
    assert run(MOVES_ON) == 1
    assert run(MOVES_ON) == 0
    assert following(home).billed.billing_account == home.billed.billing_account


def test_a_share_bills_its_own_accounts_alone(home):
    tell(home)
    account_id = home.billed.billing_account_id
    assert run(MOVES_ON, share=Share(number=(account_id + 1) % 2, of=2)) == 0
    assert run(MOVES_ON, share=Share(number=account_id % 2, of=2)) == 1


def test_where_nobody_paid_at_the_old_address_nobody_does_at_the_new_one(home):
    BilledSupply.objects.all().delete()
    tell(home)
    assert run(MOVES_ON) == 0


def test_the_first_day_at_the_new_address_costs_by_its_own_values(home):
    energy.charges()
    energy.spot(MOVES_ON, MOVES_ON)
    tell(home)
    energy.values(following(home), MOVES_ON, MOVES_ON)
    cost.compute_due(supplier=account.supplier(), as_of=date(2026, 6, 2))
    found = CostMonth.objects.get(supply=following(home))
    assert (found.wh[0], found.computed_through) == (24_000, MOVES_ON)


def test_payment_on_account_sees_that_supply_goes_on_from_the_day_the_move_is_told(home):
    pays = home.billed.billing_account
    tell(home, as_of=TODAY)
    assert supply_ends_before(account=pays) is None


def test_payment_on_account_ends_with_who_leaves(home):
    tell(home, to={home.pk: ""})
    assert supply_ends_before(account=home.billed.billing_account) == MOVES_ON
