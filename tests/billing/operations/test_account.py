"""Opening the account a customer's money hangs on, and saying what it pays for."""

import pytest

from accounts.models import Event
from billing.operations import account as billing_accounts
from contracts.enums import Fuel
from tests.builders import account as accounts
from tests.builders import contract
from tests.builders.billing import JOB, TODAY

pytestmark = pytest.mark.django_db


def opened(customer, **fields):
    return billing_accounts.open_account(customer=customer, as_of=TODAY, by=JOB, **fields)


def test_accounts_are_numbered_in_a_row_per_supplier():
    customer = accounts.customer()
    assert [opened(customer).number, opened(customer, fuel=Fuel.GAS).number] == ["1", "2"]
    assert opened(accounts.customer(accounts.supplier("orsted"))).number == "1"


def test_account_keeps_the_suppliers_currency_and_a_number_brought_along():
    borgholm = accounts.supplier("borgholm", currency="SEK", language="sv")
    account = opened(accounts.customer(borgholm), number="778899")
    assert (account.currency, account.number, account.opened_on) == ("SEK", "778899", TODAY)
    assert Event.objects.get().kind == "billing.account.opened"


def test_supply_is_paid_for_by_one_account():
    customer = accounts.customer()
    supply = contract.supply(contract.agreement(customer))
    first, second = opened(customer), opened(customer)
    billing_accounts.bill_supply(account=first, supply=supply)
    assert billing_accounts.bill_supply(account=second, supply=supply).billing_account == first
