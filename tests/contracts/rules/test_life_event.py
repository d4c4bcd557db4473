"""What follows from a death or an insolvency in each document: EP-8.7, OR-14.1, GE-VF-7.2; X-28, X-36."""

import pytest

from contracts import terms
from contracts.enums import LifeEventKind
from contracts.rules.life_event import (
    Happening,
    SecurityRight,
    consequences,
    duty_to_tell,
    meter_is_read_at_once,
    security_after,
)
from contracts.rules.sentence import DecidedBy

D, R, B, G = Happening


def right(may_be_asked, clause, ask_lawyer=False):
    return SecurityRight(may_be_asked=may_be_asked, clause=clause, ask_lawyer=ask_lawyer)


def test_every_kind_that_is_stored_has_the_same_word_here():
    assert [str(kind) for kind in Happening] == LifeEventKind.values


@pytest.mark.rule("EP-8.7", "OR-14.1", "GE-VF-7.2", "X-28", "X-36")
@pytest.mark.parametrize(
    "code, kind, expected",
    [
        ("energiplus_2023", D, right(False, "EP-8.7")),
        ("energiplus_2023", R, right(False, "EP-8.7")),
        ("energiplus_2023", B, right(True, "EP-8.7")),
        ("energiplus_2023", G, right(True, "EP-8.7")),
        ("orsted_2019", D, right(True, "OR-14.1")),
        ("orsted_2019", R, right(True, "OR-14.1", ask_lawyer=True)),
        ("orsted_2019", B, right(True, "OR-14.1")),
        ("gron_variable_2024", D, right(True, "GE-VF-7.2")),
        ("gron_variable_2024", R, right(False, "GE-VF-7.2")),
        ("gron_fixed_2024", G, right(True, "GE-VF-7.2")),
        ("cerius_2019", B, None),
        ("borgholm", D, None),
    ],
)
def test_security_is_a_matter_of_the_document(code, kind, expected):
    assert security_after(kind=kind, terms=terms.by_code(code)) == expected


@pytest.mark.rule("EP-11.2e", "OR-14.1", "GE-V-10.3d", "GE-F-10.3d", "EP-8.6")
@pytest.mark.parametrize(
    "code, clause",
    [
        ("energiplus_2023", "EP-11.2e"),
        ("orsted_2019", "OR-14.1"),
        ("gron_variable_2024", "GE-V-10.3d"),
        ("gron_fixed_2024", "GE-F-10.3d"),
    ],
)
def test_it_is_told_at_once_and_the_meter_is_read_at_once(code, clause):
    document = terms.by_code(code)
    assert duty_to_tell(terms=document).clause == clause
    assert meter_is_read_at_once(terms=document)
    assert consequences(kind=D, terms=document)[0].clause == clause


def test_a_grid_company_asks_for_neither():
    document = terms.by_code("cerius_2019")
    assert (duty_to_tell(terms=document), meter_is_read_at_once(terms=document)) == (None, False)
    assert consequences(kind=D, terms=document) == ()


@pytest.mark.rule("X-36")
def test_what_a_lawyer_is_asked_about_says_that_it_is_our_reading():
    said = consequences(kind=R, terms=terms.by_code("orsted_2019"))[1]
    assert said.decided_by is DecidedBy.OUR_CHOICE
    never = consequences(kind=R, terms=terms.by_code("gron_variable_2024"))[1]
    assert (never.decided_by, never.clause) == (DecidedBy.TERMS, "GE-VF-7.2")
    assert never.text != consequences(kind=B, terms=terms.by_code("gron_variable_2024"))[1].text
