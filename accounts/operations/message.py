"""Queue a message: the words are rendered now and sent later, at most once per fact and channel."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from accounts.enums import Channel
from accounts.models import Customer, Document, Message
from config.foundation.after_commit import send_task_after_commit


def queue(
    kind: str,
    *,
    customer: Customer,
    reason: str,
    context: Mapping[str, Any],
    as_of: date,
    clause: str = "",
    legal: bool = False,
    document: Document | None = None,
) -> Message:
    """
    Write the message of template `message/<kind>.txt` (first line subject, then the body) to the outbox.

    `reason` is the business fact, e.g. "aconto-announced:17": the same fact is told once. Does not send;
    a worker is nudged after commit and the outbox sweep finds what it missed.
    """
    language = customer.language or customer.supplier.language
    with translation.override(language):
        words = render_to_string(
            f"message/{kind}.txt", {"customer": customer, "supplier": customer.supplier, **context}
        )
    subject, _newline, body = words.strip().partition("\n")
    message, created = Message.objects.get_or_create(
        customer=customer,
        reason=reason,
        channel=Channel.EMAIL,
        defaults={
            "supplier_id": customer.supplier_id,
            "kind": kind,
            "language": language,
            "to_address": customer.email,
            "subject": subject.strip(),
            "body": body.strip(),
            "clause": clause,
            "legal": legal,
            "document": document,
            "business_date": as_of,
        },
    )
    if created:
        send_task_after_commit("accounts.send_message", message_id=message.pk)
    return message
