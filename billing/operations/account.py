"""Open and close the account a customer's money hangs on, and say which supplies it pays for."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import Customer
from accounts.operations import event, number_series
from accounts.operations.event import Actor
from billing.models import BilledSupply, BillingAccount
from contracts.enums import Fuel
from contracts.models import Supply

SERIES = "billing_account"


@transaction.atomic
def open_account(
    *, customer: Customer, as_of: date, by: Actor, fuel: Fuel = Fuel.ELECTRICITY, number: str = ""
) -> BillingAccount:
    """Open an account in the supplier's currency, with the next number unless one is brought along."""
    supplier = customer.supplier
    number = number or str(number_series.take(supplier=supplier, series=SERIES))
    account = BillingAccount.objects.create(
        supplier=supplier,
        customer=customer,
        number=number,
        fuel=fuel,
        currency=supplier.currency,
        opened_on=as_of,
    )
    event.record(
        "billing.account.opened", supplier=supplier, customer=customer, subject=account, by=by, as_of=as_of
    )
    return account


@transaction.atomic
def bill_supply(*, account: BillingAccount, supply: Supply) -> BilledSupply:
    """Let the account pay for a supply; a supply is paid for by one account."""
    billed, _created = BilledSupply.objects.get_or_create(
        supply=supply, defaults={"supplier_id": account.supplier_id, "billing_account": account}
    )
    return billed
