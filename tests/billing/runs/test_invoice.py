"""The invoice run on real PostgreSQL: who gets an invoice when, its lines, its postings, and never twice."""

from datetime import date

import pytest

from billing.models import Invoice
from billing.runs import cost, invoice
from config import invariant
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
JAN_LAST = date(2026, 1, 31)
INVOICE_DAY = date(2026, 2, 15)


@pytest.fixture
def market():
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(JAN, date(2026, 2, 28))


def priced(home, last=JAN_LAST, **more):
    energy.values(home, JAN, last, **more)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)


def run(as_of=INVOICE_DAY):
    return dict(invoice.issue_due(supplier=account.supplier(), as_of=as_of))


def lines_of(made):
    rows = made.lines.order_by("sequence").values_list("kind", "wh", "net", "vat", "clause")
    return [tuple(row) for row in rows]


def broken(as_of=INVOICE_DAY):
    return [
        (each.name, invariant.broken_rows(each, as_of=as_of))
        for each in invariant.INVARIANTS
        if invariant.broken_rows(each, as_of=as_of) and each.name[0] in "AB"
    ]


def test_a_month_at_the_market_price_is_invoiced_line_by_line(market):
    home = energy.supply()
    priced(home)

    assert run() == {"issued": 1, "waiting": 0}

    made = Invoice.objects.get()
    # 31 days × 24 h × 1 kWh = 744 kWh
    assert lines_of(made) == [
        ("SPOT", 744_000, 372_00, 93_00, "GE-VF-1.2"),  # × 0.50
        ("MARKUP", 744_000, 44_64, 11_16, "GE-VF-4.1"),  # × 0.06
        ("SUBSCRIPTION", None, 23_20, 5_80, "GE-VF-4.1"),  # 29.00 with VAT
        ("GRID_TARIFF", 744_000, 148_80, 37_20, "GE-VF-5.3"),  # × 0.20
        ("SYSTEM_TARIFF", 744_000, 40_18, 10_05, "GE-VF-5.3"),  # × 0.054 = 40.176; VAT 10.045
        ("TRANSMISSION_TARIFF", 744_000, 55_06, 13_77, "GE-VF-5.3"),  # × 0.074 = 55.056; VAT 13.765
        ("TAX", 744_000, 566_18, 141_55, "GE-VF-5.3"),  # × 0.761 = 566.184; VAT 141.545
    ]
    assert (made.wh, made.net, made.vat, made.gross) == (744_000, 1250_06, 312_53, 1562_59)
    assert (made.number, made.issued_on, made.due_on) == (1, INVOICE_DAY, date(2026, 3, 2))
    assert (made.period_starts_on, made.period_ends_before, made.clause) == (JAN, FEB, "GE-VF-4.8")
    assert broken() == []
