"""Answers which customers somebody at the support desk means, and where many of them are reached."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import Customer
from config.foundation.array_text import array_text

CONTACTS = "SELECT id, email, language FROM accounts_customer WHERE id = ANY(%s::bigint[])"


def contacts(*, customers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return e-mail address and language by customer, for a chunk of a mass run."""
    with connection.cursor() as cursor:
        cursor.execute(CONTACTS, [array_text(customers)])
        return {pk: (email, language) for pk, email, language in cursor.fetchall()}


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
