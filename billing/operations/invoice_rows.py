"""Write the invoices of a chunk, their lines and their postings, all rows of a kind by one COPY."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accounts.models import Supplier
from billing.enums import InvoiceKind, LedgerAccount, LineKind, Purpose
from billing.models import Entry, Invoice, InvoiceLine
from billing.queries.invoice_line import Ints, Lines
from billing.rules.invoice_period import last_timely_day
from billing.rules.posting import LINE_SOLD_ON
from config.foundation import copy_shape
from config.foundation.binary_copy import day_number
from config.foundation.copy_shape import Shape, json_word, word
from config.foundation.text_copy import Writes

if TYPE_CHECKING:
    from billing.operations.invoice import Issued

INVOICE = {
    "id": "bigint", "public_id": "uuid", "supplier_id": "bigint", "billing_account_id": "bigint",
    "number": "bigint", "kind": "text", "issued_on": "date", "due_on": "date", "period_starts_on": "date",
    "period_ends_before": "date", "currency": "text", "wh": "bigint", "net": "bigint", "vat": "bigint",
    "gross": "bigint", "estimated": "boolean", "clause": "text",
}  # fmt: skip
LINE = {
    "supplier_id": "bigint", "invoice_id": "bigint", "sequence": "smallint", "supply_id": "bigint",
    "kind": "text", "starts_on": "date", "ends_before": "date", "wh": "bigint", "exact": "bigint",
    "exact_unit": "bigint", "net": "bigint", "vat": "bigint", "vat_percent": "smallint", "clause": "text",
    "source": "jsonb",
}  # fmt: skip
ENTRY = {
    "supplier_id": "bigint", "transaction_id": "bigint", "ledger_account": "text", "billing_account_id": "bigint",
    "purpose": "text", "currency": "text", "amount": "bigint", "business_date": "date",
}  # fmt: skip

ORDINAL_OF_DAY_0 = date(2000, 1, 1).toordinal()


def write_invoices(cursor: Writes, *, supplier: Supplier, issued: Sequence[Issued], as_of: date) -> None:
    """Write the invoices themselves; they share their words by currency and clause."""
    shapes = []
    for (currency, clause), place in _by(issued, lambda one: (one.account.currency, one.account.schedule.clause)):
        own = [issued[number] for number in place.tolist()]
        data: dict[str, Any] = {
            "id": _numbers([one.id for one in own]),
            "public_id": _random_uuids(len(own)),
            "supplier_id": supplier.pk,
            "billing_account_id": _numbers([one.account.id for one in own]),
            "number": _numbers([one.number for one in own]),
            "kind": word(InvoiceKind.CONSUMPTION),
            "issued_on": day_number(as_of),
            "due_on": day_number(last_timely_day(issued_on=as_of)),
            "period_starts_on": _numbers([day_number(one.account.period.starts_on) for one in own]),
            "period_ends_before": _numbers([day_number(one.account.period.end) for one in own]),
            "currency": word(currency),
            "wh": _numbers([one.wh for one in own]),
            "net": _numbers([one.net for one in own]),
            "vat": _numbers([one.vat for one in own]),
            "gross": _numbers([one.gross for one in own]),
            "estimated": _numbers([one.estimated for one in own]),
            "clause": word(clause),
        }
        shapes.append(Shape(place, data))
    copy_shape.write(cursor, table=Invoice._meta.db_table, columns=INVOICE, shapes=shapes)


def write_lines(
    cursor: Writes, *, supplier: Supplier, lines: Lines, place: Ints, issued: Sequence[Issued]
) -> None:
    """Write the lines in the order of their invoices; those of one plan share their words."""
    first = np.searchsorted(place, np.arange(len(issued)))
    column = {
        "invoice_id": _numbers([one.id for one in issued])[place],
        "sequence": np.arange(len(place)) - first[place] + 1,
        "supply_id": lines.supply,
        "starts_on": lines.starts_on - ORDINAL_OF_DAY_0,
        "ends_before": lines.ends_before - ORDINAL_OF_DAY_0,
        "wh": lines.wh,
        "exact": lines.exact,
        "exact_unit": lines.exact_unit,
        "net": lines.net,
        "vat": lines.vat,
        "vat_percent": lines.vat_percent,
    }
    shapes = []
    for number, plan in enumerate(lines.plans):
        rows = np.flatnonzero(lines.plan == number)
        data: dict[str, Any] = {name: values[rows] for name, values in column.items()}
        data |= {"supplier_id": supplier.pk, "kind": word(plan.kind), "clause": word(plan.clause)}
        data["source"] = json_word(plan.source)
        if plan.component is None:
            data["wh"] = None
        shapes.append(Shape(rows, data))
    copy_shape.write(cursor, table=InvoiceLine._meta.db_table, columns=LINE, shapes=shapes)


@dataclass(frozen=True, slots=True, eq=False)
class Legs:
    """The ledger accounts moved, and per invoice (row) what each of them moves by."""

    accounts: list[LedgerAccount]
    amounts: Ints


def write_entries(
    cursor: Writes,
    *,
    supplier: Supplier,
    legs: Legs,
    issued: Sequence[Issued],
    booked: Ints,
    as_of: date,
) -> None:
    """
    Write the same legs as `posting.invoice` says, for all invoices at once; empty ones are left out.

    `booked` is the transaction of each invoice; one without legs needs none.
    """
    amounts = legs.amounts
    billing_account = _numbers([one.account.id for one in issued])
    kept = amounts != 0
    order = (np.cumsum(kept.ravel()) - 1).reshape(kept.shape)
    shapes = []
    for (currency,), own in _by(issued, lambda one: (one.account.currency,)):
        for leg, account in enumerate(legs.accounts):
            rows = own[kept[own, leg]]
            data: Mapping[str, Any] = {
                "supplier_id": supplier.pk,
                "transaction_id": booked[rows],
                "ledger_account": word(account),
                "billing_account_id": billing_account[rows],
                "purpose": word(Purpose.ENERGY),
                "currency": word(currency),
                "amount": amounts[rows, leg],
                "business_date": day_number(as_of),
            }
            shapes.append(Shape(order[rows, leg], data))
    copy_shape.write(cursor, table=Entry._meta.db_table, columns=ENTRY, shapes=shapes)


def legs(*, lines: Lines, place: Ints, count: int) -> Legs:
    """Return what the invoices move, each line on the account it is sold on."""
    sold = [LINE_SOLD_ON[LineKind(plan.kind)] for plan in lines.plans]
    accounts = [LedgerAccount.RECEIVABLE, LedgerAccount.VAT, *dict.fromkeys(sold)]
    amounts = np.zeros((count, len(accounts)), np.int64)
    earner = np.array([accounts.index(account) for account in sold], np.intp)[lines.plan]
    np.add.at(amounts, (place, np.zeros_like(place)), lines.net + lines.vat)
    np.add.at(amounts, (place, np.ones_like(place)), -lines.vat)
    np.add.at(amounts, (place, earner), -lines.net)
    return Legs(accounts, amounts)


def _by(
    issued: Sequence[Issued], key: Callable[[Issued], tuple[str, ...]]
) -> list[tuple[tuple[str, ...], NDArray[np.intp]]]:
    """Return the places of the invoices with the same words."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(issued):
        groups.setdefault(key(one), []).append(number)
    return [(words, np.array(places, np.intp)) for words, places in groups.items()]


def _numbers(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _random_uuids(count: int) -> NDArray[np.void]:
    """Return random UUIDs (RFC 9562, version 4) as 16 bytes each."""
    octets = np.frombuffer(os.urandom(16 * count), np.uint8).reshape(count, 16).copy()
    octets[:, 6] = octets[:, 6] & 0x0F | 0x40
    octets[:, 8] = octets[:, 8] & 0x3F | 0x80
    return octets.view("V16").ravel()
