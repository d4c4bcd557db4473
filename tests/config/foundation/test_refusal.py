import pytest
from django.utils.functional import lazystr

from config.foundation.refusal import Refused


class CardMissing(Refused):
    code = "card-missing"
    clause = "OR-6.2b"


def test_refusal_carries_sentence_clause_and_code():
    with pytest.raises(Refused) as caught:
        raise CardMissing("Add a card first.")
    assert (str(caught.value), caught.value.clause, caught.value.code) == (
        "Add a card first.",
        "OR-6.2b",
        "card-missing",
    )


def test_refusal_given_clause_and_code_win_over_the_class():
    refused = CardMissing("No.", clause="GE-VF-11.5", code="other")
    assert (refused.clause, refused.code) == ("GE-VF-11.5", "other")


def test_refusal_without_code_is_called_by_its_class():
    assert Refused("No.").code == "Refused"
    assert Refused("No.").clause == ""


def test_refusal_is_translated_when_it_is_shown():
    words = {"now": "before"}
    refused = Refused(lazystr_of(words))
    words["now"] = "after"
    assert str(refused) == "after"


def lazystr_of(words):
    class Later:
        def __str__(self):
            return words["now"]

    return lazystr(Later())
