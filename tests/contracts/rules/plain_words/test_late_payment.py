"""Late payment in plain words: the figures of the law, or the law alone (EP-5.7, OR-6.1d)."""

import pytest

from config.foundation.money import Money
from contracts.rules.plain_words import DecidedBy, Percentage
from tests.contracts.rules.plain_words.told import RETAIL, sections


def test_late_payment_names_the_figures_of_the_law_or_the_law_alone():
    known = sections("orsted_2019")["late"].sentences
    assert (known[0].params, known[0].decided_by) == ({"rate": Percentage(975)}, DecidedBy.LAW)
    assert known[1].params == {"amount": Money(10_000, "DKK"), "count": 3, "days": 10}
    unknown = sections("orsted_2019", figures={})["late"].sentences
    assert [said.text for said in unknown[:2]] == [
        "Late payment carries interest as the law sets it.",
        "Reminders cost what the law allows.",
    ]


@pytest.mark.rule("EP-5.8")
def test_only_a_business_pays_compensation_for_being_late():
    counts = [len(sections(code)["late"].sentences) for code in RETAIL]
    assert counts == [4, 3, 3, 3]
    assert sections("energiplus_2023")["late"].sentences[2].params == {"amount": Money(31_000, "DKK")}
