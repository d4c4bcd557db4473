"""One invoice as its page and its PDF show it: who gets the money, every line with its sum, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Customer, Supplier
from billing.enums import LineKind
from billing.models import Invoice, InvoiceLine
from billing.queries import invoice_words as words
from billing.queries.invoice import Cover, covers_of
from billing.queries.invoice_change import Change, change_from
from billing.queries.invoice_explanation import Explained, ValueQuality, explain
from config.foundation.money import Money
from config.foundation.period import Period
from config.foundation.zone import zone_of
from contracts import terms
from contracts.queries.metering_point import place_of
from contracts.queries.terms_page import Why, why

STACK = 1000
"""The width of the band that shows who gets the money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Who gets a part of the money, and where on the band it is drawn."""

    label: str
    amount: Money
    x: int
    width: int
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    label: str
    note: str
    amount: Money
    arithmetic: str
    receiver: str
    source: str
    clause: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat:
    rate: int
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRow:
    measured: int
    estimated: int
    total: int
    updated: date
    note: str
    clause: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDelay:
    text: str
    clause: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """Everything templates/billing/invoice.html and the PDF need."""

    number: int
    month: date
    from_day: date
    to_day: date
    made: date
    place: str
    pdf_url: str
    total: Money
    credit: bool
    state: str
    state_kind: str
    pay_by: date | None
    shares: tuple[Share, ...]
    lines: tuple[LineRow, ...]
    vat: Vat | None
    difference: Change | None
    quality: QualityRow | None
    ways: tuple[Way, ...]
    no_delay: NoDelay | None


def find(*, customer: Customer, public_id: UUID) -> Invoice | None:
    """Return the customer's invoice; nobody else's is found."""
    theirs = Invoice.objects.filter(billing_account__customer=customer, supplier_id=customer.supplier_id)
    return theirs.select_related("billing_account").filter(public_id=public_id).first()


def lines_of(invoice: Invoice) -> list[InvoiceLine]:
    """Return the lines in order, each with its supply, metering point and agreement."""
    known = invoice.lines.select_related("supply__metering_point__grid_company", "supply__agreement")
    return list(known.order_by("sequence"))


def invoice_page(*, invoice: Invoice, supplier: Supplier, locale: str, as_of: date) -> InvoicePage:
    """Return the page of an invoice in the language that is active."""
    lines = lines_of(invoice)
    explained = explain(invoice=invoice, lines=lines)
    cover = covers_of([invoice], as_of=as_of)[invoice.pk]
    period = Period(invoice.period_starts_on, invoice.period_ends_before)
    last_day = period.last_day
    assert last_day is not None  # noqa: S101 -- the database refuses an invoice without days
    return InvoicePage(
        number=invoice.number,
        month=invoice.period_starts_on,
        from_day=invoice.period_starts_on,
        to_day=last_day,
        made=invoice.issued_on,
        place=_place(lines),
        pdf_url=reverse("billing:invoice-pdf", args=[invoice.public_id]),
        total=Money(abs(invoice.gross), invoice.currency),
        credit=invoice.gross < 0,
        state=cover.text,
        state_kind=cover.kind,
        pay_by=_pay_by(invoice, cover),
        shares=_shares(invoice, lines, supplier),
        lines=tuple(_line(line, explained, invoice, supplier, locale) for line in lines),
        vat=_vat(invoice, lines),
        difference=change_from(invoice=invoice, lines=lines, locale=locale),
        quality=_quality(invoice, explained.quality, lines, supplier),
        ways=_ways(invoice),
        no_delay=_no_delay(lines),
    )


def _place(lines: Sequence[InvoiceLine]) -> str:
    points = [line.supply.metering_point for line in lines if line.supply]
    return place_of(points[0]).address if points else ""


def _pay_by(invoice: Invoice, cover: Cover) -> date | None:
    return invoice.due_on if cover.open else None


def _line(line: InvoiceLine, explained: Explained, invoice: Invoice, supplier: Supplier, locale: str) -> LineRow:
    currency = invoice.currency
    return LineRow(
        label=words.label(line),
        note=words.note(line, currency=currency, locale=locale),
        amount=Money(line.net, currency),
        arithmetic=words.arithmetic(line, explained.lines[line.pk], currency=currency, locale=locale),
        receiver=_receiver(line, supplier),
        source=words.source(line, locale=locale),
        clause=_why(line.clause, line),
    )


def _receiver(line: InvoiceLine, supplier: Supplier) -> str:
    company = line.supply.metering_point.grid_company if line.supply else None
    return words.receiver(line, supplier=supplier.name, grid_company=company.name if company else "")


def _why(clause: str, line: InvoiceLine | None) -> Why | None:
    if not clause:
        return None
    agreement = line.supply.agreement if line and line.supply else None
    return why(clause, url=reverse("contracts:terms", args=[agreement.public_id]) if agreement else "")


def _shares(invoice: Invoice, lines: Sequence[InvoiceLine], supplier: Supplier) -> tuple[Share, ...]:
    """The VAT is the state's as well, and a part of its own; what the customer gets back is no part."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.kind != LineKind.SURPLUS:
            receiver = _receiver(line, supplier)
            sums[receiver] = sums.get(receiver, 0) + line.net
    sums[_("VAT")] = invoice.vat
    parts = [(label, amount) for label, amount in sums.items() if amount > 0]
    whole, before, shares = sum(amount for _label, amount in parts), 0, []
    for shade, (label, amount) in enumerate(parts, start=1):
        first, last = before * STACK // whole, (before + amount) * STACK // whole
        money = Money(amount, invoice.currency)
        shares.append(
            Share(
                label=capfirst(label), amount=money, x=first, width=max(1, last - first - 4), shade=min(shade, 6)
            )
        )
        before += amount
    return tuple(shares)


def _vat(invoice: Invoice, lines: Sequence[InvoiceLine]) -> Vat | None:
    taxed = [line for line in lines if line.vat_percent]
    if not taxed:
        return None
    base = Money(sum(line.net for line in taxed), invoice.currency)
    return Vat(rate=taxed[0].vat_percent, base=base, amount=Money(invoice.vat, invoice.currency))


def _quality(
    invoice: Invoice, found: ValueQuality, lines: Sequence[InvoiceLine], supplier: Supplier
) -> QualityRow | None:
    if found.updated is None:
        return None
    invoicing = _terms(lines).invoicing if lines else None
    clause = invoicing.missing_data_on_the_day.clause if invoicing and invoice.estimated else ""
    return QualityRow(
        measured=found.total - found.estimated,
        estimated=found.estimated,
        total=found.total,
        updated=found.updated.astimezone(zone_of(supplier.time_zone)).date(),
        note=_("Estimates are put right on a later invoice when the grid company sends its measurements.")
        if invoice.estimated
        else "",
        clause=_why(clause, lines[0]) if clause else None,
    )


def _terms(lines: Sequence[InvoiceLine]) -> terms.Terms:
    supply = next(line.supply for line in lines if line.supply)
    return terms.by_code(supply.agreement.terms_code)


def _ways(invoice: Invoice) -> tuple[Way, ...]:
    complain = f"{reverse('complaints:complaint-new')}?invoice={invoice.public_id}"
    return (
        Way(url=reverse("complaints:enquiry-new"), label=_("Ask about a line")),
        Way(url=complain, label=_("Object to this invoice")),
        Way(url=reverse("complaints:route"), label=_("Who else you can turn to")),
    )


def _no_delay(lines: Sequence[InvoiceLine]) -> NoDelay | None:
    suspends = _terms(lines).complaint_route.suspends_payment if lines else None
    if suspends is None or suspends.value:
        return None
    text = _("A complaint does not postpone payment unless we expressly agree on it.")
    clause = _why(suspends.clause, lines[0])
    return NoDelay(text=text, clause=clause) if clause else None


def vat_by_rate(lines: Sequence[InvoiceLine]) -> Mapping[int, tuple[int, int]]:
    """Return per VAT rate the net and the VAT of the lines, for the document."""
    found: dict[int, tuple[int, int]] = {}
    for line in lines:
        net, vat = found.get(line.vat_percent, (0, 0))
        found[line.vat_percent] = (net + line.net, vat + line.vat)
    return found
