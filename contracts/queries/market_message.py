"""Which market messages wait, and which of our rows one of them is about."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.models import Supplier
from contracts.enums import MarketDirection, MarketMessageState
from contracts.models import MarketMessage, MeteringPoint, Supply
from contracts.models.market_message import WAITING


def anything_waits(supplier: Supplier) -> bool:
    """Return whether any message is to be sent, answered or handled; most days none is."""
    return MarketMessage.objects.filter(supplier=supplier, state__in=WAITING).exists()


def to_send(supplier: Supplier) -> QuerySet[MarketMessage]:
    """Return the requests that lie ready, oldest first, with whom they are for."""
    waiting = MarketMessage.objects.filter(supplier=supplier, state=MarketMessageState.PREPARED)
    return waiting.select_related("agreement__customer", "supplier").order_by("pk")


def to_handle(supplier: Supplier) -> QuerySet[MarketMessage]:
    """Return the messages that came in and wait to be matched, oldest first."""
    return MarketMessage.objects.filter(supplier=supplier, state=MarketMessageState.RECEIVED).order_by("pk")


def unanswered(supplier: Supplier, *, sent_before: datetime) -> QuerySet[MarketMessage]:
    """Return the requests that were sent before a moment and have no answer."""
    sent = MarketMessage.objects.filter(supplier=supplier, state=MarketMessageState.SENT, sent_at__lt=sent_before)
    return sent.select_related("agreement__customer", "supplier").order_by("pk")


def request_of(message: MarketMessage) -> MarketMessage | None:
    """Return the request of ours that a message refers to."""
    if not message.refers_to:
        return None
    ours = MarketMessage.objects.filter(supplier_id=message.supplier_id, direction=MarketDirection.OUT)
    return ours.filter(transaction_id=message.refers_to).first()


def point_of(message: MarketMessage) -> MeteringPoint | None:
    """Return the supplier's own metering point with the number a message names."""
    return MeteringPoint.objects.filter(supplier_id=message.supplier_id, gsrn=message.gsrn).first()


def supply_on_the_eve(point: MeteringPoint, *, effective_on: date) -> Supply | None:
    """Return the supply that runs at a metering point on the day before."""
    runs = Q(starts_on__lt=effective_on) & (Q(ends_before__isnull=True) | Q(ends_before__gte=effective_on))
    return Supply.objects.filter(runs, metering_point=point).first()
