"""From which day the market registers a process; law.md §5."""

from datetime import date

import pytest

from contracts.enums import MarketProcess
from contracts.rules.market_day import first_market_day
from contracts.rules.statute import FigureMissing
from tests.contracts.rules.law import LAW

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    "process, first",
    [
        (MarketProcess.SUPPLIER_SWITCH, date(2026, 5, 21)),
        (MarketProcess.END_OF_SUPPLY, date(2026, 5, 21)),
        (MarketProcess.MOVE_OUT, date(2026, 5, 21)),  # from the next day
        (MarketProcess.MOVE_IN, date(2026, 5, 15)),  # about five days back
        (MarketProcess.REVERSAL, None),
    ],
)
def test_first_day_of_each_process(process, first):
    assert first_market_day(process=process, asked_on=TODAY, law=LAW, country="DK") == first


def test_without_a_figure_of_the_law_nothing_is_guessed():
    with pytest.raises(FigureMissing):
        first_market_day(process=MarketProcess.MOVE_IN, asked_on=TODAY, law=(), country="DK")
