"""The pages of invoices: only the owner's, a bounded number of queries, and figures that add up."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from billing.models import Invoice
from billing.queries.invoice_page import invoice_page
from billing.runs import cost, invoice
from contracts.enums import MeteringPointKind, ProductKind
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

JAN = date(2026, 1, 1)
MOST_QUERIES = 12


@pytest.fixture
def market():
    energy.figures_of_the_law()
    energy.charges(grid=[100_000] * 6 + [150_000] * 11 + [600_000] * 4 + [150_000] * 3)
    energy.spot(JAN, date(2026, 4, 30), micro=range(-50_000, 910_000, 40_000))


def invoiced(home, *, months=1):
    last = date(2026, months + 1, 1)
    energy.values(home, JAN, date.fromordinal(last.toordinal() - 1), wh=[400, 0, 311])
    cost.compute_due(supplier=home.supplier, as_of=last)
    invoice.issue_due(supplier=home.supplier, as_of=last.replace(day=15))
    return Invoice.objects.order_by("-number").first()


def reader_of(home):
    return account.signed_in(account.holder(home.agreement.customer))


@pytest.mark.parametrize("months", [1, 3])
def test_the_pages_take_the_same_few_queries_however_many_invoices(market, months):
    home = energy.supply()
    newest = invoiced(home, months=months)
    client = reader_of(home)
    client.get("/regninger/")
    for path in ("/regninger/", f"/regninger/{newest.public_id}/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(path)
        assert answer.status_code == 200
        assert len(asked) <= MOST_QUERIES, [query["sql"][:120] for query in asked]


def test_the_list_shows_every_invoice_with_its_difference(market):
    home = energy.supply()
    invoiced(home, months=3)
    rows = reader_of(home).get("/regninger/").context["invoices"]
    totals = list(Invoice.objects.order_by("-number").values_list("gross", flat=True))
    assert [row.total.minor for row in rows] == totals
    assert [row.difference and row.difference.minor for row in rows] == [
        totals[0] - totals[1],
        totals[1] - totals[2],
        None,
    ]
    assert [row.month for row in rows] == [date(2026, 3, 1), date(2026, 2, 1), JAN]


def test_what_is_owed_falls_on_the_newest_invoices(market):
    home = energy.supply()
    invoiced(home, months=2)
    newer, older = reader_of(home).get("/regninger/").context["invoices"]
    assert (newer.state_kind, older.state_kind) == ("bad", "bad")  # nothing was paid and the days have passed


def test_nobody_elses_invoice_is_found(market):
    home, other = energy.supply(), energy.supply()
    made = invoiced(home)
    stranger = reader_of(other)
    for path in (f"/regninger/{made.public_id}/", f"/regninger/{made.public_id}/dokument/"):
        assert stranger.get(path).status_code == 404
        assert reader_of_once(home).get(path).status_code == 200
    assert reader_of_once(home).get(f"/regninger/{uuid4()}/").status_code == 404
    assert [row.url for row in stranger.get("/regninger/").context["invoices"]] == []


def reader_of_once(home):
    from accounts.models import Access

    found = Access.objects.filter(customer=home.agreement.customer).first()
    return account.signed_in(found.user) if found else reader_of(home)


@pytest.mark.rule("EP-5.6", "OR-6.1c", "GE-VF-5.3")
def test_shares_vat_lines_and_difference_add_up_to_the_total(market):
    home = energy.supply()
    invoiced(home, months=2)
    made = Invoice.objects.order_by("-number").first()
    page = invoice_page(invoice=made, supplier=home.supplier, locale="da", as_of=made.issued_on)

    assert sum(share.amount.minor for share in page.shares) == made.gross
    assert sum(line.amount.minor for line in page.lines) + page.vat.amount.minor == made.gross
    earlier = Invoice.objects.order_by("number").first()
    assert page.difference.change.minor == made.gross - earlier.gross
    assert sum(part.change.minor for part in page.difference.parts) == page.difference.change.minor
    assert (page.quality.measured, page.quality.total) == (28 * 24, 28 * 24)
    assert page.pay_by == made.due_on


def test_the_arithmetic_of_a_tariff_names_each_of_its_prices(market):
    home = energy.supply()
    made = invoiced(home)
    page = invoice_page(invoice=made, supplier=home.supplier, locale="en", as_of=made.issued_on)
    grid = next(line for line in page.lines if line.amount.minor == made.lines.get(kind="GRID_TARIFF").net)
    assert grid.arithmetic.count("×") == 3
    spot = next(line for line in page.lines if line.amount.minor == made.lines.get(kind="SPOT").net)
    assert "744" in spot.arithmetic


def test_values_corrected_after_the_invoice_are_not_shown_as_its_arithmetic(market):
    home = energy.supply()
    made = invoiced(home)
    energy.values(home, JAN, JAN, wh=9_000, version=date_time(2026, 3, 1))
    page = invoice_page(invoice=made, supplier=home.supplier, locale="en", as_of=made.issued_on)
    grid = next(line for line in page.lines if line.amount.minor == made.lines.get(kind="GRID_TARIFF").net)
    assert grid.arithmetic.count("×") == 0


def date_time(year, month, day):
    from datetime import UTC, datetime

    return datetime(year, month, day, tzinfo=UTC)


def test_an_invoice_in_the_customers_favour_says_so(market):
    roof = energy.metering_point(kind=MeteringPointKind.PRODUCTION)
    home = energy.supply(of=energy.product(kind=ProductKind.SURPLUS), at=roof)
    made = invoiced(home)
    assert made.gross < 0
    answer = reader_of(home).get(f"/regninger/{made.public_id}/")
    assert answer.context["invoice"].credit is True
    assert answer.context["invoice"].total.minor == -made.gross
    assert answer.context["invoice"].shares == ()


@pytest.mark.rule("EP-5.2", "OR-4.1")
def test_parts_of_the_money_begin_like_the_lines_with_a_capital(market):
    home = energy.supply()
    made = invoiced(home)
    with override("da"):
        page = invoice_page(invoice=made, supplier=home.supplier, locale="da", as_of=made.issued_on)
    assert [share.label for share in page.shares][-2:] == ["Staten", "Moms"]
    shown = reader_of(home).get(f"/regninger/{made.public_id}/").content.decode()
    assert shown.count('<div class="flat"><b>Moms</b>') == 1


def test_objection_begins_with_the_invoice_chosen(market):
    home = energy.supply()
    made = invoiced(home)
    client = reader_of(home)
    ways = client.get(f"/regninger/{made.public_id}/").context["invoice"].ways
    assert ways[1].url == f"/klage/ny/?invoice={made.public_id}"
    form = client.get(ways[1].url).context["form"]
    assert (form["invoice"].value(), form["subject"].value()) == (str(made.public_id), "INVOICE")
