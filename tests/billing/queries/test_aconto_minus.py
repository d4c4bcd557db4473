"""The accounts that may be far in minus are found by one statement that misses none (EP-6.12, GE-VF-4.18)."""

from datetime import date

import pytest

from billing.enums import DueKind, TransactionKind
from billing.operations import ledger
from billing.queries.aconto_minus import plans_maybe_in_minus
from billing.queries.balance import account_position
from billing.rules.cost_day import EXACT_PER_ORE
from billing.rules.posting import card_payment
from tests.builders import billing, contract
from tests.builders.billing import JOB

pytestmark = pytest.mark.django_db
APRIL, AS_OF = date(2026, 4, 1), date(2026, 5, 1)
KR = 100 * EXACT_PER_ORE


def home(*, paid_kr: int, day_kr: int):
    """A quarterly payer who has paid once and used thirty days, each of `day_kr` kr. without VAT."""
    account = billing.billing_account()
    billing.direct_debit(account)
    plan = billing.plan(account, terms_code="energiplus_2023", starts_on=APRIL)
    supply = contract.supply(contract.agreement(account.customer), starts_on=APRIL)
    billing.billed(account, supply)
    billing.cost_month(supply, APRIL, through=date(2026, 4, 30), spot=day_kr * KR)
    ledger.post(
        supplier=account.supplier,
        account=account,
        cause="payment:first",
        kind=TransactionKind.PAYMENT,
        text="",
        legs=card_payment(due=DueKind.ACONTO, amount=paid_kr * 100),
        by=JOB,
        as_of=APRIL,
    )
    return plan


def found(plan):
    return [each.pk for each in plans_maybe_in_minus(supplier=plan.supplier, as_of=AS_OF)] == [plan.pk]


@pytest.mark.rule("GE-VF-4.18")
def test_account_501_kr_in_minus_is_found():
    # 30 days of 40 kr. are 1,200 kr., with VAT 1,500 kr.; 999 kr. were paid.
    plan = home(paid_kr=999, day_kr=40)
    assert account_position(account=plan.billing_account, as_of=AS_OF).balance == -50_100
    assert found(plan)


def test_account_with_money_left_is_not_looked_at():
    assert not found(home(paid_kr=2_000, day_kr=40))


def test_negative_market_prices_do_not_hide_an_account():
    """The bound takes positive parts alone: a month that ends cheap may have been dear on the way."""
    plan = home(paid_kr=999, day_kr=40)
    cost = plan.billing_account.billed_supplies.get().supply.cost_months.get()
    cost.markup = [-39 * KR] * 30
    cost.save(update_fields=["markup"])
    assert found(plan)
