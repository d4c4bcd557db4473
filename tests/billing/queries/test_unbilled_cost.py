"""A day's cost bears the VAT of that day (momsloven § 33, design.md §3)."""

from datetime import date

import pytest

from billing.queries.unbilled_cost import costs_by_day
from billing.rules.cost_day import EXACT_PER_ORE
from config.foundation.period import Period
from contracts.enums import PriceComponent
from contracts.models import StatuteFigure
from tests.builders import billing, contract

pytestmark = pytest.mark.django_db

LAST, FIRST = date(2026, 4, 30), date(2026, 5, 1)
KR = 100 * EXACT_PER_ORE


@pytest.mark.parametrize("with_prices", [True, False])
def test_new_rate_begins_on_its_first_day(with_prices):
    account = billing.billing_account()
    supply = contract.supply(contract.agreement(account.customer), starts_on=date(2026, 4, 1))
    billing.billed(account, supply)
    for month in (date(2026, 4, 1), FIRST):
        billing.cost_month(supply, month, through=month.replace(day=30), spot=8 * KR)
    if with_prices:
        contract.price_term(supply.agreement.product, PriceComponent.SUBSCRIPTION, 0)
    StatuteFigure.objects.create(
        key="vat_rate",
        country="DK",
        valid_from=FIRST,
        value="24",
        unit="percent",
        source="example",
        confidence="C",
    )
    found = costs_by_day(account=account, period=Period(LAST, date(2026, 5, 2)))
    # 8 kr. without VAT: 10.00 kr. at 25 per cent, 9.92 kr. at 24
    assert found.exact == {LAST: 1_000, FIRST: 992}
