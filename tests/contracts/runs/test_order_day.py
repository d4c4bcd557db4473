"""At night orders nobody confirmed expire, and the credit bureau is asked again."""

from datetime import date

import pytest

from contracts.enums import AgreementState, OrderState
from contracts.models import Agreement
from contracts.runs import agreement_day, order_day
from tests.builders import energy, order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(settings):
    energy.figures_of_the_law()
    settings.CREDIT_BUREAU_URL = ""


def test_an_order_expires_in_the_night_after_a_week():
    made = order.filled_in(order.household_product())
    for day, state, counts in (
        (date(2026, 3, 26), OrderState.DRAFT, {}),
        (date(2026, 3, 27), OrderState.EXPIRED, {"orders_expired": 1}),
        (date(2026, 3, 28), OrderState.EXPIRED, {}),
    ):
        assert order_day.run(supplier=made.supplier, as_of=day) == counts
        made.refresh_from_db()
        assert made.state == state


@pytest.mark.rule("EP-1.4")
def test_an_agreement_that_waits_for_credit_does_not_begin():
    made = order.confirmed(order.business_product(), starts_on=date(2026, 3, 20))
    counts = agreement_day.run(supplier=made.supplier, as_of=date(2026, 3, 25))
    assert counts["credit_unknown"] == 1
    assert Agreement.objects.get().state == AgreementState.PENDING_CREDIT


def test_an_ordered_agreement_begins_on_its_day():
    made = order.confirmed(order.household_product())
    agreement_day.run(supplier=made.supplier, as_of=order.STARTS_ON)
    assert Agreement.objects.get().state == AgreementState.ACTIVE
