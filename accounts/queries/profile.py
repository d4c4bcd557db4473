"""Answers who the reader is to us: contact, ways to log in, who else may look, and who has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Customer, Event, User
from accounts.queries.access import others_with_access

LOOKED = "accounts.customer.viewed"


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    label: str
    value: str
    verified: bool | None = None
    change_url: str = ""


@dataclass(frozen=True, kw_only=True)
class SignInRow:
    label: str
    state: str
    state_kind: str
    url: str
    action: str


@dataclass(frozen=True, kw_only=True)
class Other:
    name: str
    role: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Look:
    who: str
    when: datetime
    why: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    name: str
    number: str
    contact: tuple[ContactRow, ...]
    sign_in: tuple[SignInRow, ...]
    access: tuple[Other, ...]
    seen: tuple[Look, ...]


def profile_of(customer: Customer, *, user: User, as_of: date) -> Profile:
    """Return the profile of the customer as the user sees it."""
    return Profile(
        name=customer.name,
        number=customer.number,
        contact=_contact(customer, user),
        sign_in=_sign_in(user),
        access=tuple(
            Other(name=str(access.user), role=str(access.get_role_display()), since=access.starts_on)
            for access in others_with_access(customer, user=user, as_of=as_of)
        ),
        seen=looks_at(customer),
    )


def looks_at(customer: Customer, *, most: int = 10) -> tuple[Look, ...]:
    """Return when somebody from us opened the customer's pages, newest first."""
    looks = Event.objects.filter(customer=customer, kind=LOOKED, customer_may_see=True).order_by("-id")[:most]
    return tuple(Look(who=look.actor, when=look.recorded_at, why=look.reason) for look in looks)


def _contact(customer: Customer, user: User) -> tuple[ContactRow, ...]:
    street = ", ".join(part for part in (customer.street, f"{customer.postcode} {customer.city}".strip()) if part)
    return (
        ContactRow(label=gettext("Name"), value=customer.name),
        ContactRow(label=gettext("E-mail"), value=user.email, verified=True, change_url=reverse("account_email")),
        ContactRow(label=gettext("Phone"), value=customer.phone or gettext("none")),
        ContactRow(label=gettext("Address"), value=street or gettext("none")),
    )


def _sign_in(user: User) -> tuple[SignInRow, ...]:
    types = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    keys, app = types.count(Authenticator.Type.WEBAUTHN), Authenticator.Type.TOTP in types
    change, yes, no = gettext("Change"), gettext("in use"), gettext("not in use")
    return (
        SignInRow(
            label=gettext("Password"),
            state=yes,
            state_kind="good",
            url=reverse("account_change_password"),
            action=change,
        ),
        SignInRow(
            label=gettext("Passkeys"),
            state=yes if keys else no,
            state_kind="good" if keys else "",
            url=reverse("mfa_list_webauthn"),
            action=change if keys else gettext("Add"),
        ),
        SignInRow(
            label=gettext("Authenticator app"),
            state=yes if app else no,
            state_kind="good" if app else "",
            url=reverse("mfa_index"),
            action=change if app else gettext("Set up"),
        ),
        SignInRow(
            label=gettext("Where you are logged in"),
            state="",
            state_kind="",
            url=reverse("usersessions_list"),
            action=gettext("Show"),
        ),
    )
