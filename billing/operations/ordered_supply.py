"""Let an account pay for a supply that was ordered: one the customer has, or a new one with its payment plan."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.operations import staff_task
from accounts.operations.event import Actor
from billing.models import BillingAccount
from billing.operations import account as accounts
from billing.operations.aconto_opening import open_plan
from billing.queries.ordered_supply import account_for
from config.foundation.calendar import ONE_DAY
from config.foundation.refusal import Refused
from config.foundation.zone import zone_of
from contracts.enums import Fuel
from contracts.models import Supply

NO_PLAN = "aconto-not-opened"


@transaction.atomic
def pay_for(*, supply: Supply, by: Actor, as_of: date) -> BillingAccount:
    """
    Let the customer's account for the fuel pay for the supply; where there is none it is opened, with its plan.

    A plan that cannot be worked out yet is a person's to open: the supply is billed all the same.

    Source: GE-VF-4.9, OR-5.1b, EP-6.1 (payment on account of a new customer).
    """
    customer, product = supply.agreement.customer, supply.agreement.product
    known = account_for(supply)
    account = known or accounts.open_account(customer=customer, as_of=as_of, by=by, fuel=Fuel(product.fuel))
    accounts.bill_supply(account=account, supply=supply)
    if known is None:
        _open_plan(account, supply, by, as_of)
    return account


def _open_plan(account: BillingAccount, supply: Supply, by: Actor, as_of: date) -> None:
    try:
        with transaction.atomic():
            open_plan(account=account, starts_on=supply.starts_on, by=by, as_of=as_of)
    except Refused as refused:
        staff_task.ask(
            supplier=account.supplier,
            kind=NO_PLAN,
            subject=account,
            title=_("A new account without a payment plan: %(customer)s") % {"customer": account.customer},
            explanation=str(refused),
            due_at=datetime.combine(as_of + ONE_DAY, time(12), zone_of(account.supplier.time_zone)),
            customer=account.customer,
        )
