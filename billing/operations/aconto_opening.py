"""Open paying on account for a new billing account: expected year and estimated price from what is known."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.operations.event import Actor
from billing.models import AcontoPlan, BillingAccount
from billing.operations.aconto import start_plan
from billing.queries.aconto_estimate import estimate
from config.foundation.refusal import Refused
from contracts.enums import MeteringPointKind
from contracts.models import Supply


class PriceNotKnown(Refused):
    """Nothing tells what a kWh will cost, so no payment can be worked out."""

    code = "aconto-price-not-known"


class NothingBought(Refused):
    """The account pays for no supply that uses energy."""

    code = "aconto-nothing-bought"


@transaction.atomic
def open_plan(*, account: BillingAccount, starts_on: date, by: Actor, as_of: date) -> AcontoPlan:
    """
    Start the plan of the supplies the account pays for.

    A metering point nothing is known about counts with its product's stated estimate (GE-VF-4.9).

    :raises NothingBought: when the account pays for no consumption
    :raises PriceNotKnown: when a price the estimate needs is not known yet
    :raises Refused: when the account has a plan, or the terms do not allow one
    """
    bought = Supply.objects.filter(
        billed__billing_account=account, metering_point__kind=MeteringPointKind.CONSUMPTION
    )
    terms_code = bought.order_by("starts_on", "pk").values_list("agreement__terms_code", flat=True).first()
    if terms_code is None:
        raise NothingBought(_("Nothing is bought on this account, so there is nothing to pay on account."))
    found = estimate(account=account, as_of=as_of)
    if not found.price_micro:
        raise PriceNotKnown(_("The price of a kWh is not known yet. Try again when the prices have come."))
    return start_plan(
        account=account,
        terms_code=terms_code,
        expected=found.expected,
        price_micro=found.price_micro,
        fixed_per_month=found.fixed_per_month,
        starts_on=starts_on,
        by=by,
        as_of=as_of,
        price_source=found.price_source,
    )
