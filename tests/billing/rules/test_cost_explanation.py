"""Explaining a line: the pieces add up to it, or it is not shown (EP-5.2, EP-5.5)."""

from datetime import date

import numpy as np
import pytest

from billing.enums import LineKind
from billing.rules.cost_explanation import MarketPrices, Piece, PriceSource, explanation, market_prices, pieces
from billing.rules.price_line import energy_line

WH = np.array([1_000, 2_000, 0, 500])
LOW_HIGH = 4 * np.array([100_000, 300_000, 900_000, 100_000])
SOURCE = PriceSource(code="CD", owner="N1 A/S - 131", valid_from=date(2026, 10, 1))


def test_pieces_are_the_consumption_at_each_price():
    found = pieces(wh=WH, vector=LOW_HIGH)
    assert found == (Piece(1_500, 400_000), Piece(2_000, 1_200_000))
    assert sum(piece.exact for piece in found) == int(WH @ LOW_HIGH)


def test_market_prices_shows_extremes_and_both_averages():
    # own: (1 × 0.1 + 2 × 0.3 + 0.5 × 0.1) / 3.5 = 0.2143; area: 1.4 / 4 = 0.35
    assert market_prices(wh=WH, vector=LOW_HIGH) == MarketPrices(100_000, 900_000, 214_286, 350_000, 4)


def test_market_prices_without_consumption_has_no_own_average():
    assert market_prices(wh=np.zeros(4, np.int64), vector=LOW_HIGH).own_average is None


def test_explanation_holds_the_line_its_average_and_its_source():
    line = energy_line(kind=LineKind.GRID_TARIFF, wh=3_500, exact=int(WH @ LOW_HIGH))
    told = explanation(line=line, sources=(SOURCE,), pieces=pieces(wh=WH, vector=LOW_HIGH))
    assert (told.average_micro, told.sources) == (214_286, (SOURCE,))


def test_explanation_refuses_arithmetic_that_gives_another_amount():
    line = energy_line(kind=LineKind.GRID_TARIFF, wh=3_500, exact=int(WH @ LOW_HIGH) + 1)
    with pytest.raises(ValueError, match="do not add up"):
        explanation(line=line, sources=(SOURCE,), pieces=pieces(wh=WH, vector=LOW_HIGH))
