"""What is changed in a document: every figure, choice and clause id, under the ids it belongs to."""

from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

import pytest

from contracts import terms
from contracts.terms.parts.figure import Calendar, Days, Policy, Stated, Vat
from tests.rule_mutation.figures import changes, mutants, places


@dataclass(frozen=True)
class Step:
    key: str
    hours: int


@dataclass(frozen=True)
class Ladder:
    steps: tuple[Step, ...]
    ladder_clause: str


@dataclass(frozen=True)
class Loose:
    stated_on: tuple[str, ...]
    months: Stated[int] | None


@dataclass(frozen=True)
class Document:
    code: str
    part: object


def found(part):
    return {place.path: place.ids for place in places(Document(code="nordlys", part=part))}


def test_a_figure_stands_under_its_clause_and_the_words_of_a_choice_are_no_figure():
    choice = Policy(value=15, clause="EP-6.4", register="X-58", note="Our words.")
    assert found(choice) == {"part.value": ("EP-6.4", "X-58"), "part.clause": ("EP-6.4", "X-58")}


def test_a_part_inside_a_list_is_called_by_its_key_and_stands_under_the_clause_above():
    ladder = Ladder(steps=(Step(key="first", hours=12), Step(key="next", hours=24)), ladder_clause="BO-04")
    assert found(ladder) == {
        "part.steps.first.key": ("BO-04",),
        "part.steps.first.hours": ("BO-04",),
        "part.steps.next.key": ("BO-04",),
        "part.steps.next.hours": ("BO-04",),
        "part.ladder_clause": ("BO-04",),
    }


def test_a_list_beside_figures_stands_under_their_clause_and_none_is_no_figure():
    beside = Loose(stated_on=("terms",), months=Stated(value=3, clause="EP-6.4"))
    assert found(beside)["part.stated_on"] == ("EP-6.4",)
    assert found(Loose(stated_on=("terms",), months=None)) == {}


def test_a_part_two_documents_share_is_changed_once():
    shared, seen = Stated(value=True, clause="EP-6.4"), set()
    first = [*places(Document(code="nordlys", part=shared), seen=seen)]
    again = [*places(Document(code="aurora", part=shared), seen=seen)]
    assert (len(first), again) == (2, [])


def test_a_change_is_seen_by_everyone_who_holds_the_part():
    days = Days(7, calendar=Calendar.DAY, clause="EP-6.15")
    count = next(place for place in places(Document(code="nordlys", part=days)) if place.field == "count")
    count.put(8)
    assert days.count == 8


@pytest.mark.parametrize(
    "value, others",
    [
        (True, [False]),
        (Vat.INCLUDED, [Vat.ADDED]),
        (Vat.NONE, [Vat.INCLUDED]),
        (14, [15, 28]),
        (1, [2]),
        (0, [1]),
        (-3, [-2, -6]),
        (Fraction(25, 2), [Fraction(27, 2), Fraction(25)]),
        (date(2025, 12, 31), [date(2026, 1, 1)]),
        (time(15), [time(15, 1)]),
        (time(9, 59), [time(9)]),
        ("terms", ["terms_"]),
        ("", []),
        (None, []),
        ((), []),
        (("a", "b"), [("b",), ("a",)]),
        ((2007, 2017), [(2017,), (2007,), (2008, 2017), (4014, 2017), (2007, 2018), (2007, 4034)]),
        ((("gas", 2),), [(), ((2,),), (("gas",),), (("gas", 3),), (("gas", 4),)]),
    ],
)
def test_what_a_value_is_changed_to(value, others):
    assert [*changes(value)] == others


def test_every_figure_of_our_documents_is_changed_and_no_change_leaves_it_as_it_was():
    suppliers = {clause.id: "ours" for own in terms.REGISTER.values() for clause in own}
    found = [*mutants(terms.ALL, suppliers=suppliers)]
    assert len(found) > 2000
    assert {mutant.id for mutant in found} == {id for each in terms.ALL for id in terms.clauses_used(each)}
    told = {str(mutant) for mutant in found}
    assert "EP-11.1a    binding.months.count: 36 -> 37" in told
    assert "EP-11.1a    binding.months.clause: EP-11.1a -> EP-11.1b" in told
    assert "GE-VF-4.15  fees.monthly_collection.vat: included -> added" in told
    assert "OR-1.2      scope.precedence.value: without terms" in told
    exchanged = [mutant.change.split(" -> ") for mutant in found if " -> " in mutant.change]
    assert [one for one, other in exchanged if one == other] == []
