"""Builds complaints and questions for tests, through the operations that make the real ones."""

from __future__ import annotations

from datetime import date

from accounts.models import Customer, Enquiry
from complaints.enums import ComplaintSubject
from complaints.models import Complaint
from complaints.operations import complaint as complaints
from complaints.operations import enquiry as enquiries
from tests.builders import account as accounts

RECEIVED_ON = date(2026, 5, 4)
TEXT = "Min regning er for høj."
BY = "test"


def complaint(of: Customer | None = None, *, as_of: date = RECEIVED_ON, **fields: object) -> Complaint:
    """Return a complaint about an invoice, received on a Monday."""
    standard = {"subject": ComplaintSubject.INVOICE, "text": TEXT, "by": BY}
    return complaints.receive(customer=of or accounts.customer(), as_of=as_of, **{**standard, **fields})


def enquiry(of: Customer | None = None, *, as_of: date = RECEIVED_ON, **fields: object) -> Enquiry:
    """Return a question about an agreement, received on a Monday."""
    standard = {"about": ComplaintSubject.AGREEMENT, "text": "Hvornår løber min aftale ud?", "by": BY}
    return enquiries.receive(customer=of or accounts.customer(), as_of=as_of, **{**standard, **fields})


def cerius() -> Customer:
    """Return a customer of a grid company with two levels and a last word of its own."""
    at = accounts.supplier("cerius", terms_code="cerius_2019", kind="GRID")
    return accounts.customer(at)


def borgholm() -> Customer:
    """Return a customer of a Swedish grid company."""
    at = accounts.supplier(
        "borgholm",
        terms_code="borgholm",
        kind="GRID",
        language="sv",
        currency="SEK",
        country="SE",
        time_zone="Europe/Stockholm",
    )
    return accounts.customer(at)
