"""Builds homes that use energy: products with prices, metering points, supplies, values and market prices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.db.models import F

from accounts.models import Customer, Supplier
from billing.enums import ChargeKind
from billing.models import BilledSupply, BillingAccount, ChargePrice, CostMonth, SpotPrice
from billing.rules.charge_code import ELECTRICITY_TAX, ENERGINET_GLN, SYSTEM_TARIFF, TRANSMISSION_TARIFF
from config.foundation.day_length import intervals, starts
from contracts.enums import AgreementState, Fuel, PriceArea, PriceComponent, ProductKind, Quality
from contracts.models import (
    Agreement,
    GridCompany,
    MeteredDay,
    MeteringPoint,
    PriceTerm,
    Product,
    StatuteFigure,
    Supply,
)
from contracts.operations import metered_day, statute
from contracts.operations.metered_day import Delivered
from contracts.rules.day_values import DayPart
from contracts.runs.partition import make_span
from tests.builders import account

LONG_AGO = date(2020, 1, 1)
GRID_GLN = "5790000705689"
GRID_TARIFF = "DT_C_01"
_numbers = count(1)


def grid_company(**fields: object) -> GridCompany:
    standard = {"name": "Nettet", "price_area": PriceArea.DK2, "tariff_code": GRID_TARIFF}
    return GridCompany.objects.get_or_create(gln=GRID_GLN, defaults={**standard, **fields})[0]


def product(at: Supplier | None = None, kind: str = ProductKind.SPOT, **fields: object) -> Product:
    """Return a new product without prices."""
    number = next(_numbers)
    standard = {"terms_code": "gron_variable_2024", "sold_from": LONG_AGO, "name": "Grøn strøm"}
    return Product.objects.create(
        supplier=at or account.supplier(), kind=kind, code=f"p{number}", **{**standard, **fields}
    )


def price(
    of: Product,
    component: str,
    micro: int,
    *,
    with_vat: bool = False,
    since: date = LONG_AGO,
    until: date | None = None,
    clause: str = "GE-VF-4.1",
    area: str = "",
) -> PriceTerm:
    return PriceTerm.objects.create(
        supplier=of.supplier,
        product=of,
        component=component,
        price_area=area,
        amount_micro=micro,
        with_vat=with_vat,
        clause=clause,
        starts_on=since,
        ends_before=until,
    )


def spot_product(at: Supplier | None = None, *, markup: int = 60_000, subscription: int = 29_000_000) -> Product:
    """Return a product at the market price: 6 øre markup per kWh without VAT, 29 kr a month with VAT."""
    made = product(at)
    price(made, PriceComponent.MARKUP, markup)
    price(made, PriceComponent.SUBSCRIPTION, subscription, with_vat=True)
    return made


def fixed_product(at: Supplier | None = None, *, energy: int = 800_000, fuel: str = Fuel.ELECTRICITY) -> Product:
    """Return a product at 80 øre per kWh with VAT, and a subscription of 29 kr."""
    made = product(at, ProductKind.FIXED, fuel=fuel)
    price(made, PriceComponent.ENERGY, energy, with_vat=True)
    price(made, PriceComponent.SUBSCRIPTION, 29_000_000, with_vat=True)
    return made


def metering_point(at: Supplier | None = None, **fields: object) -> MeteringPoint:
    number = next(_numbers)
    standard = {
        "gsrn": f"57{number:016d}",
        "street": "Havevej 1",
        "postcode": "2100",
        "city": "København Ø",
        "price_area": PriceArea.DK2,
    }
    if fields.get("fuel") != Fuel.GAS:
        standard["grid_company"] = grid_company()
    return MeteringPoint.objects.create(supplier=at or account.supplier(), **{**standard, **fields})


def supply(
    *,
    customer: Customer | None = None,
    of: Product | None = None,
    at: MeteringPoint | None = None,
    starts_on: date = date(2026, 1, 1),
    ends_before: date | None = None,
    billing_account: BillingAccount | None = None,
) -> Supply:
    """Return a running supply that a billing account pays for; what is not given is made."""
    customer = customer or account.customer()
    supplier = customer.supplier
    of = of or spot_product(supplier)
    number = next(_numbers)
    agreement = Agreement.objects.create(
        supplier=supplier,
        customer=customer,
        product=of,
        number=f"T{number:06d}",
        terms_code=of.terms_code,
        terms_hash="0" * 64,
        state=AgreementState.ACTIVE,
        concluded_on=starts_on,
        informed_on=starts_on,
        starts_on=starts_on,
        ends_before=ends_before,
    )
    made = Supply.objects.create(
        supplier=supplier,
        agreement=agreement,
        metering_point=at or metering_point(supplier),
        starts_on=starts_on,
        ends_before=ends_before,
    )
    paid_by = billing_account or BillingAccount.objects.create(
        supplier=supplier, customer=customer, number=f"K{number:06d}", fuel=of.fuel, opened_on=starts_on
    )
    BilledSupply.objects.create(supplier=supplier, billing_account=paid_by, supply=made)
    return made


def values(
    of: Supply | MeteringPoint,
    first: date,
    last: date,
    *,
    wh: int | Sequence[int] = 1_000,
    resolution: int = 60,
    quality: Quality = Quality.MEASURED,
    version: datetime | None = None,
) -> int:
    """Store the same Wh in every interval (or this pattern, repeated) of each day from first to last."""
    point = of.metering_point_id if isinstance(of, Supply) else of.pk
    make_span(first=first, last=last)
    pattern = [wh] if isinstance(wh, int) else list(wh)
    delivered = []
    for day in days(first, last):
        length = intervals(day, resolution_minutes=resolution)
        series = tuple(pattern[place % len(pattern)] for place in range(length))
        if quality == Quality.MISSING:
            series = (0,) * length
        part = DayPart(day=day, resolution=resolution, wh=series, quality=(quality,) * length)
        delivered.append(Delivered(point, part, version or datetime.combine(day, datetime.min.time(), UTC)))
    return metered_day.store(delivered=delivered, source_id=1)


def spot(
    first: date,
    last: date,
    *,
    micro: int | Sequence[int] = 500_000,
    resolution: int = 60,
    areas: Iterable[str] = (PriceArea.DK1, PriceArea.DK2),
) -> None:
    """Store a market price of 50 øre per kWh, or this pattern, for each day from first to last."""
    pattern = [micro] if isinstance(micro, int) else list(micro)
    SpotPrice.objects.bulk_create(
        SpotPrice(
            price_area=area,
            day=day,
            resolution=resolution,
            micro=[pattern[n % len(pattern)] for n in range(len(starts(day, resolution_minutes=resolution)))],
            source_id=1,
        )
        for area in areas
        for day in days(first, last)
    )


def charges(
    *,
    grid: Sequence[int] = (200_000,),
    system: int = 54_000,
    transmission: int = 74_000,
    tax: int = 761_000,
    since: date = LONG_AGO,
    until: date | None = None,
) -> None:
    """Store the prices of grid, Energinet and state: flat unless `grid` has one per clock hour; and the VAT."""
    vat()
    rows = [
        (GRID_GLN, GRID_TARIFF, "Nettarif C", grid),
        (ENERGINET_GLN, SYSTEM_TARIFF, "Systemtarif", [system]),
        (ENERGINET_GLN, TRANSMISSION_TARIFF, "Transmissions nettarif", [transmission]),
        (ENERGINET_GLN, ELECTRICITY_TAX, "Elafgift", [tax]),
    ]
    ChargePrice.objects.bulk_create(
        ChargePrice(
            owner_gln=gln,
            code=code,
            kind=ChargeKind.TARIFF,
            name=name,
            micro=list(micro),
            is_tax=code == ELECTRICITY_TAX,
            starts_on=since,
            ends_before=until,
            source_id=1,
        )
        for gln, code, name, micro in rows
    )


def an_hour_passes() -> None:
    """Let everything have been computed an hour ago, and received an hour before that."""
    hour = timedelta(hours=1)
    for model in (MeteredDay, SpotPrice, ChargePrice):
        model.objects.update(received_at=F("received_at") - 2 * hour)
    CostMonth.objects.update(computed_at=F("computed_at") - hour)


def figures_of_the_law() -> None:
    statute.load()


def vat() -> None:
    """Let the law have its VAT, of which a cost cannot do without."""
    StatuteFigure.objects.get_or_create(
        key="vat_rate",
        country="DK",
        valid_from=date(1992, 1, 1),
        defaults={"value": "25", "unit": "percent", "source": "momsloven § 33", "confidence": "A"},
    )


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
