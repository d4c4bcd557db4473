"""Power cuts in plain words: the ladder by the unit of the year (BO-03, BO-04)."""

import pytest

from config.foundation.money import Money
from contracts.rules.plain_words import DecidedBy, Percentage
from tests.contracts.rules.plain_words.told import sections


@pytest.mark.rule("BO-04", "X-03")
def test_outage_ladder_uses_the_unit_of_the_year():
    printed = sections("borgholm", figures={})["outage"].sentences
    ladder = [said for said in printed if said.clause == "BO-04"]
    assert len(ladder) == 13
    assert ladder[1].params == {
        "above": 24,
        "to": 48,
        "percent": Percentage(3_750),
        "amount": Money(180_000, "SEK"),
    }
    later = sections("borgholm", figures={"outage_minimum_unit": 120_000})["outage"].sentences
    second = [said for said in later if said.clause == "BO-04"][1]
    assert (second.params["amount"], second.decided_by) == (Money(240_000, "SEK"), DecidedBy.LAW)
