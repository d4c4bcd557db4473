"""What the COPY of a chunk writes: the same rows as one would write one by one, keys of their own."""

import json
from datetime import date
from uuid import RFC_4122

import pytest

from billing.enums import LedgerAccount
from billing.models import Entry, Invoice, InvoiceLine
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


@pytest.fixture
def issued():
    energy.figures_of_the_law()
    energy.charges()
    energy.spot(JAN, date(2026, 1, 31))
    for wh in (1_000, 1_777):
        energy.values(energy.supply(), JAN, date(2026, 1, 31), wh=wh)
    cost.compute_due(supplier=account.supplier(), as_of=INVOICE_DAY)
    (ids,) = invoice_due.chunks(supplier_id=account.supplier().pk, through=FEB)
    due = invoice_due.due_accounts(ids, through=FEB, as_of=INVOICE_DAY)
    found = chunk_lines(due, book=PriceBook(Period(JAN, FEB)))
    return invoice.issue(supplier=account.supplier(), prepared=invoice.prepare(chunk=found), as_of=INVOICE_DAY)


def test_an_invoice_has_its_dates_words_and_a_random_key_of_its_own(issued):
    rows = list(Invoice.objects.order_by("number"))
    assert [(row.pk, row.gross, row.wh) for row in rows] == [(one.id, one.gross, one.wh) for one in issued]
    for row in rows:
        assert (row.issued_on, row.due_on) == (INVOICE_DAY, date(2026, 3, 2))
        assert (row.period_starts_on, row.period_ends_before) == (JAN, FEB)
        assert (row.kind, row.currency, row.clause, row.estimated) == ("CONSUMPTION", "DKK", "GE-VF-4.8", False)
        assert (row.public_id.version, row.public_id.variant) == (4, RFC_4122)
    assert len({row.public_id for row in rows}) == 2


def test_lines_keep_their_order_and_only_metered_ones_have_wh(issued):
    for one in issued:
        lines = list(InvoiceLine.objects.filter(invoice_id=one.id).order_by("sequence"))
        assert [line.sequence for line in lines] == list(range(1, len(lines) + 1))
        assert sum(line.net for line in lines) == one.net
        assert sum(line.vat for line in lines) == one.vat
        assert {line.wh for line in lines} == {None, one.wh}
        assert all(isinstance(line.source, dict) and json.dumps(line.source) for line in lines)
        assert {(line.starts_on, line.ends_before) for line in lines} == {(JAN, FEB)}


def test_entries_are_the_legs_of_each_invoice(issued):
    for one in issued:
        entries = Entry.objects.filter(transaction__cause=f"invoice:{one.id}")
        moved = dict(entries.values_list("ledger_account", "amount"))
        assert moved[LedgerAccount.RECEIVABLE] == one.gross
        assert moved[LedgerAccount.VAT] == -one.vat
        assert sum(moved.values()) == 0
        assert {entry.billing_account_id for entry in entries} == {one.account.id}
