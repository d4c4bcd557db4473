"""Writes money, energy, dates and months in the reader's language, and draws icons; part of every template."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from config.foundation import formats
from config.foundation.money import Money

register = template.Library()


@register.filter
def money(amount: Money | None, style: str = "") -> str:
    """
    Write an amount: with its currency, "bare" without it, "signed" with plus or minus.

    "owed" says the sign in words: what the reader owes, or what we owe the reader.
    """
    if amount is None or amount == "":
        return ""
    locale = _locale()
    if style == "bare":
        return formats.amount_text(amount.minor, locale=locale)
    if style == "owed":
        size = formats.money_text(Money(abs(amount.minor), amount.currency), locale=locale)
        words = formats.words_for_sign(
            amount.minor,
            positive=gettext("you owe %(amount)s"),
            negative=gettext("we owe you %(amount)s"),
            zero=gettext("nothing owed"),
        )
        return words % {"amount": size}
    return formats.money_text(amount, locale=locale, signed=style == "signed", whole=style == "whole")


@register.filter
def kwh(wh: int | None, decimals: int = 0) -> str:
    """Write energy given in Wh as kWh."""
    return "" if wh is None or wh == "" else formats.kwh_text(wh, locale=_locale(), decimals=decimals)


@register.filter
def day(value: date | None, style: formats.DateStyle = "long") -> str:
    """Write a date in words: 30. november 2026; styles as in config.foundation.formats.date_text."""
    if not value:
        return ""
    return formats.date_text(value.date() if isinstance(value, datetime) else value, locale=_locale(), style=style)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment as local date and time."""
    return formats.moment_text(value, locale=_locale()) if value else ""


@register.filter
@lru_cache(maxsize=64)
def icon(name: str) -> str:
    """Draw a line icon by its name (component/icon.html), once each: the menu shows many on every page."""
    return render_to_string("component/icon.html", {"name": name})


def _locale() -> str:
    return get_language() or "da"
