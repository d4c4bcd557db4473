"""Why a line is what it is: the quantities, the prices and the products it is the sum of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from billing.rules.cost_day import Ints
from billing.rules.price_line import PriceLine, average_price
from config.foundation.money import round_half_away
from contracts.rules.price_vector import QUARTERS


@dataclass(frozen=True, slots=True)
class PriceSource:
    """Who set a price: the code of a charge and its owner, or the clause of the agreement."""

    code: str
    owner: str
    valid_from: date
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """So many Wh at one price; `quarter_micro` is four times the price, because an hour may have four."""

    wh: int
    quarter_micro: int

    @property
    def exact(self) -> int:
        return self.wh * self.quarter_micro


@dataclass(frozen=True, slots=True)
class MarketPrices:
    """The market prices a household met, in micro-kr per kWh, beside the plain average of its area."""

    cheapest: int
    dearest: int
    own_average: int | None
    area_average: int
    intervals: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A line with its average price, where the price came from, and the pieces that add up to it."""

    line: PriceLine
    average_micro: int | None
    sources: tuple[PriceSource, ...]
    pieces: tuple[Piece, ...]


def pieces(*, wh: Ints, vector: Ints) -> tuple[Piece, ...]:
    """
    Return the consumption by price, cheapest first: their products add up to the exact cost.

    Both are all intervals in a row, days of any length one after the other. Intervals without consumption
    are left out.

    Source: OR-4.3, EP-5.2 (the split is shown).
    """
    prices, place = np.unique(vector, return_inverse=True)
    sums = np.zeros(len(prices), np.int64)
    np.add.at(sums, place.ravel(), wh)
    return tuple(Piece(int(each), int(price)) for each, price in zip(sums, prices, strict=True) if each)


def market_prices(*, wh: Ints, vector: Ints) -> MarketPrices:
    """Return the extremes and averages of the market price over a period. Source: EP-5.5."""
    return MarketPrices(
        cheapest=round_half_away(int(vector.min()), QUARTERS),
        dearest=round_half_away(int(vector.max()), QUARTERS),
        own_average=average_price(exact=int(wh @ vector), wh=int(wh.sum())),
        area_average=round_half_away(int(vector.sum()), QUARTERS * len(vector)),
        intervals=len(vector),
    )


def explanation(
    *, line: PriceLine, sources: tuple[PriceSource, ...], pieces: tuple[Piece, ...] = ()
) -> Explanation:
    """
    Put an explanation together, and refuse one whose pieces do not add up to its line.

    :raises ValueError: when the arithmetic shown would not give the amount charged
    """
    if pieces and sum(piece.exact for piece in pieces) != line.exact:
        raise ValueError(f"The pieces of {line.kind} do not add up to its line.")
    average = average_price(exact=line.exact, wh=line.wh) if line.wh else None
    return Explanation(line, average, sources, pieces)
