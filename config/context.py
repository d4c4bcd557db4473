"""What the frame of every page needs: whose site it is, the menu, the person, the languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import get_urlconf
from django.utils.dates import WEEKDAYS
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import acting_access
from accounts.models import Supplier
from config.foundation.calendar import public_holidays
from config.foundation.formats import time_text
from config.foundation.page_path import path_of
from config.foundation.request import Request
from contracts.terms import UnknownTerms, by_code
from contracts.terms.parts.complaint import OpeningHours

NAV = (
    ("home", _("Overview"), "home"),
    ("billing:consumption", _("Consumption"), "chart"),
    ("billing:invoice-list", _("Invoices"), "bill"),
    ("billing:payment", _("Payment"), "card"),
    ("contracts:agreement", _("Agreement"), "deal"),
    ("accounts:message-list", _("Messages"), "mail"),
    ("complaints:complaint-list", _("Help and complaints"), "help"),
)
OWN_NAMES = {"da": "Dansk", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True, kw_only=True)
class Contact:
    code: str
    name: str
    theme: str
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()
    opening: str = ""
    open_now: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    initials: str
    number: str
    url: str


def page(request: Request) -> dict[str, Any]:
    """Give every template its frame. Pages that failed before the host was known get none of it."""
    supplier: Supplier | None = getattr(request, "supplier", None)
    return {
        "supplier": contact_of(supplier, moment=request.now) if supplier else None,
        "nav": SimpleLazyObject(lambda: nav_of(request)),
        "person": SimpleLazyObject(lambda: person_of(request)),
        "languages": languages_of(supplier),
        "viewing_as": None,
    }


def contact_of(supplier: Supplier, *, moment: datetime) -> Contact:
    """Tell how the supplier is reached, from its terms (CE-05, EP-16.1), and whether anybody answers now."""
    try:
        told = by_code(supplier.terms_code).contact
    except UnknownTerms:
        told = None
    hours = told.hours if told else None
    return Contact(
        code=supplier.code,
        name=supplier.name,
        theme=supplier.theme,
        phone=told.phone if told else "",
        email=(told.email if told else "") or supplier.sender_email,
        address=tuple(part.strip() for part in told.address.split(",")) if told and told.address else (),
        opening=hours_in_words(hours) if hours else "",
        open_now=is_open(hours, country=supplier.country, moment=moment) if hours else None,
    )


def hours_in_words(hours: OpeningHours) -> str:
    """Write opening hours, e.g. Monday to Friday 09:00–15:00; the days have no gap in any document."""
    locale = get_language() or "da"
    words = {
        "first": WEEKDAYS[hours.weekdays[0] - 1],
        "last": WEEKDAYS[hours.weekdays[-1] - 1],
        "opens": time_text(hours.opens, locale=locale),
        "closes": time_text(hours.closes, locale=locale),
    }
    return gettext("%(first)s to %(last)s %(opens)s–%(closes)s") % words


def is_open(hours: OpeningHours, *, country: str, moment: datetime) -> bool:
    """Return whether somebody answers at an aware moment; the closing moment itself is closed."""
    local = moment.astimezone(ZoneInfo(hours.timezone))
    if local.isoweekday() not in hours.weekdays:
        return False
    if hours.closed_on_public_holidays.value and local.date() in public_holidays(country, local.year):
        return False
    return hours.opens <= local.time() < hours.closes


def languages_of(supplier: Supplier | None) -> list[dict[str, Any]]:
    """Offer the supplier's language and English; staff have all three."""
    codes = [supplier.language, "en"] if supplier else ["da", "sv", "en"]
    current = get_language()
    return [{"code": code, "label": OWN_NAMES[code], "current": code == current} for code in codes]


def person_of(request: Request) -> Person | None:
    """Tell who is signed in, and as which customer; costs no query when the view asked already."""
    user = getattr(request, "user", None)
    if getattr(request, "supplier", None) is None or user is None or not user.is_authenticated:
        return None
    access = acting_access(request)
    name = user.name or (access.customer.name if access else user.email)
    number = access.customer.number if access else ""
    return Person(name=name, initials=_initials(name), number=number, url=path_of("accounts:profile"))


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def nav_of(request: Request) -> list[dict[str, Any]]:
    """Return the menu of those who act for a customer; a login without one has nowhere to go yet."""
    user = getattr(request, "user", None)
    if getattr(request, "supplier", None) is None or user is None or not user.is_authenticated:
        return []
    if acting_access(request) is None:
        return []
    return [
        {"url": url, "label": label, "icon": icon, "current": request.path.startswith(url)}
        for url, label, icon in _places(get_urlconf(), get_language())
    ]


@lru_cache(maxsize=16)
def _places(addresses: str | None, language: str | None) -> tuple[tuple[str, str, str], ...]:
    """Return the menu's places in words: the same for everybody with these addresses and this language."""
    return tuple((path_of(name), str(label), icon) for name, label, icon in NAV)
