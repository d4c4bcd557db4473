"""Queue a message: the words are rendered now and sent later, at most once per fact and channel."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from accounts.enums import Channel
from accounts.models import Customer, Document, Message
from config.foundation.after_commit import send_task_after_commit


def words_of(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and body of template `message/<kind>.txt`, as plain text: nothing is HTML-escaped."""
    template = get_template(f"message/{kind}.txt").template
    subject, _newline, body = template.render(Context(dict(context), autoescape=False)).strip().partition("\n")
    return " ".join(subject.split()), body.strip()


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
        subject, body = words_of(kind, {"customer": customer, "supplier": customer.supplier, **context})
    message, created = Message.objects.get_or_create(
        customer=customer,
        reason=reason,
        channel=Channel.EMAIL,
        defaults={
            "supplier_id": customer.supplier_id,
            "kind": kind,
            "language": language,
            "to_address": customer.email,
            "subject": subject,
            "body": body,
            "clause": clause,
            "legal": legal,
            "document": document,
            "business_date": as_of,
        },
    )
    if created:
        send_task_after_commit("accounts.send_message", message_id=message.pk)
    return message


def mark_read(message: Message, *, at: datetime) -> None:
    """Note the first time the customer opened it."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)
