"""Answers who may act for a customer and who is invited, as the page shows it to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from accounts.enums import AccessRole
from accounts.models import Customer, User
from accounts.queries.access import running_accesses, waiting_invitations


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with access; `end_url` is empty where the reader cannot end it."""

    name: str
    email: str
    role: str
    since: date
    me: bool
    end_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An invitation nobody has answered."""

    email: str
    role: str
    until: datetime
    over: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class AccessPage:
    """Who has access; a guest is shown themselves alone."""

    people: tuple[Person, ...]
    offers: tuple[Offer, ...]
    may_share: bool


def access_page(customer: Customer, *, user: User, may_share: bool, as_of: date, at: datetime) -> AccessPage:
    """Return who has access and who is invited, to one who may share it; to others their own access."""
    running = running_accesses(customer, as_of=as_of)
    shown = running if may_share else running.filter(user=user)
    people = tuple(
        Person(
            name=str(access.user),
            email=access.user.email,
            role=str(access.get_role_display()),
            since=access.starts_on,
            me=access.user_id == user.pk,
            end_url=""
            if access.role == AccessRole.HOLDER
            else reverse("accounts:access-ended", args=[access.public_id]),
        )
        for access in shown
    )
    offers = tuple(
        Offer(
            email=each.email,
            role=str(each.get_role_display()),
            until=each.expires_at,
            over=at >= each.expires_at,
            url=reverse("accounts:invitation-taken-back", args=[each.public_id]),
        )
        for each in (waiting_invitations(customer) if may_share else ())
    )
    return AccessPage(people=people, offers=offers, may_share=may_share)
