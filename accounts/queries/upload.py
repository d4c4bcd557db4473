"""Answers which of a customer's uploads may be handed out."""

from django.db.models import QuerySet

from accounts.enums import UploadState
from accounts.models import Customer, Upload

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def available_uploads_of(customer: Customer) -> QuerySet[Upload]:
    """Return the uploads of the customer that came clean out of quarantine."""
    return Upload.objects.filter(customer=customer, state=UploadState.AVAILABLE)
