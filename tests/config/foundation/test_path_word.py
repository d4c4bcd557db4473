import re

import pytest

from config.foundation import path_word
from config.foundation.path_word import word_of, words_in


@pytest.mark.parametrize(
    "key, danish, swedish",
    [
        ("overview", "overblik", "oversikt"),
        ("consumption", "forbrug", "forbrukning"),
        ("invoices", "regninger", "fakturor"),
        ("complaint", "klage", "klagomal"),
        ("outage", "afbrud", "avbrott"),
    ],
)
def test_paths_are_customer_words_in_the_suppliers_language(key, danish, swedish):
    assert (word_of(key, language="da"), word_of(key, language="sv")) == (danish, swedish)
    assert words_in("sv")(key) == swedish


def test_a_supplier_that_is_not_swedish_has_danish_paths():
    assert word_of("payment", language="en") == "betaling"


def test_an_unknown_word_is_a_mistake():
    with pytest.raises(KeyError):
        word_of("nonsense", language="da")


@pytest.mark.parametrize("language", ["da", "sv"])
def test_words_fit_into_an_address_and_stand_for_one_thing(language):
    words = [word_of(key, language=language) for key in path_word._WORDS]
    assert [word for word in words if not re.fullmatch(r"[a-z]+(-[a-z]+)*", word)] == []
    assert sorted(words) == sorted(set(words))
