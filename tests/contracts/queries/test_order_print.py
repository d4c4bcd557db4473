"""The document of an order confirmation prints the order, the terms and the form to withdraw."""

import pytest

from contracts.queries.order_print import print_data
from tests.builders import energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.mark.rule("EP-1.2", "GE-VF-1.2", "GE-VF-1.3")
def test_it_prints_order_terms_and_the_form():
    made = order.confirmed(order.household_product())
    data = print_data(made, as_of=TODAY)
    assert made.agreement.terms_hash[:16] in data["terms_note"]
    assert "gron_variable_2024" in data["terms_note"]
    assert data["customer"]["lines"] == ["Ny Kunde", "Nyvej 9", "2100 København Ø"]
    assert any(made.agreement.number in line for line in data["form"]["lines"])
    assert "7. april 2026" in data["form"]["note"]
    assert len(data["sections"]) > 5


@pytest.mark.rule("EP-1.1", "EP-1.2")
def test_a_business_has_no_form_to_withdraw():
    made = order.confirmed(order.business_product())
    assert print_data(made, as_of=TODAY)["form"] is None


def test_an_order_that_is_not_confirmed_prints_nothing():
    with pytest.raises(ValueError, match="confirmed"):
        print_data(order.filled_in(order.household_product()), as_of=TODAY)
