"""Make the documents of invoices: when one is first asked for, or by the job that works off the rest."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import Severity
from accounts.gateways import typst
from accounts.models import Document, Supplier
from accounts.operations import alarm
from billing.models import Invoice
from billing.operations import invoice_document
from billing.queries.invoice_print import document_data

logger = logging.getLogger(__name__)

TEMPLATE = Path("templates") / "pdf" / "invoice.typ"
AT_ONCE = 200
NOT_MADE = "document-not-made"
WITHOUT_DOCUMENT = Invoice.objects.filter(supplier=OuterRef("pk"), document__isnull=True)


def document_of(*, invoice: Invoice, as_of: date) -> Document:
    """Return the invoice's document, made now if it was never asked for, in the customer's language."""
    if invoice.document_id is not None:
        return Document.objects.get(pk=invoice.document_id)
    invoice = Invoice.objects.select_related("billing_account__customer", "supplier").get(pk=invoice.pk)
    customer, supplier = invoice.billing_account.customer, invoice.supplier
    locale = customer.language or supplier.language
    with translation.override(locale):
        data = document_data(invoice=invoice, customer=customer, supplier=supplier, locale=locale)
        name = f"{_('invoice')}-{invoice.number}.pdf"
    content = typst.make_pdf(template=Path(settings.BASE_DIR) / TEMPLATE, data=data)
    return invoice_document.keep(invoice=invoice, content=content, file_name=name, as_of=as_of)


def make_missing(*, supplier: Supplier, as_of: date, after: int = 0, limit: int = AT_ONCE) -> int | None:
    """
    Make the missing documents of invoices whose key is above `after`, at most `limit` of them.

    Return the last key looked at, to go on from, or None when there are no more. One that cannot be made calls
    a person and is passed over, so that it keeps nobody else waiting; the next sweep tries it again.
    """
    missing = Invoice.objects.filter(supplier=supplier, document__isnull=True, pk__gt=after).order_by("pk")[:limit]
    looked_at = [_made_or_told(invoice, as_of) for invoice in missing]
    return looked_at[-1] if len(looked_at) == limit else None


def suppliers_missing_any() -> list[int]:
    """Return the keys of the suppliers that have an invoice without its document."""
    return list(Supplier.objects.filter(Exists(WITHOUT_DOCUMENT)).values_list("pk", flat=True))


def _made_or_told(invoice: Invoice, as_of: date) -> int:
    ref = f"invoice:{invoice.pk}"
    try:
        document_of(invoice=invoice, as_of=as_of)
    except Exception:
        logger.exception("document of invoice %s could not be made", invoice.pk)
        text = f"The document of invoice {invoice.number} could not be made; see the log."
        alarm.sound(supplier=invoice.supplier, kind=NOT_MADE, ref=ref, text=text, severity=Severity.WARNING)
    else:
        alarm.silence(kind=NOT_MADE, ref=ref, by="job:documents")
    return invoice.pk
