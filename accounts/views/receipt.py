"""A receipt of something the customer asked us for, to read and to save."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from accounts.queries.receipt import receipt_page, receipts_of
from accounts.runs.receipt import document_of
from config.foundation.download import download
from config.foundation.request import Request


@require_safe
def receipt(request: Request, public_id: UUID) -> HttpResponse:
    found = get_object_or_404(receipts_of(acting_customer(request)), public_id=public_id)
    return render(request, "accounts/receipt.html", {"receipt": receipt_page(found)})


@require_safe
def receipt_pdf(request: Request, public_id: UUID) -> HttpResponse:
    """Give the receipt as a PDF; it is made when it is first asked for and kept as it was."""
    found = get_object_or_404(receipts_of(acting_customer(request)), public_id=public_id)
    kept = document_of(receipt=found, as_of=request.today)
    return download(bytes(kept.content), content_type=kept.content_type, file_name=kept.file_name)
