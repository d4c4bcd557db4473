"""What days of consumption cost, exact and by component: the one function that the run and the page use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from config.foundation.money import WH_MICRO_KR_PER_ORE, round_half_away
from contracts.rules.price_vector import QUARTERS

EXACT_PER_ORE = QUARTERS * WH_MICRO_KR_PER_ORE
"""Costs are kept as Wh × quarter-sums of micro-kr per kWh; 40,000,000 of them are one øre."""

LARGEST = 2**63 - 1

Ints = NDArray[np.int64]


class Component(StrEnum):
    """The parts of a price; each is a column of its own and becomes an invoice line of its own."""

    SPOT = "spot"
    MARKUP = "markup"
    ENERGY = "energy"
    GRID = "grid"
    SYSTEM = "system"
    TRANSMISSION = "transmission"
    TAX = "tax"
    TAX_REDUCED = "tax_reduced"


@dataclass(frozen=True, slots=True, eq=False)
class ByInterval:
    """A price that changes through the day: quarter-sums, and which of them each row bears."""

    vectors: Ints
    vector_of_row: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """One price per row in micro-kr per kWh, for the whole day or for `wh` of it (a tax at two rates)."""

    micro: Ints
    wh: Ints | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DayCosts:
    """Per row its Wh, and per component the exact product; never rounded."""

    wh: Ints
    exact: dict[Component, Ints]


class CostTooLarge(OverflowError):
    """A day's product could leave int64: such values or prices are wrong, and no invoice is made of them."""


def day_costs(*, wh: Ints, prices: Mapping[Component, ByInterval | Flat]) -> DayCosts:
    """
    Return the exact cost of many days of one length: rows are days of supplies, columns intervals.

    Sums of whole numbers, so any grouping gives the same; a price may be negative, as a surplus sold is:
    give its price with the sign turned.

    Source: design.md §6; EP-5.5, OR-4.2b, OR-4.3, OR-4.4.

    :raises CostTooLarge: when a product could overflow
    """
    wh_of_day = wh.sum(axis=1, dtype=np.int64)
    exact = {
        component: _by_interval(wh, price) if isinstance(price, ByInterval) else _flat(wh_of_day, price)
        for component, price in prices.items()
    }
    return DayCosts(wh=wh_of_day, exact=exact)


def whole_ore(*, exact: int) -> int:
    """
    Return an exact cost, or a sum of them, in øre, rounded half away from zero.

    >>> whole_ore(exact=1_000 * 4 * 1_000_000), whole_ore(exact=20_000_000), whole_ore(exact=-20_000_000)
    (100, 1, -1)
    """
    return round_half_away(exact, EXACT_PER_ORE)


def _by_interval(wh: Ints, price: ByInterval) -> Ints:
    _guard(wh, price.vectors, times=wh.shape[1])
    product: Ints = np.einsum("ij,ij->i", wh, price.vectors[price.vector_of_row])
    return product


def _flat(wh_of_day: Ints, price: Flat) -> Ints:
    wh = wh_of_day if price.wh is None else price.wh
    _guard(wh, price.micro, times=QUARTERS)
    product: Ints = wh * (price.micro * QUARTERS)
    return product


def _guard(wh: Ints, price: Ints, *, times: int) -> None:
    """The check is in Python's own integers, which do not overflow."""
    if times * _largest(wh) * _largest(price) > LARGEST:
        raise CostTooLarge("Consumption times price is larger than can be right.")


def _largest(values: Ints) -> int:
    return max(-int(values.min()), int(values.max())) if values.size else 0
