"""Keep a document exactly as it was issued."""

import hashlib
from datetime import date

from accounts.models import Customer, Document


def keep(
    *,
    customer: Customer,
    kind: str,
    cause: str,
    file_name: str,
    content_type: str,
    content: bytes,
    as_of: date,
) -> Document:
    """Store the bytes once per cause; a second call with the same cause returns the first document."""
    document, _created = Document.objects.get_or_create(
        cause=cause,
        defaults={
            "supplier_id": customer.supplier_id,
            "customer": customer,
            "kind": kind,
            "file_name": file_name,
            "content_type": content_type,
            "content": content,
            "sha256": hashlib.sha256(content).hexdigest(),
            "business_date": as_of,
        },
    )
    return document
