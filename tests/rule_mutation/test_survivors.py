"""The list of accepted survivors: what it refuses, and when a row must be narrowed or taken off."""

import pytest

from tests.rule_mutation.mutant import Mutant
from tests.rule_mutation.survivors import COLUMNS, Accepted, SurvivorFault, misfits, read


def mutant(place, change="14 -> 15", id="EP-6.4"):
    return Mutant(heading="nordlys", id=id, place=place, change=change, proofs=frozenset({id}), apply=lambda: None)


@pytest.fixture
def written(tmp_path):
    def write(*rows, columns=COLUMNS):
        path = tmp_path / "survivors.csv"
        path.write_text("\n".join((",".join(columns), *rows)) + "\n", encoding="utf-8")
        return path

    return write


def test_a_row_is_read_with_its_reason(written):
    assert read(written('EP-6.4,aconto.*,"Not shown yet, part F."')) == (
        Accepted(id="EP-6.4", place="aconto.*", why="Not shown yet, part F."),
    )


@pytest.mark.parametrize(
    "rows, said",
    [
        (["EP-6.4,aconto.basis,"], "EP-6.4, aconto.basis does not say why"),
        (["EP-6.4,aconto.basis"], "does not say why"),
        (["EP-6.4,aconto.basis,Not, shown."], "does not say why"),
        (["EP-6.4,aconto.basis,Not shown.", "EP-6.4,aconto.basis,Nor here."], "more than once"),
    ],
)
def test_a_row_without_a_reason_of_its_own_is_refused(written, rows, said):
    with pytest.raises(SurvivorFault, match=said):
        read(written(*rows))


def test_other_columns_are_refused(written):
    with pytest.raises(SurvivorFault, match="other columns"):
        read(written("EP-6.4", columns=["id"]))


@pytest.mark.parametrize(
    "place, covered",
    [
        ("aconto.basis.value", True),
        ("aconto.*", True),
        ("aconto.basis.value: 14 -> 15", True),
        ("aconto.basis.value: 14 -> 28", False),
        ("aconto.basis", False),
        ("*.clause", False),
    ],
)
def test_a_row_covers_a_place_or_one_change_of_it(place, covered):
    row = Accepted(id="EP-6.4", place=place, why="Why.")
    assert row.covers(mutant("aconto.basis.value")) is covered
    assert not row.covers(mutant("aconto.basis.value", id="EP-6.5"))


def test_a_row_must_have_something_to_accept_and_nothing_that_is_noticed():
    value, clause = mutant("aconto.basis.value"), mutant("aconto.basis.clause", "EP-6.4 -> EP-6.5")
    row = Accepted(id="EP-6.4", place="aconto.basis.*", why="Why.")
    assert [*misfits([row], noticed=[], unnoticed=[value, clause])] == []
    assert [*misfits([row], noticed=[value], unnoticed=[clause])] == [
        "narrow    EP-6.4, aconto.basis.*: aconto.basis.value: 14 -> 15 is noticed"
    ]
    assert [*misfits([row], noticed=[], unnoticed=[])] == [
        "take off  EP-6.4, aconto.basis.*: nothing is left to accept"
    ]
