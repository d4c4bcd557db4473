"""What a kWh will roughly cost, everything and VAT included, from the prices known on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from billing.queries.cost_supply import CostSupply, supplies
from billing.queries.price_book import PriceBook
from config.foundation.money import fraction_of_percent, round_exact
from config.foundation.period import Period
from contracts.enums import Fuel, MeteringPointKind, PriceComponent, ProductKind
from contracts.rules.price_vector import QUARTERS, PriceMissing, Vector

LOOK_BACK = timedelta(days=28)


def known_price(*, supply_ids: Sequence[int], day: date) -> int:
    """
    Return micro-kr per kWh with VAT: the mean of what is bought by the supplies, each on prices known `day`.

    The market price is the plain mean of the four weeks up to `day`, so the shape of a household's day is
    left out of an estimate that the account corrects later.

    Source: OR-5.1b (prices known at settlement time), GE-VF-4.10 (an estimated price), EP-6.1.

    :raises PriceMissing: when a price that the supplies need is not known yet
    """
    book = PriceBook(Period(day - LOOK_BACK, day + timedelta(days=1)))
    bought = [one for one in supplies(supply_ids) if one.point_kind == MeteringPointKind.CONSUMPTION]
    if not bought:
        raise PriceMissing(of="supply", day=day)
    parts = [part for supply in bought for part in _parts(supply, book, day)]
    vat = 1 + fraction_of_percent(book.vat_percent(day=day))
    total = sum((micro * (1 if with_vat else vat) for micro, with_vat in parts), Fraction(0))
    return round_exact(total / len(bought))


def _parts(supply: CostSupply, book: PriceBook, day: date) -> list[tuple[Fraction, bool]]:
    """Return the parts of a kWh's price in micro-kr, and whether each is quoted with VAT."""
    if supply.product_kind == ProductKind.SPOT:
        own = [(_mean_spot(supply, book, day), False), _own(supply, book, day, PriceComponent.MARKUP)]
    else:
        own = [_own(supply, book, day, PriceComponent.ENERGY)]
    if supply.fuel != Fuel.ELECTRICITY:
        return own
    grid = book.tariff(gln=supply.grid_gln, code=supply.tariff_code, day=day, resolution=60)
    flat = book.system(day=day) + book.transmission(day=day) + book.tax(day=day)
    return [*own, (_mean(grid) + flat, False)]


def _own(supply: CostSupply, book: PriceBook, day: date, component: PriceComponent) -> tuple[Fraction, bool]:
    price = book.product(product_id=supply.product_id, component=component, area=supply.price_area, day=day)
    if price is None:
        raise PriceMissing(of=f"product {supply.product_id} {component}", day=day)
    return Fraction(price.micro), price.with_vat


def _mean_spot(supply: CostSupply, book: PriceBook, day: date) -> Fraction:
    known = []
    for back in range(LOOK_BACK.days + 1):
        try:
            vector = book.spot(area=supply.price_area, day=day - timedelta(days=back), resolution=60)
        except PriceMissing:
            continue
        known.append(_mean(vector))
    if not known:
        raise PriceMissing(of=supply.price_area, day=day)
    return sum(known, Fraction(0)) / len(known)


def _mean(vector: Vector) -> Fraction:
    return Fraction(int(vector.sum()), len(vector) * QUARTERS)
