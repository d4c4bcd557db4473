"""A customer's invoices as a list: month, amount, difference to the one before, and whether it is covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, F, QuerySet, Sum, Window
from django.db.models.functions import Coalesce, ExtractYear, Lag
from django.utils.translation import gettext as _

from accounts.models import Customer
from billing.enums import LedgerAccount
from billing.models import Entry, Invoice
from config.foundation.compiled_query import compiled_once
from config.foundation.money import Money
from config.foundation.page_path import path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How much of an invoice is not covered by what the customer has paid, and that in words."""

    open: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One invoice in a list."""

    url: str
    number: int
    month: date
    made: date
    wh: int
    total: Money
    difference: Money | None
    state: str
    state_kind: str


def invoices_of(customer: Customer, *, year: int | None = None) -> QuerySet[Invoice]:
    """Return the customer's invoices, newest first, each with the total of the account's one before it."""
    before = Window(Lag("gross"), partition_by="billing_account_id", order_by=["period_starts_on", "number"])
    theirs = Invoice.objects.filter(billing_account__customer=customer).annotate(gross_before=before)
    if year is not None:
        theirs = theirs.filter(pk__in=Invoice.objects.filter(period_starts_on__year=year).values("pk"))
    return theirs.order_by("-period_starts_on", "-number")


def some_of(customer: Customer, *, year: int | None, first: int, most: int) -> list[Invoice]:
    """Return `most` of these invoices from the one at place `first` on."""
    if year is not None:
        return list(invoices_of(customer, year=year)[first : first + most])
    return _cut(first, first + most)(customer.pk)


@lru_cache(maxsize=64)
def _cut(first: int, end: int) -> Callable[[int], list[Invoice]]:
    @compiled_once
    def rows(customer: int) -> QuerySet[Invoice]:
        return invoices_of(Customer(pk=customer))[first:end]

    return rows


def counts_by_year(customer: Customer) -> dict[int, int]:
    """Return how many invoices the customer has for each year, newest year first."""
    return dict(_counts(customer.pk))


@compiled_once
def _counts(customer: int) -> QuerySet[Invoice, tuple[int, int]]:
    years = Invoice.objects.filter(billing_account__customer_id=customer).annotate(
        y=ExtractYear("period_starts_on")
    )
    return years.order_by("-y").values_list("y").annotate(count=Count("pk"))


def invoice_rows(
    invoices: Sequence[Invoice], *, as_of: date, owed: Mapping[int, int] | None = None
) -> list[InvoiceRow]:
    """Return the rows of a list; `invoices` come from `invoices_of`, `owed` per account when it is known."""
    covers = covers_of(invoices, as_of=as_of, owed=owed)
    return [_row(invoice, covers[invoice.pk]) for invoice in invoices]


def covers_of(
    invoices: Iterable[Invoice], *, as_of: date, owed: Mapping[int, int] | None = None
) -> Mapping[int, Cover]:
    """
    Return how far each invoice is covered: what is paid covers the oldest first.

    So what is owed in all falls on the newest invoices of the account, back to the amount owed.
    """
    shown = list(invoices)
    if owed is None:
        owed = _owed({invoice.billing_account_id for invoice in shown})
    left = dict(owed)
    covers: dict[int, Cover] = {}
    for pk, account, gross, due_on in _newest_first([pk for pk, amount in owed.items() if amount > 0]):
        uncovered = max(0, min(left[account], gross))
        left[account] -= uncovered
        covers[pk] = _cover(gross, uncovered, due_on, as_of)
    return {
        invoice.pk: covers.get(invoice.pk) or _cover(invoice.gross, 0, invoice.due_on, as_of) for invoice in shown
    }


@compiled_once
def _newest_first(accounts: Sequence[int]) -> QuerySet[Invoice, tuple[int, int, int, date]]:
    newest = Invoice.objects.filter(billing_account_id__in=accounts).order_by("-number")
    return newest.values_list("pk", "billing_account_id", "gross", "due_on")


def _owed(accounts: Iterable[int]) -> dict[int, int]:
    return dict(_receivable(sorted(accounts)))


@compiled_once
def _receivable(accounts: Sequence[int]) -> QuerySet[Entry, tuple[int, int]]:
    entries = Entry.objects.filter(
        billing_account_id__in=accounts, ledger_account=LedgerAccount.RECEIVABLE
    ).order_by()
    return entries.values_list("billing_account_id").annotate(owed=Coalesce(Sum(F("amount")), 0))


def _cover(gross: int, uncovered: int, due_on: date, as_of: date) -> Cover:
    if gross <= 0:
        return Cover(open=0, text=_("In your favour"), kind="good")
    if not uncovered:
        return Cover(open=0, text=_("Covered by what you have paid"), kind="good")
    if due_on < as_of:
        return Cover(open=uncovered, text=_("Not paid in time"), kind="bad")
    if uncovered < gross:
        return Cover(open=uncovered, text=_("Partly covered"), kind="warn")
    return Cover(open=uncovered, text=_("To be paid"), kind="warn")


def _row(invoice: Invoice, cover: Cover) -> InvoiceRow:
    before: int | None = getattr(invoice, "gross_before", None)
    return InvoiceRow(
        url=path_of("billing:invoice", invoice.public_id),
        number=invoice.number,
        month=invoice.period_starts_on,
        made=invoice.issued_on,
        wh=invoice.wh,
        total=Money(invoice.gross, invoice.currency),
        difference=None if before is None else Money(invoice.gross - before, invoice.currency),
        state=cover.text,
        state_kind=cover.kind,
    )
