"""Leaving before the month's price is set: OR-12.9."""

from datetime import date

import pytest

from contracts import terms
from contracts.rules.unfixed_price import MonthPrice, NoPriceKnown, settled_price

ORSTED = terms.by_code("orsted_2019").move_notice
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
PRICES = [
    MonthPrice(month=MARCH, micro=700_000, known_on=date(2026, 4, 3)),
    MonthPrice(month=APRIL, micro=800_000, known_on=date(2026, 5, 4)),
    MonthPrice(month=MAY, micro=900_000, known_on=date(2026, 4, 1)),
]


def settled(day, *, part=ORSTED, month=APRIL, prices=PRICES):
    return settled_price(part=part, month=month, settled_on=date.fromisoformat(day), prices=prices)


@pytest.mark.rule("OR-12.9")
def test_a_month_whose_price_is_known_has_its_own():
    found = settled("2026-05-04")
    assert (found.price.micro, found.why) == (800_000, None)


@pytest.mark.rule("OR-12.9")
def test_one_that_is_not_set_yet_is_settled_at_the_latest_known_before_it():
    found = settled("2026-05-03")
    assert (found.price.month, found.price.micro) == (MARCH, 700_000)
    assert (found.why.clause, found.why.params["month"]) == ("OR-12.9", MARCH)


@pytest.mark.rule("OR-12.9")
def test_terms_that_say_nothing_let_it_wait():
    assert settled("2026-05-03", part=terms.by_code("gron_variable_2024").move_notice) is None


def test_without_any_price_there_is_a_gap_in_our_data():
    with pytest.raises(NoPriceKnown):
        settled("2026-04-02")
