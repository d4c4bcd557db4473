"""Issue the invoices of a chunk of accounts: numbers, lines, postings, events and messages in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from accounts.models import Supplier
from accounts.operations import number_series
from accounts.queries.customer import Contact, contacts
from billing.enums import TransactionKind
from billing.models import Invoice, Transaction
from billing.operations import invoice_message, invoice_rows
from billing.operations.invoice_rows import Legs
from billing.queries.invoice_due import DueAccount
from billing.queries.invoice_line import ChunkLines, Ints
from config.foundation import text_copy
from config.foundation.text_copy import Writes
from config.foundation.write_behind import write_behind

SERIES = "invoice"
JOB = "job:documents"
EVENT = "billing.invoice.issued"
SUBJECT = "billing.invoice"
WAIT_IN_LINE = "SET LOCAL lock_timeout = '100s'"

TRANSACTION_COLUMNS = ("id", "supplier_id", "cause", "kind", "text", "currency", "business_date", "actor")
EVENT_COLUMNS = (
    "supplier_id", "customer_id", "kind", "subject_type", "subject_id", "actor", "reason", "clause", "data",
    "business_date", "customer_may_see",
)  # fmt: skip


# The sequence is looked up once, not for every number.
RESERVE = """
WITH own AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence)
SELECT nextval(sequence) FROM own, generate_series(1, %s)
"""


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


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A chunk with all of its invoices that can be known before they have their numbers."""

    chunk: ChunkLines
    with_lines: list[int]
    """Which accounts of the chunk get an invoice."""
    place: Ints
    """For each line, which of these invoices it stands on."""
    legs: Legs
    people: Mapping[int, Contact]


def prepare(*, chunk: ChunkLines) -> Prepared:
    """Work out all that is the same whenever the invoices are issued; changes nothing."""
    with_lines = np.unique(chunk.lines.invoice)
    place = np.searchsorted(with_lines, chunk.lines.invoice)
    legs = invoice_rows.legs(lines=chunk.lines, place=place, count=len(with_lines))
    people = contacts(customers=[chunk.accounts[number].customer for number in with_lines.tolist()])
    return Prepared(chunk, with_lines.tolist(), place, legs, people)


@transaction.atomic
def issue(*, supplier: Supplier, prepared: Prepared, as_of: date) -> list[Issued]:
    """
    Issue an invoice to every account of the chunk that has a line, and book it; return them in order.

    The database refuses a second invoice of the same account and days.
    """
    count = len(prepared.with_lines)
    if not count:
        return []
    lines, place, legs = prepared.chunk.lines, prepared.place, prepared.legs
    with connection.cursor() as cursor:
        # The numbers have no gaps, so the workers of a supplier issue one after another, and wait for their turn.
        cursor.execute(WAIT_IN_LINE)
        first = number_series.take(supplier=supplier, series=SERIES, count=count)
        issued = _issued(prepared, _reserve(cursor, Invoice, count), first)
        booked = _reserve_for_those_that_move(cursor, legs)
        with write_behind(cursor) as rows:
            invoice_rows.write_invoices(rows, supplier=supplier, issued=issued, as_of=as_of)
            invoice_rows.write_lines(rows, supplier=supplier, lines=lines, place=place, issued=issued)
            _write_transactions(rows, supplier, issued, booked, as_of)
            invoice_rows.write_entries(
                rows, supplier=supplier, legs=legs, issued=issued, booked=booked, as_of=as_of
            )
            _record(rows, supplier, issued, as_of)
            people = prepared.people
            invoice_message.queue_issued(rows, supplier=supplier, issued=issued, people=people, as_of=as_of)
    return issued


def _reserve(cursor: CursorWrapper, model: type[Invoice | Transaction], count: int) -> list[int]:
    table = model._meta.db_table
    cursor.execute(RESERVE, [table, count])
    return [row[0] for row in cursor.fetchall()]


def _issued(prepared: Prepared, ids: Sequence[int], first: int) -> list[Issued]:
    chunk = prepared.chunk
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
        for order, place in enumerate(prepared.with_lines)
    ]


def _per_invoice(chunk: ChunkLines, amounts: Ints) -> Ints:
    total = np.zeros(len(chunk.accounts), np.int64)
    np.add.at(total, chunk.lines.invoice, amounts)
    return total


def _reserve_for_those_that_move(cursor: CursorWrapper, legs: Legs) -> Ints:
    """Return a transaction's key for each invoice that moves money; one that comes to nothing gets 0."""
    moves = np.flatnonzero(legs.amounts.any(axis=1))
    booked = np.zeros(len(legs.amounts), np.int64)
    booked[moves] = _reserve(cursor, Transaction, len(moves))
    return booked


def _write_transactions(
    cursor: Writes, supplier: Supplier, issued: Sequence[Issued], booked: Ints, as_of: date
) -> None:
    rows = (
        f"{id}\t{supplier.pk}\tinvoice:{one.id}\t{TransactionKind.INVOICE}\t{one.number}"
        f"\t{one.account.currency}\t{as_of}\t{JOB}"
        for id, one in zip(booked.tolist(), issued, strict=True)
        if id
    )
    text_copy.write(cursor, table=Transaction._meta.db_table, columns=TRANSACTION_COLUMNS, rows=rows)


def _record(cursor: Writes, supplier: Supplier, issued: Sequence[Issued], as_of: date) -> None:
    rows = (
        f"{supplier.pk}\t{one.account.customer}\t{EVENT}\t{SUBJECT}\t{one.id}\t{JOB}\t\t{one.account.schedule.clause}"
        f"\t{json.dumps({'number': one.number, 'gross': one.gross})}\t{as_of}\tt"
        for one in issued
    )
    text_copy.write(cursor, table="accounts_event", columns=EVENT_COLUMNS, rows=rows)
