"""Complaints and contact in plain words (CE-05, CE-11)."""

from datetime import time

import pytest

from tests.contracts.rules.plain_words.told import sections, shown


@pytest.mark.rule("CE-11")
def test_the_closed_european_portal_is_left_out():
    names = [said.params.get("name") for said in sections("cerius_2019")["complaints"].sentences]
    assert [name for name in names if name] == ["Ankenævnet på Energiområdet"]


@pytest.mark.rule("BO-15")
def test_the_swedish_board_names_its_fee_which_is_not_paid_back_and_its_least_value():
    figures = {"arn_fee": 15_000, "arn_minimum_value": 75_000}
    told = [(said.clause, shown(said)) for said in sections("borgholm", figures=figures)["complaints"].sentences]
    assert ("BO-15", "It costs 150.00 SEK, which you do not get back.") in told
    assert ("BO-15", "The dispute must be worth at least 750.00 SEK.") in told


@pytest.mark.rule("CE-05")
def test_opening_hours_are_told_where_the_document_has_them():
    hours = sections("cerius_2019")["contact"].sentences[-1]
    assert hours.params == {"opens": time(7), "closes": time(15)}
