"""Make the documents of invoices: when one is first asked for, or by the job that works off the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Document, Supplier
from billing.gateways import typst
from billing.models import Invoice
from billing.operations import invoice_document
from billing.queries.invoice_print import document_data

TEMPLATE = Path("templates") / "pdf" / "invoice.typ"
AT_ONCE = 200


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


def make_missing(*, supplier: Supplier, as_of: date, limit: int = AT_ONCE) -> int:
    """Make the oldest missing documents, at most `limit`; return how many, so that a caller can go on."""
    missing = Invoice.objects.filter(supplier=supplier, document__isnull=True).order_by("pk")[:limit]
    made = [document_of(invoice=invoice, as_of=as_of) for invoice in missing]
    return len(made)
