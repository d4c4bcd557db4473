"""What products would have cost a home in the last twelve months, on what it used itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from billing.queries.price_book import PriceBook
from billing.rules.cost_day import EXACT_PER_ORE
from config.foundation.array_text import array_text
from config.foundation.calendar import add_months
from config.foundation.money import Money, fraction_of_percent, round_exact
from config.foundation.packed_integers import unpack
from config.foundation.period import Period
from contracts.enums import PriceComponent, ProductKind
from contracts.models import Product, Supply
from contracts.rules.price_vector import QUARTERS, PriceMissing

MONTHS = 12
MICRO_PER_MINOR = 10_000

# Read through the supply's own period, so that nobody else's days can come along.
VALUES = """
SELECT m.price_area, d.day, d.resolution, d.wh
FROM contracts_supply s
JOIN contracts_meteringpoint m ON m.id = s.metering_point_id
JOIN contracts_meteredday d ON d.metering_point_id = s.metering_point_id
    AND d.day >= greatest(%s, s.starts_on) AND d.day < least(%s, s.ends_before)
WHERE s.id = ANY(%s::bigint[])
ORDER BY d.day
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCost:
    """
    A product over the days whose price is known: its own price alone, VAT included.

    The grid, Energinet and the state cost the same whichever product one has, and are left out.
    """

    name: str
    days: int
    energy: Money
    subscription: Money

    @property
    def total(self) -> Money:
        return Money(self.energy.minor + self.subscription.minor, self.energy.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCosts:
    """What was used from when to when, and what each product would have cost for it."""

    period: Period
    days: int
    wh: int
    products: tuple[ProductCost, ...]


def product_costs(*, supplies: Sequence[Supply], products: Sequence[Product], as_of: date) -> ProductCosts:
    """
    Return the last twelve months of the supplies, priced with each product; three queries and a few for prices.

    Source: OR-4.2b, GE-VF-5.3, EP-5.5 (the product's own price); law.md §3 (before an agreement is made).
    """
    period = Period(add_months(as_of, -MONTHS), as_of)
    rows = _values(supplies, period)
    book = PriceBook(period)
    return ProductCosts(
        period=period,
        days=len({row.day for row in rows}),
        wh=sum(int(row.wh.sum()) for row in rows),
        products=tuple(_cost(product, rows, book) for product in products),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    area: str
    day: date
    resolution: int
    wh: NDArray[np.int64]


def _values(supplies: Sequence[Supply], period: Period) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(VALUES, [period.starts_on, period.ends_before, array_text([each.pk for each in supplies])])
        found = cursor.fetchall()
    return [_Row(area, day, resolution, np.array(unpack(wh), np.int64)) for area, day, resolution, wh in found]


def _cost(product: Product, rows: Sequence[_Row], book: PriceBook) -> ProductCost:
    priced = [(row, _day(product, row, book)) for row in rows]
    known = [(row.day, cost) for row, cost in priced if cost is not None]
    energy = sum((cost for _on, cost in known), Fraction(0)) / EXACT_PER_ORE
    months = {(row.day.year, row.day.month): row for row in reversed(rows)}
    fixed = sum((_month(product, row, book) for row in months.values()), Fraction(0))
    currency = product.supplier.currency
    return ProductCost(
        name=product.name,
        days=len({day for day, _cost_of in known}),
        energy=Money(round_exact(energy), currency),
        subscription=Money(round_exact(fixed), currency),
    )


def _day(product: Product, row: _Row, book: PriceBook) -> Fraction | None:
    """Return the exact cost of a day with VAT; None where a price of it is not known."""
    vat = 1 + fraction_of_percent(book.vat_percent(day=row.day))
    market = Fraction(0)
    part = PriceComponent.ENERGY
    if product.kind == ProductKind.SPOT:
        part = PriceComponent.MARKUP
        try:
            vector = book.spot(area=row.area, day=row.day, resolution=row.resolution)
        except PriceMissing:
            return None
        market = int((row.wh * vector).sum()) * vat
    own = book.product(product_id=product.pk, component=part, area=row.area, day=row.day)
    if own is None:
        return None
    return market + int(row.wh.sum()) * own.micro * QUARTERS * (1 if own.with_vat else vat)


def _month(product: Product, row: _Row, book: PriceBook) -> Fraction:
    """Return a month's subscription in minor units with VAT, as it stood on the month's first used day."""
    own = book.product(product_id=product.pk, component=PriceComponent.SUBSCRIPTION, area=row.area, day=row.day)
    if own is None:
        return Fraction(0)
    vat = 1 if own.with_vat else 1 + fraction_of_percent(book.vat_percent(day=row.day))
    return Fraction(own.micro, MICRO_PER_MINOR) * vat
