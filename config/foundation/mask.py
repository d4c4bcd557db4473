"""Hides card numbers and personal identity numbers that somebody typed into free text."""

from __future__ import annotations

import re
from datetime import date

HIDDEN = "••••"

_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9]+(?:[ \u00a0.\-–/]{1,2}[0-9]+)*(?![0-9A-Za-z])")
_GROUP = re.compile(r"[0-9]+")
_CARD_LENGTHS = range(19, 12, -1)
_CARD_ISSUER = re.compile(r"4|5[0-8]|6|2[2-7]|3[04-9]")
_METERING_POINT = re.compile(r"(?:571313|735999)[0-9]{12}")
_DANISH_NUMBER = re.compile(
    r"(?<![0-9])(?P<day>[0-3][0-9])(?P<month>[01][0-9])(?P<year>[0-9]{2})(?P<gap>[- ]?)[0-9]{4}(?![0-9])"
)
_SWEDISH_NUMBER = re.compile(
    r"(?<![0-9])(?P<century>19|20)?(?P<year>[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])"
    r"(?P<gap>[-+ ]?)(?P<last>[0-9]{4})(?![0-9])"
)


def mask(text: str) -> str:
    """
    Return `text` with every card number and every Danish or Swedish personal number made unreadable.

    Of a card number the last four digits stay, of a personal number the date of birth. Metering point
    ids, phone numbers, dates and amounts are left alone. Source: GE-VF-11.5; law.md §9.

    >>> mask("Kort 4242 4242 4242 4242, udløb 12/28")
    'Kort •••• 4242, udløb 12/28'
    >>> mask("CPR 010190-1234, målepunkt 571313000000000010")
    'CPR 010190-••••, målepunkt 571313000000000010'
    """
    for start, end in reversed(_cards(text)):
        last_four = _digits(text[start:end])[-4:]
        text = f"{text[:start]}{HIDDEN} {last_four}{text[end:]}"
    return _SWEDISH_NUMBER.sub(_hide_swedish, _DANISH_NUMBER.sub(_hide_danish, text))


def holds_card_number(text: str) -> bool:
    """
    Return whether `text` holds something that reads as a payment card number.

    >>> holds_card_number("4242424242424242"), holds_card_number("4242424242424241")
    (True, False)
    """
    return bool(_cards(text))


def passes_luhn(digits: str) -> bool:
    """
    Return whether the last digit is the Luhn check digit of the others.

    >>> passes_luhn("4242424242424242"), passes_luhn("4242424242424243")
    (True, False)
    """
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _cards(text: str) -> list[tuple[int, int]]:
    """Return where card numbers stand; digits may be grouped, and other digits may follow them."""
    return [place for run in _RUN.finditer(text) for place in _cards_in_run(text, run)]


def _cards_in_run(text: str, run: re.Match[str]) -> list[tuple[int, int]]:
    groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
    found, first = [], 0
    while first < len(groups):
        last = _end_of_number(text, groups, first)
        if last is None:
            first += 1
            continue
        place = groups[first][0], groups[last][1]
        if not _METERING_POINT.fullmatch(_digits(text[slice(*place)])):
            found.append(place)
        first = last + 1
    return found


def _end_of_number(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Return the last group of the longest card number or metering point id that begins at `first`."""
    for last in range(len(groups) - 1, first - 1, -1):
        digits = _digits(text[groups[first][0] : groups[last][1]])
        if _METERING_POINT.fullmatch(digits):
            return last
        if len(digits) in _CARD_LENGTHS and _CARD_ISSUER.match(digits) and passes_luhn(digits):
            return last
    return None


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _hide_danish(found: re.Match[str]) -> str:
    if not _is_birthday(found):
        return found.group()
    return f"{found['day']}{found['month']}{found['year']}{found['gap'] or '-'}{HIDDEN}"


def _hide_swedish(found: re.Match[str]) -> str:
    born = f"{found['year']}{found['month']}{found['day']}"
    if not _is_birthday(found) or not passes_luhn(born + found["last"]):
        return found.group()
    return f"{found['century'] or ''}{born}{found['gap'] or '-'}{HIDDEN}"


def _is_birthday(found: re.Match[str]) -> bool:
    """Return whether day and month exist; 29 February always may, the century is not known."""
    try:
        date(2000, int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True
