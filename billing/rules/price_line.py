"""One line of an invoice: rounded once, with VAT of its own, and everything needed to do the sum again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from billing.enums import LineKind
from billing.rules.cost_day import EXACT_PER_ORE
from config.foundation.money import Taxed, round_half_away
from config.foundation.period import Period

MICRO_PER_ORE = 10_000


@dataclass(frozen=True, slots=True)
class PriceLine:
    """
    `amount` is `exact` over `exact_unit`, rounded half away from zero, on the side that was quoted.

    A figure quoted with VAT keeps its gross and one quoted without keeps its net.
    """

    kind: LineKind
    wh: int | None
    exact: int
    exact_unit: int
    vat_percent: int
    with_vat: bool
    amount: Taxed


@dataclass(frozen=True, slots=True)
class PeriodPrice:
    """A price per month over a part of the time, in micro-kr."""

    period: Period
    micro_per_month: int


def energy_line(
    *, kind: LineKind, wh: int, exact: int, vat_percent: int = 25, with_vat: bool = False
) -> PriceLine:
    """
    Return the line of a component's summed exact cost; surplus sold and negative spot give a negative one.

    Source: design.md §6; EP-5.1, EP-5.2, OR-4.1, OR-6.1a.
    """
    return _line(kind, wh, exact, EXACT_PER_ORE, vat_percent, with_vat)


def subscription_line(
    *,
    kind: LineKind,
    prices: Sequence[PeriodPrice],
    period: Period,
    vat_percent: int = 25,
    with_vat: bool = False,
) -> PriceLine:
    """
    Return the line of a subscription of one metering point: each month's price times its share of days.

    A whole month is the price itself, whatever its length; parts of several months, and prices that
    change on the way, are added exactly and rounded once. Days without a price cost nothing.

    Source: OR-4.2a (one subscription per metering point); OR-4.3.
    """
    share = Fraction(0)
    for price in prices:
        part = price.period.clip(to=period)
        share += price.micro_per_month * (part.in_months() if part else 0)
    exact = share / MICRO_PER_ORE
    return _line(kind, None, exact.numerator, exact.denominator, vat_percent, with_vat)


def invoice_total(*, lines: Iterable[PriceLine]) -> Taxed:
    """Return the sum of the lines; the VAT of an invoice is the sum of its lines' VAT. Source: EP-5.1."""
    return Taxed.total([line.amount for line in lines])


def average_price(*, exact: int, wh: int) -> int | None:
    """
    Return what a kWh cost on average in micro-kr, rounded for showing only; None without consumption.

    >>> average_price(exact=312_000 * 4 * 60_000, wh=312_000)
    60000
    """
    return round_half_away(exact, 4 * wh) if wh else None


def _line(
    kind: LineKind, wh: int | None, exact: int, exact_unit: int, vat_percent: int, with_vat: bool
) -> PriceLine:
    quoted = round_half_away(exact, exact_unit)
    amount = Taxed.of_gross(quoted, vat_percent) if with_vat else Taxed.of_net(quoted, vat_percent)
    return PriceLine(kind, wh, exact, exact_unit, vat_percent, with_vat, amount)
