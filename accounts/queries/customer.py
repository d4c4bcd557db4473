"""Answers which customers somebody at the support desk means, and where many of them are reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import Customer
from config.foundation.array_text import array_text

CONTACTS = """
    SELECT id, CASE WHEN estate_since IS NULL THEN email ELSE estate_email END, language,
        CASE WHEN estate_since IS NULL THEN '' ELSE name END, estate_contact
    FROM accounts_customer WHERE id = ANY(%s::bigint[])
"""


class Contact(NamedTuple):
    """Where a customer is written to; `estate_of` is their name once they are dead, `attention` who sees to it."""

    email: str
    language: str
    estate_of: str = ""
    attention: str = ""


def contacts(*, customers: Sequence[int]) -> dict[int, Contact]:
    """Return how customers are reached, for a chunk of a mass run."""
    with connection.cursor() as cursor:
        cursor.execute(CONTACTS, [array_text(customers)])
        return {pk: Contact(*found) for pk, *found in cursor.fetchall()}


def contact_of(customer: Customer) -> Contact:
    """Return how one customer is reached."""
    if customer.estate_since is None:
        return Contact(customer.email, customer.language)
    return Contact(customer.estate_email, customer.language, customer.name, customer.estate_contact)


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
