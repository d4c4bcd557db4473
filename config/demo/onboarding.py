"""Takes an example customer in through the product's own operations: agreement, account, login, payment method."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import httpx
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from accounts.enums import AccessRole, CustomerKind
from accounts.models import Access, Customer, Supplier, User
from accounts.operations import number_series
from accounts.rules.sort_name import sort_name
from billing.enums import MethodKind
from billing.models import BillingAccount
from billing.operations import account as accounts
from billing.operations import payment_method
from billing.operations.aconto_opening import open_plan
from billing.runs import card_enrolment
from billing.runs.provider import card_provider
from config.demo.household import Example, meter_numbers
from contracts.enums import Fuel, MeteringPointKind
from contracts.models import GridCompany, MeteringPoint, Product
from contracts.operations import agreement as agreements

BY = "demo"
PASSWORD = "min-side-demo"  # noqa: S105 -- printed for everybody who starts the demo
EXPECTED_YEAR_WH_PER_PERSON = 900_000


@dataclass(frozen=True)
class Market:
    """What the examples are taken into: suppliers, products and grid companies by their codes."""

    suppliers: Mapping[str, Supplier]
    products: Mapping[tuple[str, str], Product]
    grids: Mapping[str, GridCompany]


def take_in(index: int, example: Example, *, market: Market, starts_on: date, as_of: date) -> Customer:
    """Conclude the example's agreements on `as_of`, a while before supply starts."""
    supplier = market.suppliers[example.supplier]
    customer = _customer(example, supplier)
    _login(example, customer, as_of)
    points = _points(index, example, supplier, market)
    products = {"consumption": example.product, "surplus": "overskud", "gas": "gas"}
    for fuel, names in ((Fuel.ELECTRICITY, ("consumption", "surplus")), (Fuel.GAS, ("gas",))):
        mine = [name for name in names if name in points]
        if not mine:
            continue
        account = accounts.open_account(customer=customer, as_of=as_of, by=BY, fuel=fuel)
        for name in mine:
            product = market.products[example.supplier, products[name]]
            _agree(account, points[name], product, starts_on, as_of)
        _pay_with(example, account, as_of)
        open_plan(account=account, starts_on=starts_on, by=BY, as_of=as_of)
    return customer


@transaction.atomic
def _customer(example: Example, supplier: Supplier) -> Customer:
    number = number_series.take(supplier=supplier, series="customer")
    return Customer.objects.create(
        supplier=supplier,
        number=str(100_000 + number),
        kind=CustomerKind.BUSINESS if example.cvr else CustomerKind.HOUSEHOLD,
        name=example.name,
        sort_name=sort_name(name=example.name),
        email=example.email,
        phone=example.phone,
        street=example.street,
        postcode=example.postcode,
        city=example.city,
        cvr=example.cvr,
    )


def _login(example: Example, customer: Customer, as_of: date) -> None:
    user = User.objects.create_user(
        example.email, PASSWORD, supplier=customer.supplier, name=example.name, language="da"
    )
    EmailAddress.objects.create(user=user, email=example.email, verified=True, primary=True)
    Access.objects.create(
        supplier=customer.supplier,
        customer=customer,
        user=user,
        role=AccessRole.HOLDER,
        starts_on=as_of,
        granted_by=BY,
    )


def _points(index: int, example: Example, supplier: Supplier, market: Market) -> dict[str, MeteringPoint]:
    wanted = {"consumption": True, "surplus": bool(example.meter.solar_watt_peak), "gas": example.gas}
    grid = market.grids[example.grid]
    return {
        name: MeteringPoint.objects.create(
            supplier=supplier,
            gsrn=number,
            kind=MeteringPointKind.PRODUCTION if name == "surplus" else MeteringPointKind.CONSUMPTION,
            fuel=Fuel.GAS if name == "gas" else Fuel.ELECTRICITY,
            street=example.street,
            postcode=example.postcode,
            city=example.city,
            price_area=grid.price_area,
            grid_company=grid,
            resolution=example.resolution,
            expected_year_wh=_expected(example, name),
        )
        for name, number in meter_numbers(index).items()
        if wanted[name]
    }


def _expected(example: Example, name: str) -> int | None:
    """The grid company's expectation; one who has just moved in has none (GE-VF-4.9)."""
    if not example.months_ago or name == "surplus":
        return None
    persons = EXPECTED_YEAR_WH_PER_PERSON * example.meter.persons
    base = 3_000_000 * example.meter.persons if example.cvr else 1_300_000 + persons
    return base + (9_000_000 if example.electric_heating or name == "gas" else 0)


def _agree(account: BillingAccount, point: MeteringPoint, product: Product, starts_on: date, as_of: date) -> None:
    agreement = agreements.conclude(
        customer=account.customer,
        product=product,
        metering_point=point,
        starts_on=starts_on,
        by=BY,
        as_of=as_of,
    )
    for supply in agreement.supplies.all():
        accounts.bill_supply(account=account, supply=supply)


def _pay_with(example: Example, account: BillingAccount, as_of: date) -> None:
    if not example.card:
        payment_method.activate_agreed(account=account, kind=MethodKind.BETALINGSSERVICE, by=BY, as_of=as_of)
        return
    provider = card_provider()
    page = f"http://{account.supplier.host}{settings.LINK_PORT}/"
    begun = card_enrolment.begin(
        account=account, provider=provider, success_url=page, cancel_url=page, by=BY, as_of=as_of
    )
    type_card(begun.url, number=example.card, expires=example.card_expires)
    card_enrolment.finish(method=begun.method, provider=provider, by=BY, as_of=as_of)


def type_card(url: str, *, number: str, expires: str) -> None:
    """Fill in the sandbox's card page as the card holder would, and approve at the bank when it asks."""
    fields = {"number": number, "expiry": expires, "cvc": "123", "name": "Demo"}
    answer = httpx.post(url, data=fields, timeout=20)
    location = httpx.URL(url).join(answer.headers.get("location", ""))
    if "authenticate" in location.path:
        session = location.params.get("session", "")
        httpx.post(location.copy_with(query=None), data={"decision": "approve", "session": session}, timeout=20)
