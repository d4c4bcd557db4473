"""Builds households with a year behind them, left so by the product's own operations, for benchmarks of pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

from accounts.models import Customer
from billing.enums import ChargeKind
from billing.models import ChargePrice
from billing.operations import aconto_instalment
from billing.runs import cost, invoice
from complaints.enums import ComplaintSubject
from complaints.operations import complaint
from config.foundation.calendar import add_months
from tests.builders import account, billing, energy, page

MOVED_IN = date(2025, 1, 1)
NOW = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
MEASURED_UNTIL = date(2026, 2, 18)
FIRST_INVOICE_DAY = date(2025, 2, 15)
INVOICES = 13
GRID_SUBSCRIPTION = "AB-C-F"
DAY_OF_USE = [180, 160, 150, 150, 170, 260, 480, 610, 430, 350, 330, 360]


def households(count: int) -> list[page.Home]:
    """
    Return signed-in households with fourteen months of values and costs, thirteen invoices, card, plan and case.

    It is the morning of NOW for whoever looks at them; eighteen days of February are priced and not invoiced.
    """
    energy.figures_of_the_law()
    shop = account.supplier()
    page.market(MOVED_IN, MEASURED_UNTIL)
    product = energy.spot_product(shop)
    grid = energy.grid_company(subscription_code=GRID_SUBSCRIPTION)
    _subscription(since=MOVED_IN)
    homes = [_home(number, product, grid) for number in range(count)]
    for months in range(INVOICES):
        day = add_months(FIRST_INVOICE_DAY, months)
        cost.compute_due(supplier=shop, as_of=day)
        invoice.issue_due(supplier=shop, as_of=day)
    cost.compute_due(supplier=shop, as_of=TODAY)
    for home in homes:
        _finish(home)
    return homes


def _subscription(*, since: date) -> None:
    """Store what the grid company charges for being connected: 60 kr. a month."""
    ChargePrice.objects.create(
        owner_gln=energy.GRID_GLN,
        code=GRID_SUBSCRIPTION,
        kind=ChargeKind.SUBSCRIPTION,
        name="Netabonnement",
        micro=[60_000_000],
        starts_on=since,
        source_id=1,
    )


def _home(number: int, product, grid) -> page.Home:
    point = energy.metering_point(street=f"Havevej {number + 1}", grid_company=grid)
    customer = account.customer(name=f"Karen Hansen {number}", email=f"karen{number}@post.example")
    supply = energy.supply(customer=customer, of=product, at=point, starts_on=MOVED_IN)
    energy.values(supply, MOVED_IN, MEASURED_UNTIL, wh=[wh + number for wh in DAY_OF_USE])
    client = account.signed_in(account.holder(customer, name=customer.name))
    return page.Home(customer, supply, supply.billed.billing_account, client)


def _finish(home: page.Home) -> None:
    billing.card(home.account)
    plan = billing.plan(home.account, starts_on=date(2026, 3, 1), as_of=TODAY)
    aconto_instalment.plan_instalments(plan=plan, as_of=TODAY)
    _case(home.customer)


def _case(customer: Customer) -> None:
    complaint.receive(
        customer=customer,
        subject=ComplaintSubject.TREATMENT,
        text="Jeg har spurgt to gange.",
        by="test",
        as_of=TODAY,
    )
