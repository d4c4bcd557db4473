"""What a plan starts from: the yearly use we expect, and what a kWh has cost with everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from billing.models import BillingAccount, CostMonth
from billing.queries.known_price import known_price
from billing.queries.unbilled_cost import costs_by_day, fixed_of_day
from billing.rules.aconto import ExpectedYear, Rate, expected_year, price_per_kwh, year_from_use
from config.foundation.calendar import add_months
from config.foundation.money import round_exact
from config.foundation.period import Period
from contracts.enums import MeteringPointKind
from contracts.models import Supply
from contracts.rules.price_vector import PriceMissing
from contracts.terms import by_code

LOOK_BACK_MONTHS = 12
OTHERS_MONTHS = 3
MOST_OTHERS = 50


@dataclass(frozen=True, slots=True)
class AcontoEstimate:
    """The inputs of a plan and where each comes from; the price is 0 when nothing tells it."""

    expected: ExpectedYear
    price_micro: int
    fixed_per_month: int
    price_source: str
    days: int
    """How many days of own cost there are to go by."""

    @property
    def rate(self) -> Rate:
        return Rate(self.expected.wh, self.price_micro, self.fixed_per_month)


def estimate(*, account: BillingAccount, as_of: date) -> AcontoEstimate:
    """
    Return what the account may be expected to use and pay, from its own last year where there is one.

    Without own costs the price is that of the supplier's other customers with the same product and area;
    where there are none, that of the prices known on the day.
    """
    year = Period(add_months(as_of, -LOOK_BACK_MONTHS), as_of)
    supplies = _supplies(account, as_of)
    costs = costs_by_day(account=account, period=year)
    wh = _wh(account, year)
    if costs.energy and wh > 0:
        price, source = price_per_kwh(exact=sum(costs.energy.values(), Fraction(0)), wh=wh), "own_costs"
    elif price := _price_of_others(supplies, as_of):
        source = "same_product"
    else:
        price, source = _known_price(supplies, as_of), "known_prices"
    return AcontoEstimate(
        expected=_expected(supplies, wh=wh, days=len(costs.energy), year=year),
        price_micro=price,
        fixed_per_month=_fixed(account, max(as_of, supplies[0].starts_on) if supplies else as_of),
        price_source=source,
        days=len(costs.energy),
    )


def _expected(supplies: list[Supply], *, wh: int, days: int, year: Period) -> ExpectedYear:
    terms = by_code(supplies[0].agreement.terms_code) if supplies else None
    aconto = terms.aconto if terms else None
    basis = aconto.basis.clause if aconto else ""
    if days == year.days():
        return year_from_use(wh=wh, days=days, clause=basis)
    first = aconto.first_estimate.clause if aconto and aconto.first_estimate else basis
    return expected_year(
        grid_company_wh=[supply.metering_point.expected_year_wh for supply in supplies],
        product_first_wh=supplies[0].agreement.product.first_aconto_wh if supplies else 0,
        first_clause=first,
        basis_clause=basis,
    )


def _price_of_others(supplies: list[Supply], as_of: date) -> int:
    if not supplies:
        return 0
    product, area = supplies[0].agreement.product_id, supplies[0].metering_point.price_area
    recent = Period(add_months(as_of, -OTHERS_MONTHS), as_of)
    neighbours = CostMonth.objects.filter(
        supply__agreement__product=product,
        supply__metering_point__price_area=area,
        month__gte=recent.starts_on.replace(day=1),
    ).values_list("supply__billed__billing_account", flat=True)
    accounts = BillingAccount.objects.filter(pk__in=set(neighbours.order_by()[:MOST_OTHERS]))
    exact, wh = Fraction(0), 0
    for account in accounts:
        exact += sum(costs_by_day(account=account, period=recent).energy.values(), Fraction(0))
        wh += _wh(account, recent)
    return price_per_kwh(exact=exact, wh=wh) if wh > 0 else 0


def _known_price(supplies: list[Supply], as_of: date) -> int:
    try:
        return known_price(supply_ids=[supply.pk for supply in supplies], day=as_of)
    except PriceMissing:
        return 0


def _wh(account: BillingAccount, period: Period) -> int:
    """The Wh of the days that have a cost."""
    total = 0
    months = CostMonth.objects.filter(
        supply__billed__billing_account=account, month__gte=period.starts_on.replace(day=1)
    )
    for row in months.filter(month__lt=period.ends_before):
        covered = Period(row.month, row.computed_through + timedelta(days=1)).clip(to=period)
        total += sum(row.wh[day.day - 1] for day in covered.each_day()) if covered else 0
    return total


def _fixed(account: BillingAccount, day: date) -> int:
    """What the subscriptions of a day cost a month, with VAT."""
    days = Period.of_month(day).days()
    per_day = fixed_of_day(account=account, day=day)
    return round_exact(per_day * days)


def _supplies(account: BillingAccount, as_of: date) -> list[Supply]:
    """Those that run on; all of them when none does. One that was followed at its meter counts no second time."""
    rows = Supply.objects.filter(
        billed__billing_account=account, metering_point__kind=MeteringPointKind.CONSUMPTION
    )
    found = list(rows.select_related("agreement__product", "metering_point").order_by("starts_on", "pk"))
    return [supply for supply in found if supply.ends_before is None or supply.ends_before > as_of] or found
