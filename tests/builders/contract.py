"""Builds products, agreements, metering points and supplies for tests; dates are constants."""

from __future__ import annotations

from datetime import date
from itertools import count

from accounts.models import Customer, Supplier
from contracts.enums import AgreementState, PriceArea, PriceComponent, ProductKind
from contracts.models import Agreement, GridCompany, MeteringPoint, PriceTerm, Product, Supply
from tests.builders import account as accounts
from tests.builders import energy

STARTS_ON = date(2025, 1, 1)
GRID_GLN = "5790000705689"
_numbers = count(1)


def product(at: Supplier | None = None, code: str = "spot", **fields: object) -> Product:
    """Return the product of a code, made if it is not there: bought by the hour unless told otherwise."""
    at = at or accounts.supplier()
    standard = {"name": code.capitalize(), "kind": ProductKind.SPOT, "sold_from": STARTS_ON}
    standard |= {"terms_code": at.terms_code}
    found, _made = Product.objects.get_or_create(supplier=at, code=code, defaults={**standard, **fields})
    return found


def price_term(
    of: Product, component: PriceComponent, micro: int, *, with_vat: bool = True, starts_on: date = STARTS_ON
) -> PriceTerm:
    """Return one part of a product's price, running on."""
    energy.vat()
    return PriceTerm.objects.create(
        supplier=of.supplier,
        product=of,
        component=component,
        amount_micro=micro,
        with_vat=with_vat,
        clause="OR-4.2a",
        starts_on=starts_on,
    )


def grid_company(**fields: object) -> GridCompany:
    """Return the grid company of GRID_GLN, made if it is not there."""
    standard = {"name": "Radius", "price_area": PriceArea.DK2, "tariff_code": "DT_C_01", "subscription_code": ""}
    found, _made = GridCompany.objects.get_or_create(gln=GRID_GLN, defaults={**standard, **fields})
    return found


def agreement(of: Customer | None = None, buys: Product | None = None, **fields: object) -> Agreement:
    """Return a running agreement of a customer."""
    of = of or accounts.customer()
    buys = buys or product(of.supplier)
    standard = {
        "number": f"A{next(_numbers):06d}",
        "terms_code": buys.terms_code,
        "terms_hash": "0" * 64,
        "state": AgreementState.ACTIVE,
        "concluded_on": STARTS_ON,
        "informed_on": STARTS_ON,
        "starts_on": STARTS_ON,
    }
    return Agreement.objects.create(supplier=of.supplier, customer=of, product=buys, **{**standard, **fields})


def metering_point(at: Supplier | None = None, **fields: object) -> MeteringPoint:
    """Return a new metering point in the east of Denmark."""
    at = at or accounts.supplier()
    standard = {
        "gsrn": f"5713131{next(_numbers):011d}",
        "street": "Havevej 1",
        "postcode": "2100",
        "city": "København Ø",
        "price_area": PriceArea.DK2,
        "grid_company": grid_company(),
        "expected_year_wh": 4_000_000,
    }
    return MeteringPoint.objects.create(supplier=at, **{**standard, **fields})


def supply(under: Agreement | None = None, at: MeteringPoint | None = None, **fields: object) -> Supply:
    """Return a supply that runs on from the first day of its agreement."""
    under = under or agreement()
    at = at or metering_point(under.supplier)
    standard = {"starts_on": under.starts_on}
    return Supply.objects.create(
        supplier=under.supplier, agreement=under, metering_point=at, **{**standard, **fields}
    )
