"""The page "Your terms in plain words": complete for every document, each sentence with its clause."""

import re

import pytest

from contracts import terms
from contracts.rules.plain_words import plain_words
from contracts.terms.overrides import Overrides
from tests.contracts.rules.plain_words.told import FIGURES_DK, RETAIL, sections


@pytest.mark.parametrize("code", RETAIL)
def test_a_retail_document_has_every_section_in_one_order(code):
    assert list(sections(code)) == [
        "agreement",
        "price",
        "paying",
        "fees",
        "invoices",
        "withdrawal",
        "binding",
        "leaving",
        "moving",
        "late",
        "security",
        "changes",
        "complaints",
        "data",
        "grid",
        "contact",
    ]


@pytest.mark.parametrize("code", ["cerius_2019", "borgholm"])
def test_a_grid_document_has_its_own_sections(code):
    assert list(sections(code)) == ["outage", "complaints", "contact"]


@pytest.mark.parametrize("document", terms.ALL, ids=lambda document: document.code)
@pytest.mark.parametrize("figures", [FIGURES_DK, {}], ids=["with figures", "without"])
def test_every_sentence_fills_its_places_and_cites_its_own_document(document, figures):
    own = {clause.id for clause in terms.clauses_of(document.code)}
    for section in plain_words(terms=document, overrides=Overrides(), figures=figures):
        for said in section.sentences:
            assert set(re.findall(r"%\((\w+)\)s", said.text)) <= set(said.params)
            assert said.text % said.params
            assert said.clause in own
            assert said.why
