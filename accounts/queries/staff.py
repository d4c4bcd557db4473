"""Answers which jobs a member of staff has today, and for which suppliers a permission holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import Permission
from django.db.models import Q

from accounts.models import StaffRole, User
from accounts.rules.staff_job import grants


def jobs_of(user: User, *, as_of: date) -> list[tuple[int, str]]:
    """Return (supplier id, job) for every job the user has on the day."""
    running = Q(starts_on__lte=as_of) & (Q(ends_before__isnull=True) | Q(ends_before__gt=as_of))
    return list(StaffRole.objects.filter(running, user=user).values_list("supplier_id", "job"))


def permissions_of(user: User, *, as_of: date) -> set[str]:
    """Return every permission one of the user's jobs gives, at any supplier."""
    jobs = {job for _supplier, job in jobs_of(user, as_of=as_of)}
    if not jobs:
        return set()
    named = Permission.objects.values_list("content_type__app_label", "codename")
    every = {f"{app}.{codename}" for app, codename in named}
    return {permission for permission in every if any(grants(job=job, permission=permission) for job in jobs)}


def suppliers_with(permissions: Collection[str], *, user: User, as_of: date) -> set[int]:
    """Return the ids of the suppliers at which a job gives the user one of `permissions`."""
    return {
        supplier
        for supplier, job in jobs_of(user, as_of=as_of)
        if any(grants(job=job, permission=permission) for permission in permissions)
    }
