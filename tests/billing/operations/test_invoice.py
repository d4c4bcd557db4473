"""Issuing a chunk of invoices: all of it or none, and never the same days twice."""

from datetime import date

import pytest
from django.db import transaction
from psycopg.errors import ExclusionViolation

from accounts.models import Event, Message, NumberSeries
from billing.models import Invoice, InvoiceLine, Transaction
from billing.operations import invoice
from billing.queries import invoice_due
from billing.queries.invoice_line import chunk_lines
from billing.queries.price_book import PriceBook
from billing.runs import cost
from config.foundation.period import Period
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
INVOICE_DAY = date(2026, 2, 15)


def chunk(*, homes=2):
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(JAN, date(2026, 1, 31))
    for _ in range(homes):
        energy.values(energy.supply(), JAN, date(2026, 1, 31))
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)
    (ids,) = invoice_due.chunks(supplier_id=account.supplier().pk, through=FEB)
    due = invoice_due.due_accounts(ids, through=FEB, as_of=INVOICE_DAY)
    return chunk_lines(due, book=PriceBook(Period(JAN, FEB)))


def issue(found):
    return invoice.issue(supplier=account.supplier(), prepared=invoice.prepare(chunk=found), as_of=INVOICE_DAY)


def test_each_account_gets_one_invoice_with_consecutive_numbers():
    issued = issue(chunk())
    assert [one.number for one in issued] == [1, 2]
    assert [one.gross for one in issued] == list(
        Invoice.objects.order_by("number").values_list("gross", flat=True)
    )
    assert NumberSeries.objects.get(series="invoice").next_number == 3
    lines = Invoice.objects.order_by("number").first().lines.order_by("sequence")
    assert list(lines.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_a_chunk_issued_again_is_refused_by_the_database_and_leaves_no_gap():
    found = chunk()
    issue(found)
    with pytest.raises(ExclusionViolation), transaction.atomic():
        issue(found)
    counts = [model.objects.count() for model in (Invoice, InvoiceLine, Transaction, Message)]
    assert counts == [2, 14, 2, 2]
    assert Event.objects.filter(kind="billing.invoice.issued").count() == 2
    assert NumberSeries.objects.get(series="invoice").next_number == 3


def test_a_chunk_without_lines_issues_nothing():
    found = chunk(homes=1)
    empty = chunk_lines([], book=PriceBook(Period(JAN, FEB)))
    assert issue(empty) == []
    assert found.lines.net.sum() == 1250_06
