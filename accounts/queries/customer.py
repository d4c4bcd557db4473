"""Answers which customers somebody at the support desk means by what they typed."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import Customer


def search(customers: QuerySet[Customer], *, text: str) -> QuerySet[Customer]:
    """Return those of `customers` whose number begins, or whose name, e-mail or phone holds, what was typed."""
    words = text.split()
    for word in words:
        customers = customers.filter(
            Q(number__istartswith=word)
            | Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(phone__contains=word)
        )
    return customers.order_by("sort_name")
