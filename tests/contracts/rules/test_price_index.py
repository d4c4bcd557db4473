"""The index of a change for inflation: OR-17.1, counted from 1 January 2017 = 100."""

from datetime import date

import pytest

from contracts import terms
from contracts.rules.price_index import price_index, rise_between
from contracts.rules.sentence import Percentage
from contracts.rules.statute import FigureMissing, StatuteRow

LAW = tuple(
    StatuteRow.of(key="consumer_price_index", valid_from=day, value=value, unit="index")
    for day, value in (("2017-01-01", "100.3"), ("2023-01-01", "116.4"), ("2024-04-01", "118.5"))
)
ORSTED = terms.by_code("orsted_2019").change_notice


def index(day, part=ORSTED):
    return price_index(part=part, law=LAW, country="DK", day=date.fromisoformat(day))


@pytest.mark.rule("OR-17.1")
@pytest.mark.parametrize(
    "day, now, rise",
    [
        ("2017-01-01", 10_000, 0),
        ("2023-06-30", 11_605, 1_605),  # 116.4 / 100.3 = 1.16051...
        ("2024-03-31", 11_605, 1_605),
        ("2024-04-01", 11_815, 1_815),  # 118.5 / 100.3 = 1.18145...
    ],
)
def test_the_index_is_counted_from_the_day_the_terms_name(day, now, rise):
    found = index(day)
    assert (found.base, found.now, found.why.clause) == (10_000, now, "OR-17.1")
    assert found.why.params["rise"] == Percentage(rise)


@pytest.mark.rule("OR-17.1")
def test_terms_that_name_no_index_have_none():
    assert index("2024-04-01", terms.by_code("gron_variable_2024").change_notice) is None


def test_before_the_index_begins_nothing_is_known():
    with pytest.raises(FigureMissing):
        index("2016-12-31")


@pytest.mark.rule("OR-17.1")
def test_what_prices_rose_since_a_price_was_set():
    """118.5 / 116.4 = 1.01804..."""
    rose = rise_between(law=LAW, country="DK", since=date(2023, 2, 1), until=date(2026, 3, 5))
    assert rose == Percentage(180)
