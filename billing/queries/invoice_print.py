"""An invoice as its document says it: every word and number ready in the customer's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.enums import CustomerKind
from accounts.models import Customer, Supplier
from accounts.queries.brand import brand_color
from billing.enums import LedgerAccount
from billing.models import Entry, Invoice
from billing.queries.invoice_page import InvoicePage, LineRow, invoice_page, lines_of
from config.foundation.formats import amount_text, date_text, money_text, number_text, period_text
from config.foundation.money import Money
from config.foundation.period import Period
from contracts import terms
from contracts.terms import Terms


def document_data(*, invoice: Invoice, customer: Customer, supplier: Supplier, locale: str) -> dict[str, Any]:
    """Return what templates/pdf/invoice.typ prints, as it stood on the day of issue."""
    page = invoice_page(invoice=invoice, supplier=supplier, locale=locale, as_of=invoice.issued_on)
    document = terms.by_code(_terms_code(invoice, supplier))
    period = Period(invoice.period_starts_on, invoice.period_ends_before)
    return {
        "language": locale,
        "title": _("Invoice %(number)s") % {"number": invoice.number},
        "color": brand_color(supplier.theme),
        "sender": {"name": supplier.name, "lines": _sender(document, supplier)},
        "customer": {"lines": [customer.name, customer.street, f"{customer.postcode} {customer.city}".strip()]},
        "facts": _facts(invoice, customer, page, period, locale),
        "total": {"label": _total_label(page), "amount": money_text(page.total, locale=locale)},
        "summary": [f"{share.label}: {money_text(share.amount, locale=locale)}" for share in page.shares],
        "summary_title": _("Who gets the money"),
        "lines_title": _("Line by line"),
        "columns": [_("Line"), _("Before VAT, %(currency)s") % {"currency": invoice.currency}],
        "lines": [_line(line, locale) for line in page.lines],
        "sums": _sums(invoice, page, locale),
        "payment_title": _("Payment"),
        "payment": list(_payment(invoice, supplier, locale)),
        "quality_title": _("How sure the figures are"),
        "quality": list(_quality(page, locale)),
        "complaint_title": _("Is something wrong?"),
        "complaint": list(_complaint(document, customer, invoice.issued_on, page)),
        "footer": f"{supplier.name} · {_('Invoice %(number)s') % {'number': invoice.number}}",
    }


def _terms_code(invoice: Invoice, supplier: Supplier) -> str:
    codes = [line.supply.agreement.terms_code for line in lines_of(invoice) if line.supply]
    return codes[0] if codes else supplier.terms_code


def _sender(document: Terms, supplier: Supplier) -> list[str]:
    contact = document.contact
    registration = f"{_('CVR')} {supplier.cvr}" if supplier.cvr else ""
    return [each for each in (contact.address, contact.phone, contact.email, registration) if each]


def _facts(
    invoice: Invoice, customer: Customer, page: InvoicePage, period: Period, locale: str
) -> list[dict[str, str]]:
    facts = {
        _("Customer number"): customer.number,
        _("Invoice date"): date_text(invoice.issued_on, locale=locale),
        _("Period"): period_text(period, locale=locale),
        _("Address of supply"): page.place,
        _("Last timely payment day"): date_text(invoice.due_on, locale=locale),
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


def _total_label(page: InvoicePage) -> str:
    return _("In your favour, with VAT") if page.credit else _("In all, with VAT")


def _line(line: LineRow, locale: str) -> dict[str, str]:
    point = _("Terms, point %(point)s") % {"point": line.clause.point} if line.clause else ""
    return {
        "label": line.label,
        "arithmetic": line.arithmetic,
        "source": line.source,
        "clause": point,
        "amount": amount_text(line.amount.minor, locale=locale),
    }


def _sums(invoice: Invoice, page: InvoicePage, locale: str) -> list[dict[str, str]]:
    sums = []
    if page.vat:
        words = {"rate": page.vat.rate, "base": amount_text(page.vat.base.minor, locale=locale)}
        label = _("VAT, %(rate)s %% of %(base)s") % words
        sums.append({"label": label, "amount": amount_text(page.vat.amount.minor, locale=locale)})
    return [*sums, {"label": _("In all"), "amount": amount_text(invoice.gross, locale=locale)}]


def _payment(invoice: Invoice, supplier: Supplier, locale: str) -> Iterator[str]:
    """The balance is the account's on the day of issue, this invoice in it."""
    owed = _balance(invoice)
    amount = money_text(Money(abs(owed), invoice.currency), locale=locale)
    yield _("The invoice is set against what you have paid on account.")
    if owed > 0:
        words = {"amount": amount, "day": date_text(invoice.due_on, locale=locale), "name": supplier.name}
        yield _("After this invoice you owe %(amount)s. Pay it to %(name)s by %(day)s.") % words
    elif owed < 0:
        yield _("After this invoice we owe you %(amount)s. It counts towards your next payments.") % {
            "amount": amount
        }
    else:
        yield _("After this invoice nothing is owed.")


def _balance(invoice: Invoice) -> int:
    entries = Entry.objects.filter(
        billing_account_id=invoice.billing_account_id,
        ledger_account=LedgerAccount.RECEIVABLE,
        business_date__lte=invoice.issued_on,
    )
    return int(entries.aggregate(owed=Sum("amount"))["owed"] or 0)


def _quality(page: InvoicePage, locale: str) -> Iterator[str]:
    if page.quality is None:
        return
    numbers = {
        "part": number_text(page.quality.measured, decimals=0, locale=locale),
        "all": number_text(page.quality.total, decimals=0, locale=locale),
    }
    yield _("%(part)s of %(all)s values are measured.") % numbers
    if page.quality.note:
        yield page.quality.note


def _complaint(document: Terms, customer: Customer, day: date, page: InvoicePage) -> Iterator[str]:
    """Our own steps first, then who else one can turn to."""
    for level in document.complaint_route.levels:
        yield _joined([level.name, level.address, level.phone, level.email, level.website])
    for body in document.complaint_route.external:
        shown = (body.shown_from or day) <= day and (body.hidden_from is None or day < body.hidden_from)
        if shown and (customer.kind == CustomerKind.HOUSEHOLD or not body.households_only):
            yield _joined([body.name, body.address, body.phone, body.email, body.website])
    if page.no_delay:
        yield page.no_delay.text


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(_(part) for part in parts if part)
