"""Answers which jobs a member of staff has on a day, and at which suppliers."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from accounts.models import StaffRole, User


def jobs_of(user: User, *, as_of: date) -> list[tuple[int, str]]:
    """Return (supplier id, job) for every job the user has on the day."""
    running = Q(starts_on__lte=as_of) & (Q(ends_before__isnull=True) | Q(ends_before__gt=as_of))
    return list(StaffRole.objects.filter(running, user=user).values_list("supplier_id", "job"))
