"""Keep the document of an invoice: made once, then shown again exactly as it was."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import Document
from accounts.operations import document
from billing.models import Invoice

KIND = "invoice"
PDF = "application/pdf"


@transaction.atomic
def keep(*, invoice: Invoice, content: bytes, file_name: str, as_of: date) -> Document:
    """Store the bytes as the invoice's document; a second call returns the first document."""
    kept = document.keep(
        customer=invoice.billing_account.customer,
        kind=KIND,
        cause=f"invoice:{invoice.pk}",
        file_name=file_name,
        content_type=PDF,
        content=content,
        as_of=as_of,
    )
    Invoice.objects.filter(pk=invoice.pk, document__isnull=True).update(document=kept)
    return kept
