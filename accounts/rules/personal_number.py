"""A Danish personal number (CPR): is it written right, and how it is shown."""

from __future__ import annotations

from datetime import date

from config.foundation.mask import HIDDEN

LENGTH = 10


def tidied(*, typed: str) -> str:
    """
    Return the number without the spaces and the dash it is written with.

    >>> tidied(typed=" 010190-1234 ")
    '0101901234'
    """
    return "".join(character for character in typed if not character.isspace() and character != "-")


def is_well_formed(*, number: str) -> bool:
    """
    Return whether it is ten digits that begin with a day that exists.

    The check digit says nothing: since 2007 numbers are given out without it. Source: law.md §9 (CPR); OR-12.6.

    >>> is_well_formed(number="3002901234"), is_well_formed(number="2902001234")
    (False, False)
    """
    if len(number) != LENGTH or not (number.isascii() and number.isdigit()):
        return False
    year = int(number[4:6])
    try:
        date(_century(int(number[6]), year) + year, int(number[2:4]), int(number[:2]))
    except ValueError:
        return False
    return True


def masked(*, number: str) -> str:
    """
    Return the number with its last four digits hidden.

    >>> masked(number="0101901234")
    '010190-••••'
    """
    return f"{number[:6]}-{HIDDEN}"


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
