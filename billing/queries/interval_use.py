"""What each hour or quarter of a day used and cost, from the price vectors of the daily run itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from billing.queries.cost_supply import CostSupply
from billing.queries.cost_supply import supplies as cost_supplies
from billing.queries.day_use import Use, cost_months, total
from billing.queries.price_book import PriceBook
from billing.queries.supply_price import RowPrices, prices_on
from billing.queries.unbilled_cost import OWN
from billing.rules.balance import exact_gross
from billing.rules.cost_day import Component
from config.foundation.day_length import starts
from config.foundation.money import fraction_of_percent, round_exact
from config.foundation.period import Period
from contracts.enums import MeteringPointKind, Quality
from contracts.models import Supply
from contracts.queries.consumption import values_of_day
from contracts.rules.day_values import DayValues
from contracts.rules.price_vector import QUARTERS


@dataclass(frozen=True, slots=True)
class IntervalUse:
    """An interval of a day: when it begins and ends, its use, and its price per kWh with everything and VAT."""

    starts: datetime
    minutes: int
    use: Use
    price_micro: int | None


def use_by_interval(*, supplies: Sequence[Supply], day: date) -> list[IntervalUse]:
    """
    Return the intervals of a day as they are metered; their costs add up to the day's exactly.

    Empty without values. Where a price is missing the cost is too.
    """
    values = values_of_day(supplies=supplies, day=day)
    of = {supply.id: supply for supply in cost_supplies(list(values))}
    book = PriceBook(Period.of_day(day))
    months = cost_months(supplies=supplies, period=Period.of_day(day))
    reduced = {supply: month.reduced_wh[day.day - 1] for (supply, _first), month in months.items()}
    for supply, found in values.items():  # one supply runs at a metering point on a day
        if supply in of:
            return list(_priced(of[supply], found, reduced.get(supply, 0), book))
    return []


def by_hour(intervals: Sequence[IntervalUse]) -> list[IntervalUse]:
    """Put quarters together to hours: the price is that of what was used, else of the plain average."""
    hours = []
    for first in range(0, len(intervals), QUARTERS):
        four = intervals[first : first + QUARTERS]
        prices = [each.price_micro for each in four if each.price_micro is not None]
        mean = round_exact(Fraction(sum(prices), len(prices))) if prices else None
        used = total(each.use for each in four)
        own = round_exact(used.cost * 10_000_000 / used.wh) if used.wh and not used.unpriced else mean
        hours.append(IntervalUse(four[0].starts, 60, used, own))
    return hours


def _priced(supply: CostSupply, values: DayValues, reduced_wh: int, book: PriceBook) -> Iterator[IntervalUse]:
    prices = prices_on(supply, values.day, values.resolution, book)
    begins = starts(values.day, resolution_minutes=values.resolution)
    gross = _with_vat(supply, values.day, book)
    untaxed = prices is None or supply.point_kind == MeteringPointKind.PRODUCTION
    vat = 0 if untaxed else book.vat_percent(day=values.day)
    full_wh = sum(values.wh) - reduced_wh
    for place, (moment, wh, quality) in enumerate(zip(begins, values.wh, values.quality, strict=True)):
        at_full = max(0, min(wh, full_wh))
        full_wh -= at_full
        cost = price = None
        if prices is not None:
            rates = _rates(prices, place)
            cost = _cost(rates, wh=wh, reduced_wh=wh - at_full, gross=gross, vat=vat)
            price = _price(rates, is_reduced=wh > at_full, gross=gross, vat=vat)
        yield IntervalUse(moment, values.resolution, _use(wh, quality, cost), price)


def _rates(prices: RowPrices, place: int) -> dict[Component, int]:
    """Return the quarter-sums of every component in one interval."""
    rates = {component: int(vector[place]) for component, vector in prices.vectors.items()}
    return rates | {component: micro * QUARTERS for component, micro in prices.flat.items()}


def _cost(
    rates: Mapping[Component, int], *, wh: int, reduced_wh: int, gross: set[Component], vat: int
) -> Fraction:
    amounts = dict.fromkeys(rates, wh)
    amounts |= {Component.TAX: wh - reduced_wh, Component.TAX_REDUCED: reduced_wh}
    without = sum(rate * amounts[part] for part, rate in rates.items() if part not in gross)
    with_vat = sum(rate * amounts[part] for part, rate in rates.items() if part in gross)
    return exact_gross(without_vat=without, with_vat=with_vat, vat_percent=vat)


def _price(rates: Mapping[Component, int], *, is_reduced: bool, gross: set[Component], vat: int) -> int:
    left_out = Component.TAX if is_reduced else Component.TAX_REDUCED
    kept = {part: rate for part, rate in rates.items() if part != left_out}
    without = sum(rate for part, rate in kept.items() if part not in gross)
    with_vat = sum(rate for part, rate in kept.items() if part in gross)
    return round_exact((without * (1 + fraction_of_percent(vat)) + with_vat) / QUARTERS)


def _with_vat(supply: CostSupply, day: date, book: PriceBook) -> set[Component]:
    """Return the parts whose price is quoted with VAT on the day."""
    quoted = {}
    for part, component in OWN.items():
        quoted[part] = book.product(
            product_id=supply.product_id, component=component, area=supply.price_area, day=day
        )
    return {Component(part) for part, price in quoted.items() if price is not None and price.with_vat}


def _use(wh: int, quality: Quality, cost: Fraction | None) -> Use:
    return Use(
        wh=wh,
        cost=cost or Fraction(0),
        days=1,
        estimated=quality in (Quality.ESTIMATED, Quality.INCOMPLETE),
        missing=quality == Quality.MISSING,
        unpriced=cost is None,
    )
