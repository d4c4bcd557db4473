"""Who is asked about a change: the tests marked with its id; never the pin, the slow ones, those that commit."""

from dataclasses import dataclass

import pytest

from tests.rule_mutation.mutant import Mutant
from tests.rule_mutation.proofs import Proofs


@dataclass(frozen=True, eq=False)
class Item:
    """What is asked of a collected test."""

    nodeid: str
    marks: tuple[pytest.Mark, ...] = ()
    fixturenames: tuple[str, ...] = ()

    @property
    def keywords(self):
        return {mark.name for mark in self.marks}

    def iter_markers(self, name):
        return (mark for mark in self.marks if mark.name == name)

    def get_closest_marker(self, name):
        return next(self.iter_markers(name), None)


def rule(*ids):
    return pytest.mark.rule(*ids).mark


def mutant(*proofs, mirrors=()):
    return Mutant(
        heading="nordlys",
        id="EP-6.4",
        place="a.b",
        change="1 -> 2",
        proofs=frozenset(proofs),
        apply=lambda: None,
        mirrors=mirrors,
    )


PURE = Item("tests/a.py::test_pure", (rule("EP-6.4", "X-58"),))
OTHER = Item("tests/a.py::test_other", (rule("EP-6.5"),))
STORED = Item("tests/a.py::test_stored", (rule("EP-6.4"), pytest.mark.django_db.mark))
BY_FIXTURE = Item("tests/a.py::test_by_fixture", (rule("EP-6.4"),), ("db",))
MIRROR = Item("tests/billing/rules/test_aconto.py::test_it")


def test_those_with_the_mark_are_asked_and_those_on_stored_rows_apart():
    proofs = Proofs([PURE, OTHER, STORED, BY_FIXTURE])
    assert proofs.of(mutant("EP-6.4"), stored=False) == [PURE]
    assert proofs.of(mutant("EP-6.4"), stored=True) == [STORED, BY_FIXTURE]


def test_a_choice_is_noticed_under_either_id_and_each_test_asked_once():
    assert Proofs([PURE, OTHER]).of(mutant("EP-6.4", "X-58"), stored=False) == [PURE]


def test_the_mirror_of_a_module_is_asked_without_a_mark():
    mirrors = ("tests/billing/rules/test_aconto.py",)
    assert Proofs([MIRROR, OTHER]).of(mutant(mirrors=mirrors), stored=False) == [MIRROR]
    assert Proofs([MIRROR, OTHER]).of(mutant(), stored=False) == []


@pytest.mark.parametrize(
    "item",
    [
        Item("tests/contracts/terms/test_fingerprint.py::test_pin", (rule("EP-6.4"),)),
        Item("tests/a.py::test_long", (rule("EP-6.4"), pytest.mark.long.mark)),
        Item("tests/a.py::test_browser", (rule("EP-6.4"), pytest.mark.browser.mark)),
        Item("tests/a.py::test_commits", (rule("EP-6.4"), pytest.mark.django_db(transaction=True).mark)),
        Item("tests/a.py::test_commits", (rule("EP-6.4"),), ("transactional_db", "db")),
    ],
)
def test_who_is_never_asked(item):
    proofs = Proofs([item])
    assert proofs.of(mutant("EP-6.4"), stored=False) == proofs.of(mutant("EP-6.4"), stored=True) == []
