"""Values that carry the clause they come from: fees, periods, limits, plain statements and open choices."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


class Calendar(StrEnum):
    """How a period is counted."""

    DAY = "day"
    WORKDAY = "workday"
    BANKDAY = "bankday"
    END_OF_MONTH = "end_of_month"
    INSTANT = "instant"


class Vat(StrEnum):
    """How a quoted amount stands to VAT: in the figure, to be added to it, or not liable at all."""

    INCLUDED = "included"
    ADDED = "added"
    NONE = "none"


class Comparison(StrEnum):
    """When a limit counts as passed: only beyond it, or already at it."""

    MORE_THAN = "more_than"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Generic[T]):
    """What a clause says, when that is not an amount or a period."""

    value: T
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Generic[T]):
    """A choice the documents leave open: our default, the entry of the register, and why in a few words."""

    value: T
    clause: str
    register: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statutory:
    """A figure the clause leaves to the law: the key to look up in the statutory figures."""

    key: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """An amount in minor units, with how it stands to VAT; `register` names the open point, if any."""

    minor: int
    vat: Vat
    clause: str
    currency: str = "DKK"
    register: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSheetFee:
    """A fee the document leaves to the price sheet, and what is charged when the sheet says nothing."""

    key: str
    missing_minor: int
    clause: str
    register: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days in a named calendar."""

    count: int
    _: KW_ONLY
    calendar: Calendar
    clause: str
    register: str = ""


@dataclass(frozen=True, slots=True)
class Months:
    """A number of calendar months; a day that the last month lacks becomes that month's last day."""

    count: int
    _: KW_ONLY
    clause: str
    register: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of times or pieces."""

    number: int
    _: KW_ONLY
    clause: str
    register: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount in minor units that something must pass; strictly beyond it unless stated otherwise."""

    minor: int
    _: KW_ONLY
    clause: str
    comparison: Comparison = Comparison.MORE_THAN
    currency: str = "DKK"
    register: str = ""

    def is_passed_by(self, minor: int) -> bool:
        """Say whether an amount, given as a positive size, passes the limit."""
        return minor >= self.minor if self.comparison is Comparison.AT_LEAST else minor > self.minor


def yes(clause: str) -> Stated[bool]:
    """State that the clause says so."""
    return Stated(value=True, clause=clause)


def no(clause: str) -> Stated[bool]:
    """State that the clause says not."""
    return Stated(value=False, clause=clause)
