"""Price days of many supplies at once: find each row its vectors and flat prices, then one matrix product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from billing.queries.cost_day import DayRows
from billing.queries.cost_supply import CostSupply
from billing.queries.heating_tax import reduced_wh
from billing.queries.price_book import PriceBook
from billing.rules.cost_day import ByInterval, Component, Flat, day_costs
from contracts.enums import Fuel, MeteringPointKind, PriceComponent, ProductKind
from contracts.rules.price_vector import PriceMissing

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PricedDays:
    """Rows of days with their exact costs; `waiting` counts days left out because a price is missing."""

    supply: NDArray[np.intp]
    day: list[date]
    quality: Ints
    wh: Ints
    exact: dict[Component, Ints]
    reduced_wh: Ints
    waiting: int


def priced(rows: DayRows, *, supplies: Sequence[CostSupply], book: PriceBook) -> PricedDays:
    """Return the costs of the rows whose prices are all there; the others wait for their prices."""
    keys = [_key(supplies[place], day) for place, day in zip(rows.supply, rows.day, strict=True)]
    prices = {
        key: prices_on(supplies[place], day, rows.resolution, book) for key, place, day in _firsts(keys, rows)
    }
    known = np.array([prices[key] is not None for key in keys], bool)
    kept = np.flatnonzero(known)
    chosen = [prices[keys[row]] for row in kept]
    wh, days = rows.wh[kept], [rows.day[row] for row in kept]
    place = rows.supply[kept]
    wh_of_day = wh.sum(axis=1, dtype=np.int64)
    reduced = reduced_wh(supplies=supplies, place=place, days=days, wh=wh_of_day)
    costs = day_costs(wh=wh, prices=_components(chosen, wh_of_day, reduced))
    return PricedDays(place, days, rows.quality[kept], costs.wh, costs.exact, reduced, int((~known).sum()))


@dataclass(frozen=True, slots=True, eq=False)
class RowPrices:
    """What one kind of supply pays on one day: vectors by component, and prices that are flat."""

    vectors: dict[Component, Ints]
    flat: dict[Component, int]


Key = tuple[str, str, str, str, str, int, date]


def _key(supply: CostSupply, day: date) -> Key:
    """Supplies that agree in this pay the same prices that day."""
    return (
        supply.point_kind,
        supply.fuel,
        supply.price_area,
        supply.grid_gln,
        supply.tariff_code,
        supply.product_id,
        day,
    )


def _firsts(keys: Sequence[Key], rows: DayRows) -> list[tuple[Key, int, date]]:
    seen: dict[Key, tuple[Key, int, date]] = {}
    for key, place, day in zip(keys, rows.supply, rows.day, strict=True):
        seen.setdefault(key, (key, int(place), day))
    return list(seen.values())


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
    chosen: Sequence[RowPrices | None], wh_of_day: Ints, reduced: Ints
) -> dict[Component, ByInterval | Flat]:
    found: dict[Component, ByInterval | Flat] = {}
    for component in (Component.SPOT, Component.GRID):
        vectors = [row.vectors.get(component) if row else None for row in chosen]
        if any(vector is not None for vector in vectors):
            found[component] = _by_interval(vectors)
    for component in Component:
        micro = [row.flat.get(component, 0) if row else 0 for row in chosen]
        if any(micro):
            found[component] = Flat(np.array(micro, np.int64), _taxed_wh(component, wh_of_day, reduced))
    return found


def _taxed_wh(component: Component, wh_of_day: Ints, reduced: Ints) -> Ints | None:
    if component == Component.TAX:
        return wh_of_day - reduced
    return reduced if component == Component.TAX_REDUCED else None


def _by_interval(vectors: Sequence[Ints | None]) -> ByInterval:
    """Rows without a price bear a vector of zeros; equal vectors are stored once, by identity."""
    length = next(len(vector) for vector in vectors if vector is not None)
    stack: list[Ints] = [np.zeros(length, np.int64)]
    place: dict[int, int] = {}
    of_row = np.zeros(len(vectors), np.intp)
    for row, vector in enumerate(vectors):
        if vector is None:
            continue
        if id(vector) not in place:
            place[id(vector)] = len(stack)
            stack.append(vector)
        of_row[row] = place[id(vector)]
    return ByInterval(np.stack(stack), of_row)
