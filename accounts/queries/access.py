"""Answers for which customers a login may act on a day, and who may act for a customer."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Access, Customer, User
from config.foundation.compiled_query import compiled_once


def running_on(as_of: date) -> Q:
    """Return the filter of accesses that hold on a day."""
    return Q(starts_on__lte=as_of) & (Q(ends_before__isnull=True) | Q(ends_before__gt=as_of))


def accesses_of(user: User, *, as_of: date) -> QuerySet[Access]:
    """Return what the login may act for, its own customer first."""
    return _accesses(user.pk, user.supplier_id or 0, as_of)


def access_list(user: User, *, as_of: date) -> list[Access]:
    """Return the same as rows: what every page of a customer begins with."""
    return _access_rows(user.pk, user.supplier_id or 0, as_of)


def _accesses(user: int, supplier: int, as_of: date) -> QuerySet[Access]:
    own_first = ["-role", "customer__number"]
    theirs = Access.objects.filter(running_on(as_of), user_id=user, supplier_id=supplier)
    return theirs.select_related("customer").order_by(*own_first)


_access_rows = compiled_once(_accesses)


def others_with_access(customer: Customer, *, user: User, as_of: date) -> QuerySet[Access]:
    """Return who else may act for the customer today."""
    theirs = Access.objects.filter(running_on(as_of), customer=customer).exclude(user=user)
    return theirs.select_related("user").order_by("starts_on")
