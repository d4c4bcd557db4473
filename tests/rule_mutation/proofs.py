"""Which of the collected tests may notice a change: those marked with its id, and the mirror of its module."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

import pytest

from tests.rule_mutation.mutant import Mutant

# A released document is pinned by its hash, which any change breaks whatever it is about.
PIN = "tests/contracts/terms/test_fingerprint.py"
# Too slow to be asked hundreds of times, or not run by `make test`.
LEFT_OUT = frozenset({"long", "browser", "proof"})
STORES = frozenset({"db", "transactional_db", "stores"})


class Proofs:
    """The collected tests by what they prove; those that need the database are kept apart."""

    def __init__(self, items: Iterable[pytest.Item]) -> None:
        self._items = [item for item in items if _may_be_asked(item)]
        self._by_id: dict[str, list[pytest.Item]] = {}
        for item in self._items:
            for mark in item.iter_markers("rule"):
                for id in mark.args:
                    self._by_id.setdefault(id, []).append(item)

    def of(self, mutant: Mutant, *, stored: bool) -> list[pytest.Item]:
        """Return the tests that may notice a change, each once: those on stored rows, or all the others."""
        found = {item: None for id in sorted(mutant.proofs) for item in self._by_id.get(id, ())}
        if mutant.mirrors:
            found |= {
                item: None
                for item in self._items
                if any(fnmatchcase(item.nodeid.partition("::")[0], glob) for glob in mutant.mirrors)
            }
        return [item for item in found if needs_database(item) is stored]


def needs_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or not STORES.isdisjoint(item.fixturenames)


def _may_be_asked(item: pytest.Item) -> bool:
    return LEFT_OUT.isdisjoint(item.keywords) and not item.nodeid.startswith(PIN) and not _leaves_rows(item)


def _leaves_rows(item: pytest.Item) -> bool:
    """Return whether a test commits: what it leaves behind could make the next child's test fail."""
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))
