"""Security in plain words: cap, deadlines and who decided them (EP-7.3, OR-7.2, GE-VF-6.1)."""

import pytest

from contracts.rules.plain_words import DecidedBy
from tests.contracts.rules.plain_words.told import RETAIL, sections, sentence


@pytest.mark.rule("EP-11.3b", "OR-7.2", "GE-VF-6.1", "X-73")
def test_security_names_cap_and_deadlines_and_who_decided_them():
    cap = sentence("orsted_2019", "security", "OR-7.2", number=1)
    assert (cap.params, cap.decided_by) == ({"months": 5}, DecidedBy.LAW)
    own = sentence("gron_fixed_2024", "security", "GE-VF-6.1", number=1)
    assert (own.params, own.decided_by) == ({"months": 5}, DecidedBy.TERMS)
    business = sentence("energiplus_2023", "security", "EP-11.3b")
    assert (business.params, business.decided_by) == ({"days": 15}, DecidedBy.OUR_CHOICE)


def test_past_debt_never_cuts_supply_is_said_by_all_and_chosen_for_orsted():
    text = "We never cut off your supply because of power you have already used."
    found = {
        code: said.decided_by
        for code in RETAIL
        for said in sections(code)["security"].sentences
        if said.text == text
    }
    assert found == {
        "energiplus_2023": DecidedBy.TERMS,
        "orsted_2019": DecidedBy.OUR_CHOICE,
        "gron_variable_2024": DecidedBy.TERMS,
        "gron_fixed_2024": DecidedBy.TERMS,
    }
