"""How an agreement stands to the right to withdraw, and with what it goes together."""

from datetime import date

import pytest

from contracts.enums import AgreementState, MadeAt
from contracts.models import Agreement
from contracts.queries import withdrawal as queries
from contracts.queries.withdrawal import Standing
from tests.builders import account, energy
from tests.contracts.operations.test_withdrawal import LAST_DAY, conclude, local, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def standing(agreement, at):
    loaded = Agreement.objects.select_related("customer", "product", "supplier").get(pk=agreement.pk)
    return queries.may_withdraw(loaded, at=at)


@pytest.mark.rule("GE-VF-1.3")
def test_it_is_open_to_the_last_minute_and_then_lapsed():
    agreement = conclude()
    assert standing(agreement, local(LAST_DAY, 23, 59)).standing is Standing.OPEN
    late = standing(agreement, local(date(2026, 3, 17)))
    assert (late.standing, late.right.last_day) == (Standing.LAPSED, LAST_DAY)


@pytest.mark.rule("EP-1.1")
def test_a_business_is_told_why_there_is_none():
    business = account.customer(account.supplier("energiplus"), kind="BUSINESS", cvr="12345674")
    found = standing(conclude("energiplus_2023", customer=business), local(LAST_DAY))
    assert (found.standing, found.right, found.why[0].clause) == (Standing.NONE, None, "EP-1.1")
    assert found.why[0].text.startswith("A business has no right")


@pytest.mark.rule("GE-VF-1.3")
def test_what_was_made_at_the_premises_is_told_why_there_is_none():
    found = standing(conclude(made_at=MadeAt.PREMISES), local(LAST_DAY))
    assert (found.standing, found.why[0].clause) == (Standing.NONE, "GE-VF-1.3")


@pytest.mark.parametrize("state", [AgreementState.ENDED, AgreementState.CANCELLED])
def test_what_is_over_is_not_withdrawn_from(state):
    agreement = conclude()
    if state == AgreementState.ENDED:
        Agreement.objects.update(state=AgreementState.ACTIVE)
    Agreement.objects.update(state=state, ends_before=date(2026, 4, 1))
    assert standing(agreement, local(LAST_DAY)).standing is Standing.OVER


def test_what_is_withdrawn_from_says_so():
    agreement = conclude()
    [made] = withdraw(agreement, local(LAST_DAY))
    assert standing(agreement, local(LAST_DAY)).standing is Standing.WITHDRAWN
    assert queries.withdrawal_of(agreement) == made


@pytest.mark.rule("GE-VF-1.3")
def test_together_is_the_other_fuel_of_the_same_day_and_terms():
    mine = conclude()
    gas = conclude(fuel="GAS", customer=mine.customer)
    conclude(customer=mine.customer)
    conclude(fuel="GAS")
    conclude("gron_fixed_2024", fuel="GAS", customer=mine.customer)
    conclude(fuel="GAS", customer=mine.customer, made_at=MadeAt.PREMISES)
    assert queries.together_with(mine, at=local(LAST_DAY)) == [gas]
    assert queries.stands_apart(mine)
    assert queries.withdrawn_with(mine, named=False, at=local(LAST_DAY)) == [mine]
    assert queries.withdrawn_with(mine, named=True, at=local(LAST_DAY)) == [mine, gas]


@pytest.mark.rule("OR-11.2")
def test_what_is_paid_names_its_clause():
    agreement = conclude("orsted_2019")
    charge = queries.charge_of(agreement, withdrawn_on=date(2026, 3, 10))
    assert (charge.subscription.gross, charge.why[0].clause) == (0, "OR-11.2")
