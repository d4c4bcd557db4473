"""A Danish company number (CVR): is it written right."""

from __future__ import annotations

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def tidied(*, typed: str) -> str:
    """
    Return the number without the spaces, and the DK in front of it, that people write.

    >>> tidied(typed=" DK 42 13 34 34 ")
    '42133434'
    """
    return "".join(character for character in typed if not character.isspace()).upper().removeprefix("DK")


def is_well_formed(*, number: str) -> bool:
    """
    Return whether it is eight digits whose weighted sum goes up in eleven.

    Says nothing about whether there is such a company. Source: law.md §9 (CVR); EP-1.1.

    >>> is_well_formed(number="42133434"), is_well_formed(number="42133435")
    (True, False)
    """
    if len(number) != len(WEIGHTS) or not (number.isascii() and number.isdigit()):
        return False
    return sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)) % 11 == 0
