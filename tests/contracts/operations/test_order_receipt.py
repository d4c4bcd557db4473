"""The receipt of an order says why: the last day to withdraw, the early start, the mandate, the credit check."""

from datetime import date

import pytest

from accounts.models import Receipt
from tests.builders import energy, order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def clauses(made):
    return [clause for _sentence, clause in Receipt.objects.get(subject_id=made.pk).reasons]


@pytest.mark.rule("OR-11.2", "OR-2.2", "OR-7.1")
def test_an_early_start_is_said_back_with_what_it_means():
    product = order.household_product("orsted_2019")
    made = order.confirmed(product, starts_on=date(2026, 3, 20), ticks={"start_inside": True})
    told = Receipt.objects.get(subject_id=made.pk)
    assert clauses(made)[-3:] == ["OR-11.2", "OR-2.2", "OR-7.1"]
    assert "før fortrydelsesfristen er ude" in str(told.rows)


@pytest.mark.rule("EP-2.3", "EP-1.4")
def test_a_business_is_told_of_mandate_and_credit_and_of_no_right_to_withdraw():
    assert clauses(order.confirmed(order.business_product())) == ["EP-2.3", "EP-1.4"]
