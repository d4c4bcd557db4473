"""Paying and fees in plain words: each supplier its own draw day and fees (OR-6.2, OR-6.3, GE-VF-4.14)."""

import pytest

from config.foundation.money import Money
from contracts.rules.plain_words import DecidedBy
from contracts.terms.overrides import Overrides
from contracts.terms.parts.payment import CollectionMode
from tests.contracts.rules.plain_words.told import sections, sentence


@pytest.mark.rule("OR-6.3b", "OR-6.3c", "OR-6.3d", "OR-6.3e", "OR-6.3f", "OR-6.3g", "OR-6.3h")
def test_fees_of_orsted_are_all_named():
    fees = sections("orsted_2019")["fees"].sentences
    assert [(said.clause, said.params.get("amount")) for said in fees] == [
        ("OR-6.3d", Money(3_500, "DKK")),
        ("OR-6.3e", Money(625, "DKK")),
        ("OR-6.3g", Money(5_000, "DKK")),
        ("OR-6.3b", Money(2_500, "DKK")),
        ("OR-6.3c", Money(30_000, "DKK")),
        ("OR-6.3f", None),
        ("OR-6.3a", None),
        ("OR-6.3h", None),
    ]


@pytest.mark.rule("GE-VF-4.16", "X-56")
def test_fees_of_the_price_sheet_are_free_until_it_names_them():
    assert sentence("gron_fixed_2024", "fees", "GE-VF-4.16").text == "There is no set-up fee."
    priced = sentence("gron_fixed_2024", "fees", "GE-VF-4.16", Overrides(setup_fee_minor=9_900))
    assert priced.params == {"amount": Money(9_900, "DKK")}


@pytest.mark.parametrize(
    "code, clause, text",
    [
        (
            "energiplus_2023",
            "EP-6.14",
            "With a card we draw the next payment before your balance falls below zero.",
        ),
        ("orsted_2019", "OR-6.2a", "With a card we draw the payment at the start of each month."),
        ("gron_fixed_2024", "GE-VF-4.14", "With a card we draw the payment on the last bank day of the month."),
    ],
)
@pytest.mark.rule("EP-6.14", "OR-6.2a", "GE-VF-4.14")
def test_card_draw_of_each_supplier(code, clause, text):
    number = 1 if clause == "GE-VF-4.14" else 0
    assert sentence(code, "paying", clause, number=number).text == text


@pytest.mark.rule("GE-VF-1.2")
def test_card_mode_of_the_agreement_wins():
    own = Overrides(collection_mode=CollectionMode.BEFORE_NEGATIVE)
    said = sentence("gron_variable_2024", "paying", "GE-VF-4.14", own, number=1)
    assert said.text == "With a card we draw the next payment before your balance falls below zero."
    assert said.decided_by is DecidedBy.AGREEMENT


@pytest.mark.rule("OR-6.2b")
def test_only_orsted_announces_a_draw():
    assert sentence("orsted_2019", "paying", "OR-6.2b").params == {"days": 8}
    for code in ("energiplus_2023", "gron_variable_2024", "gron_fixed_2024"):
        texts = [said.text for said in sections(code)["paying"].sentences]
        assert [text for text in texts if "how it is worked out" in text] == []


@pytest.mark.rule("EP-1.3", "EP-6.2")
def test_cycle_of_the_agreement_wins():
    assert sentence("energiplus_2023", "paying", "EP-6.2").params == {"months": 3}
    own = sentence("energiplus_2023", "paying", "EP-6.2", Overrides(cycle_months=1))
    assert (own.text, own.decided_by) == ("You pay in advance, one month at a time.", DecidedBy.AGREEMENT)
