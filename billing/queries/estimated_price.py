"""What a kWh will roughly cost, everything and VAT included, from the prices known today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from billing.queries.cost_supply import CostSupply, supplies
from billing.queries.price_book import PriceBook
from billing.rules.price_line import MICRO_PER_ORE
from config.foundation.money import round_exact
from config.foundation.period import Period
from contracts.enums import Fuel, MeteringPointKind, PriceComponent, ProductKind
from contracts.rules.price_vector import QUARTERS, PriceMissing, Vector

LOOK_BACK = timedelta(days=28)
WITH_VAT = Fraction(5, 4)


@dataclass(frozen=True, slots=True)
class EstimatedPrice:
    """Micro-kr per kWh and minor units a month, both with VAT; `source` says which prices went in."""

    price_micro: int
    fixed_per_month: int
    source: str


def estimated_price(*, supply_ids: Sequence[int], day: date) -> EstimatedPrice:
    """
    Return the price to plan payments on account with: the mean of the supplies, each on prices known `day`.

    The market price is the plain mean of the four weeks up to `day`, so the shape of a household's day is
    left out of an estimate that the account corrects later.

    Source: OR-5.1b (prices known at settlement time), GE-VF-4.10 (an estimated price), EP-6.1.

    :raises PriceMissing: when a price that the supplies need is not known yet
    """
    book = PriceBook(Period(day - LOOK_BACK, day + timedelta(days=1)))
    bought = [one for one in supplies(supply_ids) if one.point_kind == MeteringPointKind.CONSUMPTION]
    per_kwh = [sum(_parts(supply, book, day), Fraction(0)) for supply in bought]
    monthly = [_monthly(supply, book, day) for supply in bought]
    return EstimatedPrice(
        price_micro=round_exact(sum(per_kwh, Fraction(0)) / max(1, len(per_kwh))),
        fixed_per_month=round_exact(sum(monthly, Fraction(0)) / MICRO_PER_ORE),
        source=f"prices known on {day.isoformat()}",
    )


def _parts(supply: CostSupply, book: PriceBook, day: date) -> Iterator[Fraction]:
    if supply.product_kind == ProductKind.SPOT:
        yield _mean_spot(supply, book, day) * WITH_VAT
        yield _own(supply, book, day, PriceComponent.MARKUP)
    else:
        yield _own(supply, book, day, PriceComponent.ENERGY)
    if supply.fuel != Fuel.ELECTRICITY:
        return
    grid = book.tariff(gln=supply.grid_gln, code=supply.tariff_code, day=day, resolution=60)
    flat = book.system(day=day) + book.transmission(day=day) + book.tax(day=day)
    yield (_mean(grid) + flat) * WITH_VAT


def _own(supply: CostSupply, book: PriceBook, day: date, component: PriceComponent) -> Fraction:
    price = book.product(product_id=supply.product_id, component=component, area=supply.price_area, day=day)
    if price is None:
        raise PriceMissing(of=f"product {supply.product_id} {component}", day=day)
    return price.micro * (Fraction(1) if price.with_vat else WITH_VAT)


def _monthly(supply: CostSupply, book: PriceBook, day: date) -> Fraction:
    price = book.product(
        product_id=supply.product_id,
        component=PriceComponent.SUBSCRIPTION,
        area=supply.price_area,
        day=day,
    )
    if price is None:
        return Fraction(0)
    return price.micro * (Fraction(1) if price.with_vat else WITH_VAT)


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
