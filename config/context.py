"""What the frame of every page needs: whose site it is, the menu, the person, the languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Supplier

NAV = (
    ("home", _("Overview"), "home"),
    ("contracts:consumption", _("Consumption"), "chart"),
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


def page(request: HttpRequest) -> dict[str, Any]:
    """Give every template its frame. Pages that failed before the host was known get none of it."""
    supplier: Supplier | None = getattr(request, "supplier", None)
    return {
        "supplier": contact_of(supplier) if supplier else None,
        "nav": SimpleLazyObject(lambda: nav_of(request)),
        "person": None,
        "languages": languages_of(supplier),
        "viewing_as": None,
    }


def contact_of(supplier: Supplier) -> Contact:
    return Contact(code=supplier.code, name=supplier.name, theme=supplier.theme, email=supplier.sender_email)


def languages_of(supplier: Supplier | None) -> list[dict[str, Any]]:
    """Offer the supplier's language and English; staff have all three."""
    codes = [supplier.language, "en"] if supplier else ["da", "sv", "en"]
    current = get_language()
    return [{"code": code, "label": OWN_NAMES[code], "current": code == current} for code in codes]


def nav_of(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if getattr(request, "supplier", None) is None or user is None or not user.is_authenticated:
        return []
    entries = []
    for name, label, icon in NAV:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        entries.append({"url": url, "label": label, "icon": icon, "current": request.path.startswith(url)})
    return entries
