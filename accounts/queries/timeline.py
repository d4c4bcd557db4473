"""Answers what has happened for a customer, for the customer or for the staff."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from accounts.models import Customer, Event


def events_of(customer: Customer, *, for_staff: bool = False) -> QuerySet[Event]:
    """Return a customer's events, newest first; staff see those that are not for the customer too."""
    events = Event.objects.filter(customer=customer).order_by("-id")
    return events if for_staff else events.filter(customer_may_see=True)


def events_about(subject: Model) -> QuerySet[Event]:
    """Return what happened to one row, newest first."""
    same = Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return same.order_by("-id")
