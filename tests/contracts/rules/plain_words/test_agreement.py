"""The agreement in plain words: its own prices, and who may withdraw (EP-5.5, OR-11.1)."""

from datetime import date

import pytest

from config.foundation.money import Money
from contracts.rules.plain_words import DecidedBy, UnitPrice
from contracts.terms.overrides import Overrides
from tests.contracts.rules.plain_words.told import sections, sentence


def test_prices_of_the_agreement_are_named_as_quoted():
    own = Overrides(markup_micro=150_000, subscription_minor=2_900)
    said = [s for s in sections("energiplus_2023", own)["price"].sentences if s.decided_by is DecidedBy.AGREEMENT]
    assert [s.params for s in said] == [
        {"markup": UnitPrice(150_000, with_vat=False)},
        {"amount": Money(2_900, "DKK")},
    ]
    household = sections("orsted_2019", Overrides(energy_micro=1_250_000))["price"].sentences
    assert household[2].params == {"price": UnitPrice(1_250_000, with_vat=True)}


@pytest.mark.rule("OR-11.1")
def test_withdrawal_is_a_household_right():
    (only,) = sections("energiplus_2023")["withdrawal"].sentences
    assert only.text == "A business has no right to withdraw once the agreement is made."
    first = sentence("orsted_2019", "withdrawal", "OR-11.1", Overrides(concluded_on=date(2026, 3, 19)))
    assert first.params == {"days": 14, "concluded": date(2026, 3, 19)}
