"""Issue the invoices of a chunk of accounts: numbers, lines, postings, events and messages in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import numpy as np
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from accounts.models import Supplier
from accounts.operations import number_series
from billing.enums import InvoiceKind, LedgerAccount, LineKind, Purpose, TransactionKind
from billing.models import Entry, Invoice, InvoiceLine, Transaction
from billing.operations import invoice_message
from billing.queries.invoice_due import DueAccount
from billing.queries.invoice_line import ChunkLines, Ints, Lines
from billing.rules.invoice_period import last_timely_day
from billing.rules.posting import LINE_SOLD_ON
from config.foundation import text_copy
from config.foundation.text_copy import NULL, escaped

SERIES = "invoice"
JOB = "job:documents"
EVENT = "billing.invoice.issued"
SUBJECT = "billing.invoice"

INVOICE_COLUMNS = (
    "id", "public_id", "supplier_id", "billing_account_id", "number", "kind", "issued_on", "due_on",
    "period_starts_on", "period_ends_before", "currency", "wh", "net", "vat", "gross", "estimated", "clause",
)  # fmt: skip
LINE_COLUMNS = (
    "supplier_id", "invoice_id", "sequence", "supply_id", "starts_on", "ends_before", "wh", "exact", "exact_unit",
    "net", "vat", "vat_percent", "kind", "clause", "source",
)  # fmt: skip
TRANSACTION_COLUMNS = ("id", "supplier_id", "cause", "kind", "text", "business_date", "actor")
ENTRY_COLUMNS = (
    "supplier_id", "transaction_id", "ledger_account", "billing_account_id", "purpose", "currency", "amount",
    "business_date",
)  # fmt: skip
EVENT_COLUMNS = (
    "supplier_id", "customer_id", "kind", "subject_type", "subject_id", "actor", "reason", "clause", "data",
    "business_date", "customer_may_see",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issued:
    """One invoice of the chunk as the rows about it need it."""

    id: int
    number: int
    account: DueAccount
    wh: int
    net: int
    vat: int
    estimated: bool

    @property
    def gross(self) -> int:
        return self.net + self.vat


@transaction.atomic
def issue(*, supplier: Supplier, chunk: ChunkLines, as_of: date) -> list[Issued]:
    """
    Issue an invoice to every account of the chunk that has a line, and book it; return them in order.

    The database refuses a second invoice of the same account and days.
    """
    lines = chunk.lines
    with_lines = np.unique(lines.invoice)
    if not len(with_lines):
        return []
    first = number_series.take(supplier=supplier, series=SERIES, count=len(with_lines))
    with connection.cursor() as cursor:
        ids = _reserve(cursor, Invoice, len(with_lines))
        issued = _issued(chunk, with_lines.tolist(), ids, first)
        _write_invoices(cursor, supplier, issued, as_of)
        _write_lines(cursor, supplier, lines, np.searchsorted(with_lines, lines.invoice), issued)
        _book(cursor, supplier, lines, np.searchsorted(with_lines, lines.invoice), issued, as_of)
        _record(cursor, supplier, issued, as_of)
    invoice_message.queue_issued(supplier=supplier, issued=issued, as_of=as_of)
    return issued


def _reserve(cursor: CursorWrapper, model: type[Invoice | Transaction], count: int) -> list[int]:
    table = model._meta.db_table
    cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
    return [row[0] for row in cursor.fetchall()]


def _issued(chunk: ChunkLines, places: Sequence[int], ids: Sequence[int], first: int) -> list[Issued]:
    net, vat = _per_invoice(chunk, chunk.lines.net), _per_invoice(chunk, chunk.lines.vat)
    return [
        Issued(
            id=ids[order],
            number=first + order,
            account=chunk.accounts[place],
            wh=int(chunk.wh[place]),
            net=int(net[place]),
            vat=int(vat[place]),
            estimated=bool(chunk.estimated[place]),
        )
        for order, place in enumerate(places)
    ]


def _per_invoice(chunk: ChunkLines, amounts: Ints) -> Ints:
    total = np.zeros(len(chunk.accounts), np.int64)
    np.add.at(total, chunk.lines.invoice, amounts)
    return total


def _write_invoices(cursor: CursorWrapper, supplier: Supplier, issued: Sequence[Issued], as_of: date) -> None:
    due_on = last_timely_day(issued_on=as_of)
    rows = (
        f"{one.id}\t{uuid4()}\t{supplier.pk}\t{one.account.id}\t{one.number}\t{InvoiceKind.CONSUMPTION}\t{as_of}"
        f"\t{due_on}\t{one.account.period.starts_on}\t{one.account.period.ends_before}\t{one.account.currency}"
        f"\t{one.wh}\t{one.net}\t{one.vat}\t{one.gross}\t{one.estimated:d}\t{one.account.schedule.clause}"
        for one in issued
    )
    text_copy.write(cursor, table=Invoice._meta.db_table, columns=INVOICE_COLUMNS, rows=rows)


def _write_lines(
    cursor: CursorWrapper, supplier: Supplier, lines: Lines, place: Ints, issued: Sequence[Issued]
) -> None:
    ends = [f"{plan.kind}\t{plan.clause}\t{escaped(plan.source)}" for plan in lines.plans]
    metered = [plan.component is not None for plan in lines.plans]
    first = np.searchsorted(place, np.arange(len(issued)))
    sequence = np.arange(len(place)) - first[place] + 1
    columns = (
        place, lines.plan, sequence, lines.supply, lines.starts_on, lines.ends_before, lines.wh, lines.exact,
        lines.exact_unit, lines.net, lines.vat, lines.vat_percent,
    )  # fmt: skip
    days = {n: str(date.fromordinal(n)) for n in {*lines.starts_on.tolist(), *lines.ends_before.tolist()}}
    rows = (
        f"{supplier.pk}\t{issued[own].id}\t{number}\t{supply}\t{days[starts]}\t{days[end]}"
        f"\t{wh if metered[plan] else NULL}\t{exact}\t{unit}\t{net}\t{vat}\t{percent}\t{ends[plan]}"
        for own, plan, number, supply, starts, end, wh, exact, unit, net, vat, percent in zip(
            *(column.tolist() for column in columns), strict=True
        )
    )
    text_copy.write(cursor, table=InvoiceLine._meta.db_table, columns=LINE_COLUMNS, rows=rows)


def _book(
    cursor: CursorWrapper, supplier: Supplier, lines: Lines, place: Ints, issued: Sequence[Issued], as_of: date
) -> None:
    """The same legs as `posting.invoice`, for all invoices at once; empty ones are left out."""
    booked = _reserve(cursor, Transaction, len(issued))
    transactions = (
        f"{id}\t{supplier.pk}\tinvoice:{one.id}\t{TransactionKind.INVOICE}\t{one.number}\t{as_of}\t{JOB}"
        for id, one in zip(booked, issued, strict=True)
    )
    text_copy.write(cursor, table=Transaction._meta.db_table, columns=TRANSACTION_COLUMNS, rows=transactions)
    entries = _entries(supplier, lines, place, issued, booked, as_of)
    text_copy.write(cursor, table=Entry._meta.db_table, columns=ENTRY_COLUMNS, rows=entries)


def _entries(
    supplier: Supplier, lines: Lines, place: Ints, issued: Sequence[Issued], booked: Sequence[int], as_of: date
) -> Iterator[str]:
    accounts, amounts = legs(lines=lines, place=place, count=len(issued))
    for own, leg in zip(*(found.tolist() for found in np.nonzero(amounts)), strict=True):
        one = issued[own]
        yield (
            f"{supplier.pk}\t{booked[own]}\t{accounts[leg]}\t{one.account.id}\t{Purpose.ENERGY}"
            f"\t{one.account.currency}\t{amounts[own, leg]}\t{as_of}"
        )


def legs(*, lines: Lines, place: Ints, count: int) -> tuple[list[LedgerAccount], Ints]:
    """Return the ledger accounts moved, and per invoice (row) what each of them moves by."""
    sold = [LINE_SOLD_ON[LineKind(plan.kind)] for plan in lines.plans]
    accounts = [LedgerAccount.RECEIVABLE, LedgerAccount.VAT, *dict.fromkeys(sold)]
    amounts = np.zeros((count, len(accounts)), np.int64)
    earner = np.array([accounts.index(account) for account in sold])[lines.plan]
    np.add.at(amounts, (place, np.zeros_like(place)), lines.net + lines.vat)
    np.add.at(amounts, (place, np.ones_like(place)), -lines.vat)
    np.add.at(amounts, (place, earner), -lines.net)
    return accounts, amounts


def _record(cursor: CursorWrapper, supplier: Supplier, issued: Sequence[Issued], as_of: date) -> None:
    rows = (
        f"{supplier.pk}\t{one.account.customer}\t{EVENT}\t{SUBJECT}\t{one.id}\t{JOB}\t\t{one.account.schedule.clause}"
        f"\t{json.dumps({'number': one.number, 'gross': one.gross})}\t{as_of}\tt"
        for one in issued
    )
    text_copy.write(cursor, table="accounts_event", columns=EVENT_COLUMNS, rows=rows)
