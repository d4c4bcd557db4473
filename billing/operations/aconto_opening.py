"""Open paying on account for a new billing account: expected year and estimated price from what is known."""

from datetime import date

from django.db import transaction

from accounts.operations.event import Actor
from billing.models import AcontoPlan, BillingAccount
from billing.operations.aconto import start_plan
from billing.queries.estimated_price import estimated_price
from billing.rules.aconto import ExpectedYear, expected_year
from contracts import terms
from contracts.enums import MeteringPointKind
from contracts.models import Supply


@transaction.atomic
def open_plan(*, account: BillingAccount, starts_on: date, by: Actor, as_of: date) -> AcontoPlan:
    """
    Start the plan of the supplies the account pays for.

    A metering point nothing is known about counts with its product's stated estimate (GE-VF-4.9).

    :raises PriceMissing: when a price the estimate needs is not known yet
    :raises Refused: when the account has a plan, or the terms do not allow one
    """
    found = Supply.objects.filter(
        billed__billing_account=account, metering_point__kind=MeteringPointKind.CONSUMPTION
    ).select_related("agreement__product", "metering_point")
    supplies = list(found.order_by("pk"))
    terms_code = supplies[0].agreement.terms_code
    price = estimated_price(supply_ids=[supply.pk for supply in supplies], day=as_of)
    return start_plan(
        account=account,
        terms_code=terms_code,
        expected=_expected(supplies, terms_code),
        price_micro=price.price_micro,
        fixed_per_month=price.fixed_per_month,
        starts_on=starts_on,
        by=by,
        as_of=as_of,
        price_source=price.source,
    )


def _expected(supplies: list[Supply], terms_code: str) -> ExpectedYear:
    aconto = terms.by_code(terms_code).aconto
    basis = aconto.basis.clause if aconto else ""
    first = aconto.first_estimate.clause if aconto and aconto.first_estimate else basis
    return expected_year(
        grid_company_wh=[supply.metering_point.expected_year_wh for supply in supplies],
        product_first_wh=supplies[0].agreement.product.first_aconto_wh,
        first_clause=first,
        basis_clause=basis,
    )
