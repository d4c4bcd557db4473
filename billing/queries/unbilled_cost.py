"""What each day cost an account, exactly, with VAT: energy, grid, taxes, and its share of the subscriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from billing.enums import ChargeKind
from billing.models import BillingAccount, ChargePrice, CostMonth
from billing.rules.balance import exact_gross
from billing.rules.cost_day import Component
from billing.rules.price_line import MICRO_PER_ORE
from billing.rules.vat import COUNTRY, VAT_RATE, vat_percent
from config.foundation.compiled_query import compiled_once
from config.foundation.period import Period
from contracts.enums import MeteringPointKind, PriceComponent
from contracts.models import GridCompany, PriceTerm, StatuteFigure, Supply
from contracts.queries.statute import statute_rows
from contracts.rules.statute import StatuteRow

LAW_FIELDS = ("key", "country", "valid_from", "value", "unit", "source", "confidence")
COMPONENTS = attrgetter(*Component)
OWN: dict[str, Component] = {PriceComponent.ENERGY: Component.ENERGY, PriceComponent.MARKUP: Component.MARKUP}
"""Parts whose price is the product's own and may be quoted with VAT; all others are without."""


@dataclass(frozen=True, slots=True)
class OwnPrices:
    """The dated prices of the products, and the law's VAT by the day."""

    terms: list[PriceTerm]
    law: tuple[StatuteRow, ...]

    def vat(self, day: date) -> int:
        return _vat_percent(self.law, day)


@dataclass(slots=True)
class CostByDay:
    """Minor units per day, unrounded, and the last day whose costs are known for every supply."""

    exact: dict[date, Fraction] = field(default_factory=dict)
    energy: dict[date, Fraction] = field(default_factory=dict)
    through: date | None = None

    def add(self, day: date, *, energy: Fraction, fixed: Fraction) -> None:
        whole = energy + fixed
        self.exact[day] = self.exact[day] + whole if day in self.exact else whole
        self.energy[day] = self.energy[day] + energy if day in self.energy else energy


def costs_by_day(*, account: BillingAccount, period: Period) -> CostByDay:
    """Return what the days of the period cost, as far as they are computed; days without costs are left out."""
    rows = _cost_months(account.pk, period.starts_on.replace(day=1), period.end)
    prices = own_prices({row.supply.agreement.product_id for row in rows})
    companies = {row.supply.metering_point.grid_company for row in rows}
    subscriptions = subscription_charges([each for each in companies if each is not None])
    return costs_of(rows=rows, period=period, prices=prices, subscriptions=subscriptions)


@compiled_once
def _cost_months(account: int, first: date, ends_before: date) -> QuerySet[CostMonth]:
    months = CostMonth.objects.filter(
        supply__billed__billing_account_id=account, month__gte=first, month__lt=ends_before
    )
    with_homes = months.select_related("supply__agreement", "supply__metering_point__grid_company")
    return with_homes.order_by("supply_id", "month")


def costs_of(
    *, rows: Sequence[CostMonth], period: Period, prices: OwnPrices, subscriptions: list[ChargePrice]
) -> CostByDay:
    """Return the same from what has been read: cost months with their supplies, prices and subscriptions."""
    costs = CostByDay()
    for row in rows:
        covered = Period(row.month, row.computed_through + timedelta(days=1)).clip(to=period)
        own = Period(row.supply.starts_on, row.supply.ends_before)
        covered = covered and covered.clip(to=own)
        if covered is None:
            continue
        for day in covered.each_day():
            fixed = fixed_cost(row.supply, day, prices, subscriptions)
            costs.add(day, energy=energy_cost(row, day, prices), fixed=fixed)
    costs.through = _through(rows)
    return costs


def fixed_of_day(*, account: BillingAccount, day: date) -> Fraction:
    """Return the day's share of the subscriptions of everything the account pays for, with VAT."""
    supplies = Supply.objects.filter(billed__billing_account=account, starts_on__lte=day)
    rows = list(supplies.exclude(ends_before__lte=day).select_related("agreement", "metering_point__grid_company"))
    prices = own_prices({supply.agreement.product_id for supply in rows})
    companies = {supply.metering_point.grid_company for supply in rows}
    subscriptions = subscription_charges([each for each in companies if each is not None])
    return sum((fixed_cost(supply, day, prices, subscriptions) for supply in rows), Fraction(0))


def energy_cost(row: CostMonth, day: date, prices: OwnPrices) -> Fraction:
    place, supply = day.day - 1, row.supply
    whole = sum([column[place] for column in COMPONENTS(row)])
    own = {
        OWN[term.component]
        for term in prices.terms
        if term.with_vat and term.component in OWN and _applies(term, supply, day)
    }
    with_vat = sum([getattr(row, column)[place] for column in own])
    # Surplus bought from a household carries no VAT: the household is not registered for it.
    vat = 0 if supply.metering_point.kind == MeteringPointKind.PRODUCTION else prices.vat(day)
    return exact_gross(without_vat=whole - with_vat, with_vat=with_vat, vat_percent=vat)


def fixed_cost(supply: Supply, day: date, prices: OwnPrices, subscriptions: list[ChargePrice]) -> Fraction:
    """A day's share of the product's and the grid's subscriptions, with VAT."""
    company = supply.metering_point.grid_company
    grid = company and (company.gln, company.subscription_code)
    # All are whole numbers with VAT in hundredths, summed and divided once: a step of fractions costs ten calls.
    hundredfold = 0
    for term in prices.terms:
        if term.component == PriceComponent.SUBSCRIPTION and _applies(term, supply, day):
            hundredfold += term.amount_micro * (100 if term.with_vat else 100 + prices.vat(day))
    for charge in subscriptions:
        if (charge.owner_gln, charge.code) == grid and _in_force(charge, day):
            hundredfold += charge.micro[0] * (100 + prices.vat(day))
    return _share_of_month(day) * Fraction(hundredfold, 100 * MICRO_PER_ORE)


@lru_cache(maxsize=4096)
def _vat_percent(law: tuple[StatuteRow, ...], day: date) -> int:
    return vat_percent(law=law, day=day)


@lru_cache(maxsize=1024)
def _share_of_month(day: date) -> Fraction:
    return Period.of_day(day).in_months()


def _applies(term: PriceTerm, supply: Supply, day: date) -> bool:
    return (
        term.product_id == supply.agreement.product_id
        and term.price_area in ("", supply.metering_point.price_area)
        and _in_force(term, day)
    )


def _in_force(priced: PriceTerm | ChargePrice, day: date) -> bool:
    return priced.starts_on <= day and (priced.ends_before is None or day < priced.ends_before)


def own_prices(products: set[int]) -> OwnPrices:
    """Return what the products cost, and the VAT on it."""
    terms = _price_terms(sorted(products))
    return OwnPrices(terms, _law_beside(terms[0]) if terms else statute_rows(country=COUNTRY, keys=(VAT_RATE,)))


@compiled_once
def _price_terms(products: Sequence[int]) -> QuerySet[PriceTerm]:
    # The few rows of the law come along, because a page in a hurry would ask for them every time.
    law = StatuteFigure.objects.filter(key=VAT_RATE, country=COUNTRY).order_by("valid_from")
    return PriceTerm.objects.filter(product_id__in=products).annotate(
        law=ArraySubquery(law.values(row=JSONObject(**{name: name for name in LAW_FIELDS})))
    )


def _law_beside(term: Any) -> tuple[StatuteRow, ...]:
    return tuple(StatuteRow(**row | {"valid_from": date.fromisoformat(row["valid_from"])}) for row in term.law)


def subscription_charges(companies: list[GridCompany]) -> list[ChargePrice]:
    named = {(company.gln, company.subscription_code) for company in companies}
    found = _charges(sorted({gln for gln, _code in named}), sorted({code for _gln, code in named}))
    return [charge for charge in found if (charge.owner_gln, charge.code) in named]


@compiled_once
def _charges(owners: Sequence[str], codes: Sequence[str]) -> QuerySet[ChargePrice]:
    return ChargePrice.objects.filter(owner_gln__in=owners, code__in=codes, kind=ChargeKind.SUBSCRIPTION)


def _through(rows: Sequence[CostMonth]) -> date | None:
    """
    The earliest of the supplies' last computed days, so that nothing later counts as complete.

    A supply that is computed to its own end holds up no other.
    """
    last: dict[Supply, date] = {}
    for row in rows:
        last[row.supply] = row.computed_through
    open_ended = [day for supply, day in last.items() if not _is_over(supply, day)]
    return min(open_ended) if open_ended else max(last.values(), default=None)


def _is_over(supply: Supply, computed_through: date) -> bool:
    return supply.ends_before is not None and computed_through + timedelta(days=1) >= supply.ends_before
