"""A sentence explains itself by its clause, or by the choice we made (design.md §3)."""

import pytest

from contracts import terms
from contracts.rules.sentence import DecidedBy, Sentence, holds, quote, say
from contracts.terms.parts.figure import Policy, Stated


def test_a_sentence_is_explained_by_its_clause():
    assert say("Pay %(days)s days.", clause="OR-6.2b", days=8) == Sentence(
        text="Pay %(days)s days.",
        params={"days": 8},
        clause="OR-6.2b",
        why=terms.clause("OR-6.2b").text,
        decided_by=DecidedBy.TERMS,
    )


def test_a_choice_of_ours_explains_itself():
    choice = Policy(value=True, clause="OR-8.1", register="X-37", note="The document is silent.")
    said = quote("We never cut.", part=choice)
    assert (said.why, said.decided_by, said.clause) == ("The document is silent.", DecidedBy.OUR_CHOICE, "OR-8.1")


def test_a_statement_is_explained_by_its_clause():
    said = quote("We never cut.", part=Stated(value=True, clause="EP-11.3a"))
    assert (said.why, said.decided_by) == (terms.clause("EP-11.3a").text, DecidedBy.TERMS)


def test_a_clause_that_does_not_exist_is_refused():
    with pytest.raises(terms.UnknownClause):
        say("x", clause="OR-99.9")


@pytest.mark.parametrize(
    "part, answer",
    [
        (None, False),
        (Stated(value=True, clause="EP-6.8"), True),
        (Stated(value=False, clause="EP-6.8"), False),
        (Policy(value=False, clause="OR-8.1", register="X-37", note="The document is silent."), False),
    ],
)
def test_a_part_holds_when_it_is_there_and_says_yes(part, answer):
    assert holds(part) is answer
