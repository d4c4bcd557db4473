"""Make the document of a receipt when it is first asked for; after that it is shown exactly as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.gateways import typst
from accounts.models import Document, Receipt
from accounts.operations import document
from accounts.queries.receipt import print_data

TEMPLATE = Path("templates") / "pdf" / "receipt.typ"
KIND = "receipt"
PDF = "application/pdf"


def document_of(*, receipt: Receipt, as_of: date) -> Document:
    """Return the receipt as a PDF in the language it was given in."""
    cause = f"receipt:{receipt.pk}"
    if (kept := Document.objects.filter(cause=cause).first()) is not None:
        return kept
    receipt = Receipt.objects.select_related("customer", "supplier").get(pk=receipt.pk)
    with translation.override(receipt.language):
        data, name = print_data(receipt), _("receipt-%(number)s.pdf") % {"number": receipt.pk}
    return document.keep(
        customer=receipt.customer,
        kind=KIND,
        cause=cause,
        file_name=name,
        content_type=PDF,
        content=typst.make_pdf(template=Path(settings.BASE_DIR) / TEMPLATE, data=data),
        as_of=as_of,
    )
