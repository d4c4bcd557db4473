"""The number of a metering point (GSRN): is it written right, and if not, why."""

from __future__ import annotations

from enum import StrEnum

LENGTH = 18


class GsrnFault(StrEnum):
    """Why a metering point number cannot be right; a page says it in the reader's language."""

    EMPTY = "empty"
    OLD_NUMBER = "old-number"
    NOT_DIGITS = "not-digits"
    WRONG_LENGTH = "wrong-length"
    WRONG_CHECK_DIGIT = "wrong-check-digit"


def tidied(*, typed: str) -> str:
    """
    Return a number as people type it without the spaces and dashes they put in for reading.

    >>> tidied(typed=" 5713 1300 1234-567891 ")
    '571313001234567891'
    """
    return "".join(character for character in typed if not character.isspace() and character not in "-.")


def check_digit(*, body: str) -> str:
    """
    Return the GS1 check digit that belongs behind the first 17 digits: weights 3, 1, 3 … from the right.

    Source: law.md §9 (GSRN vectors).

    >>> check_digit(body="57131300123456789")
    '1'
    """
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return str(-weighted % 10)


def fault(*, gsrn: str) -> GsrnFault | None:
    """
    Return why `gsrn` cannot be a metering point number, or None when it is written right.

    Says nothing about whether such a metering point exists. Numbers of 11 digits are from before DataHub.

    Source: law.md §9 (18 digits, GS1 mod 10; older numbers have 11).
    """
    if not gsrn:
        return GsrnFault.EMPTY
    if not (gsrn.isascii() and gsrn.isdigit()):
        return GsrnFault.NOT_DIGITS
    if len(gsrn) == 11:
        return GsrnFault.OLD_NUMBER
    if len(gsrn) != LENGTH:
        return GsrnFault.WRONG_LENGTH
    if check_digit(body=gsrn[:-1]) != gsrn[-1]:
        return GsrnFault.WRONG_CHECK_DIGIT
    return None
