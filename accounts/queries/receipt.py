"""A customer's receipts: the list, one as its page shows it, and as its document prints it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Customer, Receipt
from accounts.queries.brand import brand_color
from accounts.queries.inbox import Link
from config.foundation.formats import date_text


@dataclass(frozen=True, kw_only=True)
class Pair:
    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    sentence: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class ReceiptPage:
    """A receipt as it was given."""

    title: str
    day: date
    rows: tuple[Pair, ...]
    reasons: tuple[Reason, ...]
    document_url: str


def receipts_of(customer: Customer) -> QuerySet[Receipt]:
    """Return a customer's receipts, newest first."""
    return Receipt.objects.filter(customer=customer).order_by("-id")


def receipt_link(receipt: Receipt, *, locale: str) -> Link:
    """Return where a receipt is read."""
    label = f"{receipt.title}, {date_text(receipt.business_date, locale=locale)}"
    return Link(url=reverse("accounts:receipt", args=[receipt.public_id]), label=label)


def receipt_page(receipt: Receipt) -> ReceiptPage:
    """Return a receipt as its page shows it."""
    return ReceiptPage(
        title=receipt.title,
        day=receipt.business_date,
        rows=tuple(Pair(label=label, value=value) for label, value in receipt.rows),
        reasons=tuple(Reason(sentence=sentence, clause=clause) for sentence, clause in receipt.reasons),
        document_url=reverse("accounts:receipt-pdf", args=[receipt.public_id]),
    )


def print_data(receipt: Receipt) -> dict[str, Any]:
    """Return what templates/pdf/receipt.typ prints; the labels follow the language of the receipt in force."""
    supplier, customer = receipt.supplier, receipt.customer
    sender = [supplier.sender_email, f"{_('CVR')} {supplier.cvr}" if supplier.cvr else ""]
    return {
        "language": receipt.language,
        "title": receipt.title,
        "color": brand_color(supplier.theme),
        "sender": {"name": supplier.name, "lines": [each for each in sender if each]},
        "customer": {"lines": [customer.name, customer.street, f"{customer.postcode} {customer.city}".strip()]},
        "facts": [
            {"label": _("Customer number"), "value": customer.number},
            {"label": _("Received"), "value": date_text(receipt.business_date, locale=receipt.language)},
        ],
        "rows": [{"label": label, "value": value} for label, value in receipt.rows],
        "reasons_title": _("Why"),
        "reasons": [sentence for sentence, _clause in receipt.reasons],
        "footer": _("%(supplier)s · Receipt %(number)s")
        % {"supplier": supplier.name, "number": receipt.public_id},
    }
