"""Answers which customer somebody who wants in for the first time means, and whether there is a login already."""

from __future__ import annotations

from datetime import date

from accounts.enums import AccessRole
from accounts.models import Access, Customer, Supplier
from accounts.queries.access import running_on


def customer_matching(supplier: Supplier, *, number: str, postcode: str, email: str) -> Customer | None:
    """
    Return the customer of that number, when postcode and e-mail are those we have on file.

    Nobody opens the account of somebody who is dead: whoever sees to the estate gets a way in of their own.
    """
    if not email.strip():
        return None
    found = Customer.objects.filter(supplier=supplier, number=number.strip()).first()
    if found is None or found.estate_since is not None or found.email.lower() != email.strip().lower():
        return None
    return found if found.postcode.replace(" ", "") == postcode.replace(" ", "") else None


def has_login(customer: Customer, *, as_of: date) -> bool:
    """Return whether the customer has opened Min side already."""
    holders = Access.objects.filter(running_on(as_of), customer=customer, role=AccessRole.HOLDER)
    return holders.exists()
