"""Writes money, energy, prices and dates the way the reader's language does: 1.234,50 kr., 29. marts 2026."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import get_decimal_symbol, get_group_symbol

from config.foundation.money import Money, round_half_away
from config.foundation.period import ONE_DAY, Period
from config.foundation.zone import COPENHAGEN, zone_of

DateStyle = Literal["long", "full", "short", "day", "weekday", "month", "month_name"]

HARD_SPACE = "\u00a0"
MINUS = "\u2212"

_REGIONS = {"da": "da_DK", "sv": "sv_SE", "en": "en_GB"}
_OWN_SIGN = {("da", "DKK"): "kr.", ("sv", "SEK"): "kr"}
_PATTERNS = {"day": "d MMMM", "weekday": "EEEE d MMMM", "month": "MMMM y", "month_name": "LLLL"}
_DANISH_PATTERNS = {"day": "d. MMMM", "weekday": "EEEE d. MMMM"}


def money_text(
    amount: Money | int,
    currency: str = "",
    *,
    locale: str,
    whole: bool = False,
    signed: bool = False,
) -> str:
    """
    Return an amount with its currency; `whole` leaves out the minor units, `signed` writes a plus.

    >>> money_text(-123450, "DKK", locale="da")
    '−1.234,50\\xa0kr.'
    >>> money_text(Money(123450, "SEK"), locale="sv"), money_text(34149, "DKK", locale="en", whole=True)
    ('1\\xa0234,50\\xa0kr', 'DKK\\xa0341')
    """
    if isinstance(amount, Money):
        currency, amount = amount.currency, amount.minor
    if not currency:
        raise ValueError("An amount is shown with its currency.")
    number = amount_text(amount, locale=locale, whole=whole, signed=signed)
    language = _language(locale)
    sign = _OWN_SIGN.get((language, currency), currency)
    if language == "en":
        return f"{number[0]}{sign}{HARD_SPACE}{number[1:]}" if number[0] in "+−" else f"{sign}{HARD_SPACE}{number}"
    return f"{number}{HARD_SPACE}{sign}"


def amount_text(minor: int, *, locale: str, whole: bool = False, signed: bool = False) -> str:
    """
    Return an amount without its currency, for a column whose heading names it.

    >>> amount_text(123450, locale="da"), amount_text(4120, locale="da", signed=True)
    ('1.234,50', '+41,20')
    """
    if whole:
        return number_text(round_half_away(minor, 100), decimals=0, locale=locale, signed=signed)
    return number_text(minor, decimals=2, locale=locale, signed=signed)


def number_text(scaled: int, *, decimals: int, locale: str, signed: bool = False) -> str:
    """
    Return a whole number of smallest units with all its decimals: 1250 with 3 decimals is 1,250.

    >>> number_text(1250, decimals=3, locale="da"), number_text(-5, decimals=0, locale="sv")
    ('1,250', '−5')
    """
    group, point = _separators(locale)
    whole, rest = divmod(abs(scaled), 10**decimals)
    number = f"{whole:,}".replace(",", group) + (f"{point}{rest:0{decimals}d}" if decimals else "")
    return (MINUS if scaled < 0 else "+" if signed and scaled > 0 else "") + number


def kwh_text(wh: int, *, locale: str, decimals: int = 0) -> str:
    """
    Return an amount of energy in kWh, rounded to the decimals shown.

    >>> kwh_text(312_499, locale="da"), kwh_text(1_250, locale="da", decimals=2)
    ('312\\xa0kWh', '1,25\\xa0kWh')
    """
    shown = round_half_away(wh, 10 ** (3 - decimals))
    return f"{number_text(shown, decimals=decimals, locale=locale)}{HARD_SPACE}kWh"


def unit_price_text(micro_per_kwh: int, currency: str, *, locale: str) -> str:
    """
    Return a price per kWh exactly: four decimals, six when four do not say it all.

    >>> unit_price_text(60_000, "DKK", locale="da"), unit_price_text(621_012, "DKK", locale="da")
    ('0,0600\\xa0kr./kWh', '0,621012\\xa0kr./kWh')
    """
    decimals = 6 if micro_per_kwh % 100 else 4
    scaled = micro_per_kwh if decimals == 6 else micro_per_kwh // 100
    sign = _OWN_SIGN.get((_language(locale), currency), currency)
    return f"{number_text(scaled, decimals=decimals, locale=locale)}{HARD_SPACE}{sign}/kWh"


def words_for_sign(amount: int, *, positive: str, negative: str, zero: str) -> str:
    """
    Return the words that stand in place of a sign, so that nobody has to read a minus.

    The caller gives them translated; for a receivable "you owe", "we owe you", "nothing to pay".
    """
    return str(positive if amount > 0 else negative if amount < 0 else zero)


@lru_cache(maxsize=4096)
def date_text(day: date, *, locale: str, style: DateStyle = "long") -> str:
    """
    Return a date in words.

    >>> [date_text(date(2026, 11, 30), locale="da", style=style) for style in ("long", "short", "month")]
    ['30. november 2026', '30.11.2026', 'november 2026']
    >>> date_text(date(2026, 11, 30), locale="da", style="weekday")
    'mandag 30. november'
    """
    patterns = _PATTERNS | _DANISH_PATTERNS if _language(locale) == "da" else _PATTERNS
    return format_date(day, patterns.get(style, style), locale=_locale(locale))


def period_text(period: Period, *, locale: str) -> str:
    """
    Return a period by its first and last day; a running one by its first day and a dash.

    >>> period_text(Period(date(2026, 10, 1), date(2026, 11, 1)), locale="da")
    '1.–31. oktober 2026'
    """
    if period.ends_before is None:
        return f"{date_text(period.starts_on, locale=locale)}{HARD_SPACE}–"
    first, last = period.starts_on, max(period.starts_on, period.ends_before - ONE_DAY)
    until = date_text(last, locale=locale)
    if first == last:
        return until
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{'.' if _language(locale) == 'da' else ''}–{until}"
    return f"{date_text(first, locale=locale, style='day' if first.year == last.year else 'long')} – {until}"


def moment_text(moment: datetime, *, locale: str, zone: str = COPENHAGEN) -> str:
    """
    Return a moment as local date and time, to the minute.

    >>> from datetime import UTC
    >>> moment_text(datetime(2026, 3, 28, 23, 5, tzinfo=UTC), locale="da")
    '29. marts 2026 kl. 00.05'
    """
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone has no local time; give an aware datetime.")
    local = moment.astimezone(zone_of(zone))
    joined = {"da": " kl. ", "sv": " kl. ", "en": ", "}[_language(locale)]
    return f"{date_text(local.date(), locale=locale)}{joined}{time_text(local.time(), locale=locale)}"


def time_text(moment: time, *, locale: str) -> str:
    """
    Return a local time of day, to the minute.

    >>> time_text(time(9), locale="da"), time_text(time(15, 30), locale="sv")
    ('09.00', '15:30')
    """
    return format_time(moment, "short", locale=_locale(locale))


def _language(locale: str) -> str:
    language = locale.replace("_", "-").split("-")[0]
    if language not in _REGIONS:
        raise ValueError(f"There is no Min side in the language {locale!r}.")
    return language


@lru_cache(maxsize=16)
def _locale(locale: str) -> Locale:
    return Locale.parse(_REGIONS[_language(locale)])


@lru_cache(maxsize=16)
def _separators(locale: str) -> tuple[str, str]:
    """Return what the language puts between thousands and before decimals."""
    own = _locale(locale)
    return get_group_symbol(own), get_decimal_symbol(own)
