"""Keep the confirmation of an order exactly as it was made, and send it with the right to withdraw."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Document
from accounts.operations import document
from accounts.operations.event import Actor
from contracts.models import Order
from contracts.operations import confirmation

KIND = "order-confirmation"
PDF = "application/pdf"


@transaction.atomic
def keep(*, order: Order, content: bytes, by: Actor, as_of: date) -> Document:
    """
    Store the bytes as the order's confirmation and send them; a second call returns the first document.

    Source: EP-1.2 (order confirmation), OR-1.2, GE-VF-1.2; law.md §2 (on a durable medium).
    """
    agreement = order.agreement
    if agreement is None:
        raise ValueError("Only a confirmed order has a confirmation.")
    with translation.override(agreement.customer.language or order.supplier.language):
        name = _("order-confirmation-%(number)s.pdf") % {"number": agreement.number}
    kept = document.keep(
        customer=agreement.customer,
        kind=KIND,
        cause=f"order:{order.pk}",
        file_name=name,
        content_type=PDF,
        content=content,
        as_of=as_of,
    )
    Order.objects.filter(pk=order.pk, document__isnull=True).update(document=kept)
    confirmation.send(agreement=agreement, by=by, as_of=as_of, document=kept)
    return kept
