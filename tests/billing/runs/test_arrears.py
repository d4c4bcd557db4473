"""The day says of waiting agreements whether their customer is in arrears, once."""

from datetime import timedelta

import pytest

from billing.runs import arrears
from contracts.enums import AgreementState, CreditOutcome
from contracts.operations import credit_check
from tests.builders import billing, energy, order
from tests.builders.order import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.rule("EP-1.5")
@pytest.mark.parametrize("owes", [True, False])
def test_a_business_in_arrears_does_not_go_on_by_itself(owes):
    energy.figures_of_the_law()
    product = order.business_product()
    first = order.confirmed(product)
    second = order.confirmed(product, customer=first.customer).agreement
    if owes:
        account = energy.supply(customer=first.customer, of=product).billed.billing_account
        billing.due_item(account, collect_on=TODAY - timedelta(days=60), due_on=TODAY - timedelta(days=30))
    credit_check.record_answer(
        check=second.credit_check,
        outcome=CreditOutcome.APPROVED,
        bureau="b",
        result_class="B",
        by="test",
        as_of=TODAY,
    )
    assert arrears.run(supplier=product.supplier, as_of=TODAY) == {"expired": 0, "arrears_told": 1}
    assert arrears.run(supplier=product.supplier, as_of=TODAY) == {"expired": 0}
    second.refresh_from_db()
    assert second.state == (AgreementState.PENDING_CREDIT if owes else AgreementState.ORDERED)
