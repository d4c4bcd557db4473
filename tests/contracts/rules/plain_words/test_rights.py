"""Complaints and contact in plain words (CE-05, CE-11)."""

from datetime import time

import pytest

from tests.contracts.rules.plain_words.told import sections


@pytest.mark.rule("CE-11")
def test_the_closed_european_portal_is_left_out():
    names = [said.params.get("name") for said in sections("cerius_2019")["complaints"].sentences]
    assert [name for name in names if name] == ["Ankenævnet på Energiområdet"]


@pytest.mark.rule("CE-05")
def test_opening_hours_are_told_where_the_document_has_them():
    hours = sections("cerius_2019")["contact"].sentences[-1]
    assert hours.params == {"opens": time(7), "closes": time(15)}
