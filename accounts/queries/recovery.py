"""Answers which recoveries are due, and of which the old contact has not been told yet."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.enums import RecoveryState
from accounts.models import Customer, Recovery, Supplier


def due(supplier: Supplier, *, at: datetime) -> QuerySet[Recovery]:
    """Return what may be carried out: the wait is over, nobody stopped it, and the old contact was told."""
    return _waiting(supplier).filter(due_at__lte=at).exclude(told_at="").order_by("due_at", "pk")


def untold(supplier: Supplier) -> QuerySet[Recovery]:
    """Return those of colleagues whose notice has not left."""
    return _waiting(supplier).filter(told_at="").order_by("pk")


def waiting_of(customer: Customer) -> QuerySet[Recovery]:
    """Return what waits for a customer: one at most."""
    return Recovery.objects.filter(customer=customer, state=RecoveryState.WAITING)


def _waiting(supplier: Supplier) -> QuerySet[Recovery]:
    rows = Recovery.objects.filter(supplier=supplier, state=RecoveryState.WAITING)
    return rows.select_related("supplier", "customer", "user")
