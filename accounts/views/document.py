"""Hands out a document or an upload to the customer it belongs to, as a download that cannot run."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from accounts.queries.inbox import documents_of
from accounts.queries.upload import EXTENSIONS, available_uploads_of
from config.foundation.download import download
from config.foundation.request import Request


@require_safe
def document(request: Request, public_id: UUID) -> HttpResponse:
    found = get_object_or_404(documents_of(acting_customer(request)), public_id=public_id)
    return download(bytes(found.content), content_type=found.content_type, file_name=found.file_name)


@require_safe
def upload(request: Request, public_id: UUID) -> HttpResponse:
    """Hand back what the customer sent us, under a name of our own."""
    found = get_object_or_404(available_uploads_of(acting_customer(request)), public_id=public_id)
    name = f"{found.public_id}.{EXTENSIONS[found.content_type]}"
    return download(bytes(found.content), content_type=found.content_type, file_name=name)
