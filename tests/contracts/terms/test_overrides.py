"""An agreement's own figures: read strictly from what is stored, and written back unchanged (EP-1.3, OR-1.2)."""

from datetime import date

import pytest

from contracts.terms.overrides import Overrides, OverrideUnknown
from contracts.terms.parts.payment import CollectionMode, Method

NO_DATES = {"concluded_on": None, "starts_on": None, "binding_ends_on": None}


def test_stored_figures_join_the_dates_of_the_agreement():
    stored = {"cycle_months": 3, "collection_mode": "last_bank_day", "payment_method": "card", "markup_micro": -1}
    read = Overrides.from_json(
        stored, concluded_on=date(2026, 1, 15), starts_on=date(2026, 2, 1), binding_ends_on=None
    )
    assert read == Overrides(
        concluded_on=date(2026, 1, 15),
        starts_on=date(2026, 2, 1),
        cycle_months=3,
        collection_mode=CollectionMode.LAST_BANK_DAY,
        payment_method=Method.CARD,
        markup_micro=-1,
    )
    assert read.to_json() == stored


def test_nothing_stored_leaves_everything_to_the_terms():
    assert Overrides.from_json({}, **NO_DATES) == Overrides()
    assert Overrides().to_json() == {}


@pytest.mark.parametrize(
    "stored",
    [
        {"bindings": 3},
        {"binding_months": -1},
        {"binding_months": "6"},
        {"binding_months": True},
        {"binding_months": 6.0},
        {"collection_mode": "never"},
        {"collection_mode": 1},
        {"concluded_on": "2026-01-15"},
    ],
)
def test_a_word_or_value_that_means_nothing_is_refused(stored):
    with pytest.raises(OverrideUnknown):
        Overrides.from_json(stored, **NO_DATES)
