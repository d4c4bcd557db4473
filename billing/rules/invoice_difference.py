"""Why one invoice differs from the one before: more used, other prices, other fixed parts; adding up exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from billing.enums import LineKind
from config.foundation.money import round_half_away


class Cause(StrEnum):
    """What made an invoice dearer or cheaper."""

    USE = "use"
    ENERGY_PRICE = "energy_price"
    TRANSPORT_PRICE = "transport_price"
    TAX_RATE = "tax_rate"
    SUBSCRIPTION = "subscription"
    SURPLUS = "surplus"
    FEE = "fee"


CAUSE_OF_PRICE: Mapping[LineKind, Cause] = {
    LineKind.SPOT: Cause.ENERGY_PRICE,
    LineKind.MARKUP: Cause.ENERGY_PRICE,
    LineKind.ENERGY: Cause.ENERGY_PRICE,
    LineKind.GRID_TARIFF: Cause.TRANSPORT_PRICE,
    LineKind.SYSTEM_TARIFF: Cause.TRANSPORT_PRICE,
    LineKind.TRANSMISSION_TARIFF: Cause.TRANSPORT_PRICE,
    LineKind.TAX: Cause.TAX_RATE,
    LineKind.TAX_REDUCED: Cause.TAX_RATE,
    LineKind.SUBSCRIPTION: Cause.SUBSCRIPTION,
    LineKind.GRID_SUBSCRIPTION: Cause.SUBSCRIPTION,
    LineKind.SURPLUS: Cause.SURPLUS,
    LineKind.FEE: Cause.FEE,
}
"""What a change of a line that is not from using more or less is put down to."""

BY_USE = frozenset({Cause.ENERGY_PRICE, Cause.TRANSPORT_PRICE, Cause.TAX_RATE})

ROUNDING = 2
"""A net and its VAT are rounded on either invoice, so the same price may differ by so many minor units."""


@dataclass(frozen=True, slots=True)
class Billed:
    """All lines of one kind on an invoice: Wh, and the amount with VAT."""

    wh: int
    gross: int


def differences(*, before: Mapping[LineKind, Billed], now: Mapping[LineKind, Billed]) -> dict[Cause, int]:
    """
    Return by how much each cause changed the total; the parts add up to the difference, to the øre.

    More or less use is valued at the earlier invoice's average price of each line; what is left is its
    price, unless it is no more than the rounding of the lines. Causes without effect are left out.

    Source: design.md §8 (every number explains itself).

    >>> differences(
    ...     before={LineKind.SPOT: Billed(100_000, 50_00)}, now={LineKind.SPOT: Billed(120_000, 72_00)}
    ... )   # 20 kWh more at 0.50 is 10.00; 0.10 dearer on 120 kWh is 12.00
    {<Cause.USE: 'use'>: 1000, <Cause.ENERGY_PRICE: 'energy_price'>: 1200}
    """
    found = dict.fromkeys(Cause, 0)
    for kind in CAUSE_OF_PRICE:
        earlier, later = before.get(kind, Billed(0, 0)), now.get(kind, Billed(0, 0))
        by_use = _by_use(kind, earlier, later)
        found[Cause.USE] += by_use
        found[CAUSE_OF_PRICE[kind]] += later.gross - earlier.gross - by_use
    return {cause: change for cause, change in found.items() if change}


def by_kind(lines: Iterable[tuple[str, int | None, int]]) -> dict[LineKind, Billed]:
    """Add up lines (kind, Wh, amount with VAT) by kind. Source: design.md §8."""
    found: dict[LineKind, Billed] = {}
    for kind, wh, gross in lines:
        so_far = found.get(LineKind(kind), Billed(0, 0))
        found[LineKind(kind)] = Billed(so_far.wh + (wh or 0), so_far.gross + gross)
    return found


def _by_use(kind: LineKind, earlier: Billed, later: Billed) -> int:
    if CAUSE_OF_PRICE[kind] not in BY_USE or not earlier.wh:
        return 0
    by_use = round_half_away((later.wh - earlier.wh) * earlier.gross, earlier.wh)
    left = later.gross - earlier.gross - by_use
    return by_use + left if abs(left) <= ROUNDING else by_use
