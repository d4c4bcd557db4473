"""The five suppliers of the demo, with their products and the grid companies of the market."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.enums import Country, Currency, CustomerKind, Language, SupplierKind
from accounts.models import Supplier
from contracts import terms
from contracts.enums import Fuel, PriceArea, PriceComponent, ProductKind
from contracts.models import GridCompany, PriceTerm, Product


@dataclass(frozen=True, kw_only=True)
class ExampleProduct:
    """A product and the parts of its price: component, micro-kr, quoted with VAT or not, clause."""

    code: str
    name: str
    kind: ProductKind
    terms_code: str
    prices: tuple[tuple[PriceComponent, int, bool, str], ...]
    customer_kind: CustomerKind = CustomerKind.HOUSEHOLD
    fuel: Fuel = Fuel.ELECTRICITY


ENERGY, MARKUP, MONTHLY = PriceComponent.ENERGY, PriceComponent.MARKUP, PriceComponent.SUBSCRIPTION

BALANCE_GLN = "5799999933349"
SUPPLIERS: tuple[Mapping[str, str], ...] = (
    {
        "code": "gron",
        "name": "Grøn Elforsyning",
        "terms_code": "gron_variable_2024",
        "cvr": "42133434",
        "gln": "5799999933318",
    },
    {"code": "orsted", "name": "Ørsted", "terms_code": "orsted_2019", "cvr": "40138099", "gln": "5799999933325"},
    {
        "code": "energiplus",
        "name": "Energi+",
        "terms_code": "energiplus_2023",
        "cvr": "41627484",
        "gln": "5799999933332",
    },
    {
        "code": "cerius",
        "name": "Cerius",
        "terms_code": "cerius_2019",
        "cvr": "28113285",
        "kind": SupplierKind.GRID,
    },
    {
        "code": "borgholm",
        "name": "Borgholm Energi Elnät",
        "terms_code": "borgholm",
        "kind": SupplierKind.GRID,
        "language": Language.SWEDISH,
        "currency": Currency.SEK,
        "country": Country.SWEDEN,
        "time_zone": "Europe/Stockholm",
    },
)

PRODUCTS: Mapping[str, tuple[ExampleProduct, ...]] = {
    "gron": (
        ExampleProduct(
            code="variabel",
            name="Grøn Variabel",
            kind=ProductKind.SPOT,
            terms_code="gron_variable_2024",
            prices=((MARKUP, 75_000, True, "GE-VF-5.3"), (MONTHLY, 29_000_000, True, "GE-VF-5.3")),
        ),
        ExampleProduct(
            code="fastpris",
            name="Grøn Fastpris",
            kind=ProductKind.FIXED,
            terms_code="gron_fixed_2024",
            prices=((ENERGY, 912_500, True, "GE-VF-5.3"), (MONTHLY, 35_000_000, True, "GE-VF-5.3")),
        ),
        ExampleProduct(
            code="gas",
            name="Grøn Gas",
            kind=ProductKind.VARIABLE,
            terms_code="gron_variable_2024",
            fuel=Fuel.GAS,
            prices=((ENERGY, 648_000, True, "GE-VF-5.3"), (MONTHLY, 19_000_000, True, "GE-VF-5.3")),
        ),
        ExampleProduct(
            code="overskud",
            name="Grøn Overskud",
            kind=ProductKind.SURPLUS,
            terms_code="gron_variable_2024",
            prices=(),
        ),
    ),
    "orsted": (
        ExampleProduct(
            code="variabel",
            name="Ørsted Variabel",
            kind=ProductKind.SPOT,
            terms_code="orsted_2019",
            prices=((MARKUP, 98_000, True, "OR-4.2b"), (MONTHLY, 25_000_000, True, "OR-4.2a")),
        ),
        ExampleProduct(
            code="fast",
            name="Ørsted Fast",
            kind=ProductKind.FIXED,
            terms_code="orsted_2019",
            prices=((ENERGY, 968_750, True, "OR-4.2b"), (MONTHLY, 25_000_000, True, "OR-4.2a")),
        ),
    ),
    "energiplus": (
        ExampleProduct(
            code="erhverv-15",
            name="Strøm+ Erhverv 15",
            kind=ProductKind.SPOT,
            terms_code="energiplus_2023",
            customer_kind=CustomerKind.BUSINESS,
            prices=((MARKUP, 150_000, False, "EP-5.5"), (MONTHLY, 40_000_000, False, "EP-5.2")),
        ),
    ),
}

GRID_COMPANIES = (
    ("5790001089030", "N1", PriceArea.DK1, "CD"),
    ("5790000705689", "Radius Elnet", PriceArea.DK2, "DT_C_01"),
    ("5790000705184", "Cerius", PriceArea.DK2, "30TR_C_ET"),
)


def create_suppliers(*, starts_on: date) -> dict[str, Supplier]:
    """Create the suppliers with the terms they use; everything else of theirs stands in those terms."""
    found = {}
    for row in SUPPLIERS:
        code = row["code"]
        found[code] = Supplier.objects.create(
            **{**row, "code": code},
            host=f"{code}.localhost",
            theme=code,
            sender_name=row["name"],
            sender_email=f"kundeservice@{code}.example",
            balance_gln=BALANCE_GLN if "gln" in row else "",
            fi_creditor="80000002",
            starts_on=starts_on,
        )
    return found


def create_products(suppliers: Mapping[str, Supplier], *, sold_from: date) -> dict[tuple[str, str], Product]:
    """Create each supplier's products with their prices from the first day on."""
    found = {}
    for code, examples in PRODUCTS.items():
        for example in examples:
            terms.by_code(example.terms_code)
            product = Product.objects.create(
                supplier=suppliers[code],
                code=example.code,
                name=example.name,
                kind=example.kind,
                fuel=example.fuel,
                customer_kind=example.customer_kind,
                terms_code=example.terms_code,
                sold_from=sold_from,
            )
            _price(product, example, sold_from)
            found[code, example.code] = product
    return found


def create_grid_companies() -> dict[str, GridCompany]:
    """Create the grid companies the demo's metering points lie with."""
    return {
        name: GridCompany.objects.create(gln=gln, name=name, price_area=area, tariff_code=code)
        for gln, name, area, code in GRID_COMPANIES
    }


def _price(product: Product, example: ExampleProduct, starts_on: date) -> None:
    for component, micro, with_vat, clause in example.prices:
        PriceTerm.objects.create(
            supplier=product.supplier,
            product=product,
            component=component,
            amount_micro=micro,
            with_vat=with_vat,
            clause=clause,
            starts_on=starts_on,
        )
