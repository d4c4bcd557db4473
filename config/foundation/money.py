"""Whole minor units of money: one rounding, exact splits, net with VAT, and amounts with a currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import index
from typing import Self

Percent = int | str | Decimal | Fraction

MICRO = 1_000_000
WH_MICRO_KR_PER_ORE = 10_000_000
"""1 kWh at 1 kr is 1,000 Wh × 1,000,000 micro-kr = 10⁹ and costs 100 øre, so one øre is 10⁷."""


def round_half_away(numerator: int, denominator: int) -> int:
    """
    Return numerator/denominator as a whole number, halves away from zero.

    >>> [round_half_away(n, 10) for n in (4, 5, 14, 15, 25, -4, -5, -15, -25)]
    [0, 1, 1, 2, 3, 0, -1, -2, -3]
    """
    numerator, denominator = index(numerator), index(denominator)
    whole, rest = divmod(abs(numerator), abs(denominator))
    size = whole + (2 * rest >= abs(denominator))
    return size if (numerator >= 0) == (denominator > 0) else -size


def round_exact(value: Fraction | int) -> int:
    """Round an exact value (an interest sum, a share) to whole minor units, halves away from zero."""
    if not isinstance(value, Fraction | int):
        raise TypeError("Money is rounded from exact values only: give a Fraction or an int.")
    return round_half_away(value.numerator, value.denominator)


def fraction_of_percent(percent: Percent) -> Fraction:
    """
    Return a percentage as an exact fraction; figures with decimals are given as text.

    >>> fraction_of_percent("8.05"), fraction_of_percent(25), fraction_of_percent(Fraction(25, 2))
    (Fraction(161, 2000), Fraction(1, 4), Fraction(1, 8))
    """
    if not isinstance(percent, int | str | Decimal | Fraction):
        raise TypeError("A percentage is an int, text, Decimal or Fraction, never a float.")
    return Fraction(percent) / 100


def percent_of(amount: int, percent: Percent) -> int:
    """
    Return `percent` % of `amount`, rounded once.

    >>> percent_of(100_000, "8.05"), percent_of(1, 50), percent_of(-1, 50)
    (8050, 1, -1)
    """
    return round_exact(index(amount) * fraction_of_percent(percent))


def line_amount(wh_times_micro: int) -> int:
    """
    Return in øre what a summed product of Wh × micro-kr per kWh costs, rounded once.

    >>> line_amount(1_000 * 1_000_000)           # 1 kWh at 1 kr: 100 øre
    100
    >>> line_amount(312_000 * 60_000)            # 312 kWh at 0.06 kr: 18.72 kr
    1872
    >>> line_amount(5_000_000), line_amount(4_999_999), line_amount(-5_000_000)   # half an øre
    (1, 0, -1)
    """
    return round_half_away(wh_times_micro, WH_MICRO_KR_PER_ORE)


def kr(text: str | int) -> int:
    """
    Return an amount written in kroner as minor units; more than two decimals are refused.

    >>> kr("6.25"), kr("-0.05"), kr("600"), kr(600)
    (625, -5, 60000, 60000)
    """
    return _scaled(text, decimals=2)


def micro_kr(text: str | int) -> int:
    """
    Return a unit price written in kroner as micro-kroner; more than six decimals are refused.

    >>> micro_kr("0.1234"), micro_kr("-0.000001"), micro_kr(1)
    (123400, -1, 1000000)
    """
    return _scaled(text, decimals=6)


def as_decimal(minor: int, *, decimals: int = 2) -> Decimal:
    """
    Return whole minor units as the exact decimal number people read; for display and files alone.

    >>> as_decimal(-123450), as_decimal(1250, decimals=3)
    (Decimal('-1234.50'), Decimal('1.250'))
    """
    return Decimal(index(minor)).scaleb(-decimals)


def split_evenly(total: int, parts: int) -> tuple[int, ...]:
    """
    Split `total` into `parts` that differ by at most one unit and add up exactly; the first are larger.

    >>> split_evenly(100, 3), split_evenly(-100, 3), split_evenly(2, 4)
    ((34, 33, 33), (-34, -33, -33), (1, 1, 0, 0))
    """
    if index(parts) < 1:
        raise ValueError("An amount is split into one part or more.")
    return split_by_weight(total, (1,) * parts)


def split_by_weight(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """
    Split `total` in proportion to `weights` by largest remainder (ties to the first), adding up exactly.

    A part never differs from its exact share by a whole unit, and a weight of 0 gets 0.

    >>> split_by_weight(1000, (1, 1, 1)), split_by_weight(-7, (3, 0, 4)), split_by_weight(10, (15, 85))
    ((334, 333, 333), (-3, 0, -4), (2, 8))
    """
    whole = sum(index(weight) for weight in weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("Weights are whole numbers from 0 up, at least one of them above 0.")
    size = abs(index(total))
    shares = [divmod(size * weight, whole) for weight in weights]
    missing = size - sum(share for share, _ in shares)
    first_in_line = sorted(range(len(weights)), key=lambda place: -shares[place][1])[:missing]
    sign = 1 if total >= 0 else -1
    return tuple(sign * (share + (place in first_in_line)) for place, (share, _) in enumerate(shares))


@dataclass(frozen=True, slots=True)
class Money:
    """
    An amount in minor units of one currency; currencies never mix.

    >>> Money(625, "DKK") + Money(-25, "DKK") - Money(100, "DKK")
    Money(minor=500, currency='DKK')
    >>> Money(1, "DKK") + Money(1, "SEK")
    Traceback (most recent call last):
    ...
    config.foundation.money.CurrenciesMixed: DKK and SEK cannot be put together.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "minor", index(self.minor))
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise ValueError(f"A currency is three capital letters, not {self.currency!r}.")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._of_same_currency(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._of_same_currency(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._of_same_currency(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._of_same_currency(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._of_same_currency(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._of_same_currency(other)

    def _of_same_currency(self, other: object) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"Money is added to and compared with Money only, not {type(other).__name__}.")
        if other.currency != self.currency:
            raise CurrenciesMixed(f"{self.currency} and {other.currency} cannot be put together.")
        return other.minor


class CurrenciesMixed(TypeError):
    """Two currencies met in one sum or comparison: a mistake in the program, never the customer's."""


@dataclass(frozen=True, slots=True)
class Taxed:
    """
    A net amount and its VAT, travelling together; the gross is derived.

    >>> Taxed.of_net(10_00, 25), Taxed.of_gross(9_00, 25), Taxed.of_net(10_000, 0).gross
    (Taxed(net=1000, vat=250), Taxed(net=720, vat=180), 10000)
    """

    net: int
    vat: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "net", index(self.net))
        object.__setattr__(self, "vat", index(self.vat))

    @property
    def gross(self) -> int:
        return self.net + self.vat

    @classmethod
    def of_net(cls, net: int, percent: Percent) -> Self:
        """Return a figure quoted without VAT: it keeps its net."""
        return cls(net=net, vat=percent_of(net, percent))

    @classmethod
    def of_gross(cls, gross: int, percent: Percent) -> Self:
        """Return a figure quoted with VAT: it keeps its gross, vat = round(gross × rate/(1 + rate))."""
        rate = fraction_of_percent(percent)
        vat = round_exact(index(gross) * rate / (1 + rate))
        return cls(net=gross - vat, vat=vat)

    @classmethod
    def total(cls, lines: Sequence[Taxed]) -> Self:
        """Return the sum of lines; the VAT of an invoice is the sum of its lines' VAT."""
        return cls(net=sum(line.net for line in lines), vat=sum(line.vat for line in lines))

    def __add__(self, other: Taxed) -> Taxed:
        if not isinstance(other, Taxed):
            raise TypeError("A taxed amount is added to another taxed amount only.")
        return Taxed(net=self.net + other.net, vat=self.vat + other.vat)

    def __neg__(self) -> Taxed:
        return Taxed(net=-self.net, vat=-self.vat)


def _scaled(text: str | int, *, decimals: int) -> int:
    if isinstance(text, bool) or not isinstance(text, str | int):
        raise TypeError("An amount is written as text or a whole number, never as a float.")
    written = re.fullmatch(rf"(-?)(\d+)(?:\.(\d{{1,{decimals}}}))?", str(text), re.ASCII)
    if written is None:
        raise ValueError(f"{text!r} is not an amount with at most {decimals} decimals.")
    sign, whole, fraction = written.groups(default="")
    return int(sign + whole + fraction.ljust(decimals, "0"))
