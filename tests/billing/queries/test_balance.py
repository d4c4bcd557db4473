"""What an account stands at: books and unbilled days, in words, and how days closed (EP-6.3, GE-VF-4.7, X-59)."""

from datetime import date

import pytest

from billing.enums import DueKind, LineKind, TransactionKind
from billing.models import Invoice
from billing.operations import ledger
from billing.queries.balance import account_position, closing_balances, ledger_balance
from billing.rules.cost_day import EXACT_PER_ORE
from billing.rules.posting import card_payment, invoice
from config.foundation.money import Taxed
from config.foundation.period import Period
from contracts.enums import MeteringPointKind, PriceComponent
from tests.builders import billing, contract
from tests.builders.billing import JOB

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
KR = 100 * EXACT_PER_ORE


@pytest.fixture
def household():
    account = billing.billing_account()
    supply = contract.supply(contract.agreement(account.customer), starts_on=APRIL)
    billing.billed(account, supply)
    return account, supply


def paid(account, amount, on):
    ledger.post(
        supplier=account.supplier,
        account=account,
        cause=f"payment:{on}:{amount}",
        kind=TransactionKind.PAYMENT,
        text="",
        legs=card_payment(due=DueKind.ACONTO, amount=amount),
        by=JOB,
        as_of=on,
    )


def invoiced(account, gross, *, period, on):
    ledger.post(
        supplier=account.supplier,
        account=account,
        cause=f"invoice:{on}",
        kind=TransactionKind.INVOICE,
        text="",
        legs=invoice(lines=[(LineKind.SPOT, Taxed.of_gross(gross, 25))]),
        by=JOB,
        as_of=on,
    )
    Invoice.objects.create(
        supplier=account.supplier,
        billing_account=account,
        number=1,
        issued_on=on,
        due_on=on,
        period_starts_on=period.starts_on,
        period_ends_before=period.ends_before,
        currency="DKK",
        wh=0,
        net=gross * 4 // 5,
        vat=gross // 5,
        gross=gross,
        clause="GE-VF-4.8",
    )


def test_new_account_stands_at_nothing():
    position = account_position(account=billing.billing_account(), as_of=MAY)
    assert (position.balance, position.words, position.costs_through) == (0, "even", None)


@pytest.mark.rule("EP-6.3", "GE-VF-4.7")
def test_payment_is_the_customers_money_until_energy_is_used(household):
    account, supply = household
    paid(account, 50_000, APRIL)
    assert account_position(account=account, as_of=APRIL).words == "we_owe_you"
    # ten days at 8 kr. without VAT, 10 kr. with
    billing.cost_month(supply, APRIL, through=date(2026, 4, 10), spot=6 * KR, tax=2 * KR)
    position = account_position(account=account, as_of=date(2026, 4, 12))
    assert (position.booked, position.unbilled, position.balance) == (50_000, 10_000, 40_000)
    assert (position.unbilled_from, position.costs_through) == (APRIL, date(2026, 4, 10))


def test_more_used_than_paid_is_owed(household):
    account, supply = household
    billing.cost_month(supply, APRIL, through=date(2026, 4, 10), spot=8 * KR)
    position = account_position(account=account, as_of=date(2026, 4, 12))
    assert (position.balance, position.words) == (-10_000, "you_owe")


def test_days_after_as_of_and_days_invoiced_do_not_count(household):
    account, supply = household
    billing.cost_month(supply, APRIL, through=date(2026, 4, 30), spot=8 * KR)
    billing.cost_month(supply, MAY, through=date(2026, 5, 20), spot=8 * KR)
    assert account_position(account=account, as_of=date(2026, 4, 5)).unbilled == 5_000
    invoiced(account, 30_000, period=Period(APRIL, MAY), on=date(2026, 5, 15))
    before = account_position(account=account, as_of=date(2026, 5, 14))
    after = account_position(account=account, as_of=date(2026, 5, 15))
    assert (before.booked, before.unbilled) == (0, 44_000)
    assert (after.booked, after.unbilled, after.unbilled_from) == (-30_000, 15_000, MAY)


def test_balance_rounds_the_sum_once_and_not_the_days(household):
    account, supply = household
    billing.cost_month(supply, APRIL, through=date(2026, 4, 4), spot=EXACT_PER_ORE // 10)
    # four days of an eighth of an øre with VAT are half an øre
    assert account_position(account=account, as_of=date(2026, 4, 4)).unbilled == 1
    assert account_position(account=account, as_of=date(2026, 4, 3)).unbilled == 0


def test_price_quoted_with_vat_gets_none_on_top(household):
    account, supply = household
    contract.price_term(supply.agreement.product, PriceComponent.ENERGY, 1_000_000, with_vat=True)
    billing.cost_month(supply, APRIL, through=APRIL, energy=10 * KR, grid=4 * KR)
    assert account_position(account=account, as_of=APRIL).unbilled == 1_000 + 500


def test_subscription_is_used_up_day_by_day(household):
    account, supply = household
    contract.price_term(supply.agreement.product, PriceComponent.SUBSCRIPTION, 30_000_000, with_vat=True)
    billing.cost_month(supply, APRIL, through=date(2026, 4, 10))
    assert account_position(account=account, as_of=date(2026, 4, 20)).unbilled == 1_000


def test_surplus_sold_is_credited_without_vat(household):
    account, _supply = household
    point = contract.metering_point(kind=MeteringPointKind.PRODUCTION)
    surplus = contract.supply(contract.agreement(account.customer), point, starts_on=APRIL)
    billing.billed(account, surplus)
    billing.cost_month(surplus, APRIL, through=APRIL, spot=-10 * KR)
    assert account_position(account=account, as_of=APRIL).balance == 1_000


def test_moved_in_household_does_not_pay_for_the_days_before_it(household):
    account, supply = household
    supply.starts_on = date(2026, 4, 8)
    supply.save()
    billing.cost_month(supply, APRIL, through=date(2026, 4, 10), spot=8 * KR)
    assert account_position(account=account, as_of=date(2026, 4, 30)).unbilled == 3_000


@pytest.mark.rule("X-59")
def test_every_day_closes_on_books_and_use(household):
    account, supply = household
    paid(account, 2_500, date(2026, 4, 2))
    billing.cost_month(supply, APRIL, through=date(2026, 4, 30), spot=8 * KR)
    closes = closing_balances(account=account, period=Period(APRIL, date(2026, 4, 6)))
    assert [(close.day.day, close.balance) for close in closes] == [
        (1, -1_000),
        (2, 500),
        (3, -500),
        (4, -1_500),
        (5, -2_500),
    ]


def test_invoice_changes_no_close_but_by_its_rounding(household):
    account, supply = household
    billing.cost_month(supply, APRIL, through=date(2026, 4, 30), spot=8 * KR)
    billing.cost_month(supply, MAY, through=date(2026, 5, 20), spot=8 * KR)
    invoiced(account, 30_000, period=Period(APRIL, MAY), on=date(2026, 5, 15))
    closes = closing_balances(account=account, period=Period(date(2026, 5, 13), date(2026, 5, 17)))
    assert [close.balance for close in closes] == [-43_000, -44_000, -45_000, -46_000]


def test_ledger_balance_is_that_of_the_day():
    account = billing.billing_account()
    paid(account, 100, APRIL)
    paid(account, 200, MAY)
    assert [ledger_balance(account=account, as_of=day) for day in (date(2026, 3, 31), APRIL, MAY)] == [0, 100, 300]


def test_position_takes_a_fixed_number_of_queries(household, django_assert_max_num_queries):
    account, supply = household
    for month in (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)):
        billing.cost_month(supply, month, through=month.replace(day=28), spot=8 * KR)
    with django_assert_max_num_queries(6):
        account_position(account=account, as_of=date(2026, 6, 30))
