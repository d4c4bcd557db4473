"""Answers for which customers a login may act on a day, and who may act for a customer."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Q, QuerySet, When

from accounts.enums import AccessRole, InvitationState
from accounts.models import Access, Customer, Invitation, User
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
    theirs = Access.objects.filter(running_on(as_of), user_id=user, supplier_id=supplier)
    return theirs.select_related("customer").order_by(
        Case(When(role=AccessRole.HOLDER, then=0), default=1), "customer__number"
    )


_access_rows = compiled_once(_accesses)


def others_with_access(customer: Customer, *, user: User, as_of: date) -> QuerySet[Access]:
    """Return who else may act for the customer today."""
    return running_accesses(customer, as_of=as_of).exclude(user=user)


def running_accesses(customer: Customer, *, as_of: date) -> QuerySet[Access]:
    """Return everybody who may act for the customer today, the longest first."""
    running = Access.objects.filter(running_on(as_of), customer=customer)
    return running.select_related("user").order_by("starts_on", "pk")


def waiting_invitations(customer: Customer) -> QuerySet[Invitation]:
    """Return the invitations nobody has answered, the newest first; some may be too old by now."""
    return Invitation.objects.filter(customer=customer, state=InvitationState.WAITING).order_by("-pk")
