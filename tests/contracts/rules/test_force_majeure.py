"""Which causes suspend duties in each document, and what may rest: EP-10.1, OR-9.1, GE-VF-8."""

import pytest

from contracts import terms
from contracts.enums import HindranceCause
from contracts.rules.force_majeure import RESTING, Cause, care_must_be_shown, counts, may_rest, part_of


def part(code):
    return part_of(terms=terms.by_code(code))


def test_every_cause_that_is_stored_has_the_same_word_here():
    assert [str(cause) for cause in Cause] == HindranceCause.values


@pytest.mark.rule("EP-10.1", "OR-9.1", "GE-VF-8")
@pytest.mark.parametrize(
    "code, labour, care",
    [("energiplus_2023", False, False), ("orsted_2019", True, True), ("gron_variable_2024", False, False)],
)
def test_what_counts_is_a_matter_of_the_document_and_money_never_does(code, labour, care):
    assert [counts(cause=cause, part=part(code)) for cause in Cause] == [True, True, True, labour, False]
    assert care_must_be_shown(part=part(code)) is care


def test_where_the_document_is_silent_there_is_nothing():
    assert (part("cerius_2019"), part("borgholm")) == (None, None)


@pytest.mark.rule("EP-10.1", "GE-VF-8")
@pytest.mark.parametrize("rule", ["final-bill", "refund", "payment", "outage-payout", "aconto-notice", ""])
def test_what_is_not_named_as_a_duty_to_do_something_never_rests(rule):
    assert not may_rest(rule=rule)
    assert all(may_rest(rule=named) for named in RESTING)
