"""Answers which messages are due to be sent, and which were left in the middle of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.enums import Channel, MessageState
from accounts.models import Message, Supplier


def due(supplier: Supplier | None = None) -> QuerySet[Message]:
    """Return the mails that may be tried now, oldest first."""
    waiting = Q(next_try_at__isnull=True) | Q(next_try_at__lte=Now())
    return _of(supplier).filter(waiting, state=MessageState.QUEUED).order_by("id")


def left_behind(supplier: Supplier | None = None) -> QuerySet[Message]:
    """Return the mails somebody began to send and never told the end of."""
    over = Q(claimed_until__isnull=True) | Q(claimed_until__lte=Now())
    return _of(supplier).filter(over, state=MessageState.SENDING).order_by("id")


def _of(supplier: Supplier | None) -> QuerySet[Message]:
    mails = Message.objects.filter(channel=Channel.EMAIL)
    return mails if supplier is None else mails.filter(supplier=supplier)
