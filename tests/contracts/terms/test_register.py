"""Every clause of the five documents has its own words, and every figure cites one that exists."""

import re
from pathlib import Path

import pytest

from contracts import terms
from contracts.terms.fingerprint import walk
from contracts.terms.parts.figure import Policy

RULES = Path(__file__).resolve().parents[4] / "shared" / "rules.md"
RULE_ID = r"(?:CE-\d\d|BO-\d\d|(?:EP|OR)-\d+\.\d+[a-z]?|GE-0\.1|GE-(?:VF|V|F)-\d+(?:\.\d+[a-z]?)?)"

# Points of the register about wording alone; no value of ours depends on them.
WORDING_ONLY = {"X-24", "X-27", "X-51", "X-61", "X-63"}


def in_register():
    return {clause.id for clauses in terms.REGISTER.values() for clause in clauses}


@pytest.mark.parametrize("document", terms.ALL, ids=lambda document: document.code)
def test_every_clause_a_document_cites_is_in_its_own_register(document):
    own = {clause.id for clause in terms.clauses_of(document.code)}
    assert [cited for cited in terms.clauses_used(document) if cited not in own] == []


@pytest.mark.parametrize("document", terms.ALL, ids=lambda document: document.code)
def test_every_clause_of_a_document_stands_once_and_carries_its_prefix(document):
    ids = [clause.id for clause in terms.clauses_of(document.code)]
    assert len(ids) == len(set(ids))
    assert [id for id in ids if not id.startswith(document.clause_prefixes)] == []


@pytest.mark.parametrize("document", terms.ALL, ids=lambda document: document.code)
def test_every_clause_says_something_in_one_sentence(document):
    for clause in terms.clauses_of(document.code):
        assert clause.title
        assert clause.text.endswith(".")
        assert 15 <= len(clause.text) <= 200


def test_clause_is_found_by_id_and_keeps_the_printed_number_of_its_part():
    assert terms.clause("GE-V-10.4a").point == "10.3"
    assert terms.clause("GE-F-10.4a").point == "10.4"
    assert terms.clause("GE-F-10.4a").text == terms.clause("GE-V-10.4a").text
    assert terms.clause("GE-F-12.3").point == "12.3"
    assert terms.clause("GE-F-10.2a").title == "Buying out, 600 kr."


def test_unknown_clause_and_unknown_code_are_refused_by_name():
    with pytest.raises(terms.UnknownClause, match=r"'OR-99.1'"):
        terms.clause("OR-99.1")
    with pytest.raises(terms.UnknownTerms, match="'tesla_2030'"):
        terms.by_code("tesla_2030")


def test_documents_are_found_by_code():
    assert [terms.by_code(document.code) is document for document in terms.ALL] == [True] * 6
    assert [document.code for document in terms.ALL] == [
        "energiplus_2023",
        "orsted_2019",
        "gron_variable_2024",
        "gron_fixed_2024",
        "cerius_2019",
        "borgholm",
    ]


def defined_ids(text):
    """Return the ids of the catalogue's own headings, ranges such as GE-F-10.4a–d written out."""
    catalogue = text[text.index("## 2. CE") : text.index("## 7. Event")]
    found = set()
    for bold in re.findall(r"\*\*([A-Z]{2}-[^*]+?)\*\*", catalogue):
        for part in re.split(r" – | = |, | / ", bold):
            whole = re.match(rf"({RULE_ID})(?:–([a-z]))?", part.strip())
            if whole is None:
                continue
            first, last = whole.groups()
            if last:
                found |= {f"{first[:-1]}{letter}" for letter in "abcdef" if first[-1] <= letter <= last}
            found.add(first)
    return found


@pytest.mark.shared
@pytest.mark.skipif(not RULES.is_file(), reason="../shared/rules.md is not beside the checkout")
def test_every_rule_of_the_catalogue_is_in_the_register():
    defined = defined_ids(RULES.read_text(encoding="utf-8"))
    assert len(defined) > 270
    assert sorted(defined - in_register()) == []


@pytest.mark.shared
@pytest.mark.skipif(not RULES.is_file(), reason="../shared/rules.md is not beside the checkout")
def test_register_invents_no_rule():
    text = RULES.read_text(encoding="utf-8")
    assert sorted(in_register() - defined_ids(text)) == []


@pytest.mark.shared
@pytest.mark.skipif(not RULES.is_file(), reason="../shared/rules.md is not beside the checkout")
def test_every_open_point_is_a_choice_in_a_document_or_wording_alone():
    points = set(re.findall(r"^\| (X-\d+) \|", RULES.read_text(encoding="utf-8"), re.MULTILINE))
    chosen = {getattr(part, "register", "") for document in terms.ALL for part in walk(document)}
    chosen = {point for point in chosen if isinstance(point, str) and point}
    assert points - chosen == WORDING_ONLY
    assert chosen - points == set()
    named = {point for clauses in terms.REGISTER.values() for clause in clauses for point in clause.register}
    assert points - named == set()


@pytest.mark.parametrize("document", terms.ALL, ids=lambda document: document.code)
def test_every_choice_explains_itself(document):
    for part in walk(document):
        if isinstance(part, Policy):
            assert part.note.endswith(".")
            assert re.fullmatch(r"(X-\d\d)?", part.register)
