"""Price days of many supplies at once: find each row its vectors and flat prices, then one matrix product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from billing.queries.cost_day import DayRows
from billing.queries.cost_supply import CostSupply
from billing.queries.price_book import PriceBook
from billing.rules.cost_day import ByInterval, Component, Flat, day_costs
from contracts.enums import Fuel, MeteringPointKind, PriceComponent, ProductKind
from contracts.rules.price_vector import PriceMissing

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PricedDays:
    """Rows of days with their exact costs; `waiting` counts days left out because a price is missing."""

    supply: NDArray[np.intp]
    day: NDArray[np.datetime64]
    quality: Ints
    wh: Ints
    exact: dict[Component, Ints]
    reduced_wh: Ints
    waiting: int


def priced(rows: DayRows, *, reduced_wh: Ints, supplies: Sequence[CostSupply], book: PriceBook) -> PricedDays:
    """
    Return the costs of the rows whose prices are all there; the others wait for their prices.

    `reduced_wh` is how much of each row bears the reduced electricity tax.

    Prices are looked up once for every kind of supply and day, never per row.
    """
    kinds, kind_of_supply = _kinds(supplies)
    day = rows.day.astype(np.int64)
    pairs, pair_of_row = _pairs(kind_of_supply[rows.supply], day)
    prices = [
        prices_on(kinds[kind], np.datetime64(number, "D").astype(object), rows.resolution, book)
        for kind, number in pairs
    ]
    known = np.array([price is not None for price in prices], bool)[pair_of_row]
    kept = np.flatnonzero(known)
    wh, days, place = rows.wh[kept], rows.day[kept], rows.supply[kept]
    wh_of_day = wh.sum(axis=1, dtype=np.int64)
    reduced = reduced_wh[kept]
    costs = day_costs(wh=wh, prices=_components(prices, pair_of_row[kept], wh_of_day, reduced))
    return PricedDays(place, days, rows.quality[kept], costs.wh, costs.exact, reduced, int((~known).sum()))


def _pairs(kind: NDArray[np.intp], day: Ints) -> tuple[list[tuple[int, int]], NDArray[np.intp]]:
    """Return the pairs of kind and day there are, and the pair of each row; by a table, without sorting."""
    first, days = int(day.min()), int(np.ptp(day)) + 1
    key = kind * days + (day - first)
    there = np.zeros(int(key.max()) + 1, np.intp)
    there[key] = 1
    found = np.flatnonzero(there)
    there[found] = np.arange(len(found))
    return [(int(one) // days, int(one) % days + first) for one in found], there[key]


@dataclass(frozen=True, slots=True, eq=False)
class RowPrices:
    """What one kind of supply pays on one day: vectors by component, and prices that are flat."""

    vectors: dict[Component, Ints]
    flat: dict[Component, int]


def _kinds(supplies: Sequence[CostSupply]) -> tuple[list[CostSupply], NDArray[np.intp]]:
    """Return one supply of each kind that pays the same prices on any day, and the kind of every supply."""
    number: dict[tuple[object, ...], int] = {}
    kinds: list[CostSupply] = []
    of_supply = np.zeros(len(supplies), np.intp)
    for place, supply in enumerate(supplies):
        key = (
            supply.point_kind,
            supply.fuel,
            supply.price_area,
            supply.grid_gln,
            supply.tariff_code,
            supply.product_id,
            supply.electric_heating_from,
        )
        if key not in number:
            number[key] = len(kinds)
            kinds.append(supply)
        of_supply[place] = number[key]
    return kinds, of_supply


def prices_on(supply: CostSupply, day: date, resolution: int, book: PriceBook) -> RowPrices | None:
    """Return what a supply pays on a day; None while a price of it is missing."""
    try:
        if supply.point_kind == MeteringPointKind.PRODUCTION:
            return _surplus(supply, day, resolution, book)
        own = _own(supply, day, resolution, book)
        return _with_grid(own, supply, day, resolution, book) if supply.fuel == Fuel.ELECTRICITY else own
    except PriceMissing:
        return None


def _own(supply: CostSupply, day: date, resolution: int, book: PriceBook) -> RowPrices:
    vectors, flat = {}, {}
    if supply.product_kind == ProductKind.SPOT:
        vectors[Component.SPOT] = book.spot(area=supply.price_area, day=day, resolution=resolution)
        flat[Component.MARKUP] = _product(supply, day, book, PriceComponent.MARKUP)
    else:
        flat[Component.ENERGY] = _product(supply, day, book, PriceComponent.ENERGY)
    return RowPrices(vectors, flat)


def _with_grid(own: RowPrices, supply: CostSupply, day: date, resolution: int, book: PriceBook) -> RowPrices:
    own.vectors[Component.GRID] = book.tariff(
        gln=supply.grid_gln, code=supply.tariff_code, day=day, resolution=resolution
    )
    own.flat[Component.SYSTEM] = book.system(day=day)
    own.flat[Component.TRANSMISSION] = book.transmission(day=day)
    own.flat[Component.TAX] = book.tax(day=day)
    if supply.electric_heating_from is not None and day >= supply.electric_heating_from:
        own.flat[Component.TAX_REDUCED] = book.reduced_tax(day=day)
    return own


def _surplus(supply: CostSupply, day: date, resolution: int, book: PriceBook) -> RowPrices:
    """Surplus is bought from the customer at the market price, so it is a cost with the sign turned."""
    spot = book.spot(area=supply.price_area, day=day, resolution=resolution)
    return RowPrices({Component.SPOT: -spot}, {})


def _product(supply: CostSupply, day: date, book: PriceBook, component: str) -> int:
    price = book.product(product_id=supply.product_id, component=component, area=supply.price_area, day=day)
    if price is None:
        raise PriceMissing(of=f"product {supply.product_id} {component}", day=day)
    return price.micro


def _components(
    prices: Sequence[RowPrices | None], price_of_row: NDArray[np.intp], wh_of_day: Ints, reduced: Ints
) -> dict[Component, ByInterval | Flat]:
    found: dict[Component, ByInterval | Flat] = {}
    for component in (Component.SPOT, Component.GRID):
        vectors = [price.vectors.get(component) if price else None for price in prices]
        if any(vector is not None for vector in vectors):
            found[component] = ByInterval(_stacked(vectors), price_of_row)
    for component in Component:
        micro = [price.flat.get(component, 0) if price else 0 for price in prices]
        if any(micro):
            of_row = np.array(micro, np.int64)[price_of_row]
            found[component] = Flat(of_row, _taxed_wh(component, wh_of_day, reduced))
    return found


def _taxed_wh(component: Component, wh_of_day: Ints, reduced: Ints) -> Ints | None:
    if component == Component.TAX:
        return wh_of_day - reduced
    return reduced if component == Component.TAX_REDUCED else None


def _stacked(vectors: Sequence[Ints | None]) -> Ints:
    """What bears no such price bears a vector of zeros."""
    length = next(len(vector) for vector in vectors if vector is not None)
    zeros = np.zeros(length, np.int64)
    return np.stack([zeros if vector is None else vector for vector in vectors])
