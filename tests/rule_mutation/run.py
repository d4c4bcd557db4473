"""Pytest plugin: in place of running the collected tests, asks them about one change after another."""

import gc
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pytest

from contracts import terms
from tests import rule_register
from tests.rule_mutation import comparisons, figures, survivors
from tests.rule_mutation.child import TOO_LONG, run_in_children, run_tests
from tests.rule_mutation.mutant import Mutant
from tests.rule_mutation.proofs import Proofs
from tests.rule_mutation.survivors import SurvivorFault
from tests.rule_mutation.tally import Standing, Tally

LONGEST = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was asked for on the command line."""

    only: tuple[str, ...] = ("",)
    listed: bool = False
    with_database: bool = False
    verbose: bool = False
    workers: int = 2


class Unsound(Exception):
    """The tests themselves do not pass, so that nothing can be said about a change."""


class Mutation:
    """The whole run: collects, asks, tells; pytest ends with 1 when there is something to mend."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.seconds: dict[str, float] = {}
        self.noticed: dict[str, set[str]] = {}
        self.say: Callable[[str], None] = print

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Take over from pytest; an error of collection is left to it to tell."""
        if session.testsfailed:
            return None
        self.say = session.config.get_terminal_writer().line
        session.config.pluginmanager.unregister(name="terminalreporter")
        chosen = [mutant for mutant in all_mutants() if mutant.id.startswith(self.choice.only)]
        if self.choice.listed:
            self._tell(str(mutant) for mutant in chosen)
            return True
        try:
            session.testsfailed = self._ask(chosen, Proofs(session.items))
        except (Unsound, SurvivorFault) as fault:
            self.say(str(fault))
            session.testsfailed = 1
        return True

    def _ask(self, chosen: Sequence[Mutant], proofs: Proofs) -> int:
        """Ask about every change, tell how each stands, and return how much there is to mend."""
        accepted = [row for row in survivors.read() if row.id.startswith(self.choice.only)]
        begun, tally = time.monotonic(), Tally(chosen)
        comparisons.index_functions()
        self._ask_those(tally, proofs, stored=False)
        if self.choice.with_database:
            self._ask_those(tally, proofs, stored=True)
        else:
            for mutant in tally.unnoticed():
                if proofs.of(mutant, stored=True):
                    tally.note(mutant, Standing.WITH_DATABASE)
        self._tell(tally.lines(accepted))
        self.say(f"{len(chosen)} changes in {time.monotonic() - begun:.0f} seconds.")
        return len(tally.to_mend(accepted))

    def _ask_those(self, tally: Tally, proofs: Proofs, *, stored: bool) -> None:
        """Ask the tests with or without stored rows about every change nobody has noticed yet."""
        asked = {mutant: proofs.of(mutant, stored=stored) for mutant in tally.unnoticed()}
        items = list({item: None for tests in asked.values() for item in tests})
        if not items:
            return
        if stored:
            _make_stores_ready(items[0])
        gc.freeze()  # or the collector of a child would copy the memory it shares with us
        self._time(items)
        asked = {
            mutant: [item for item in tests if item.nodeid in self.seconds] for mutant, tests in asked.items()
        }
        done = run_in_children(
            [mutant for mutant, tests in asked.items() if tests],
            work=lambda mutant: _notice(mutant, self._likeliest_first(mutant, asked[mutant])),
            seconds=lambda mutant: 60 + 10 * int(sum(self.seconds[item.nodeid] for item in asked[mutant])),
            workers=1 if stored else self.choice.workers,  # two would meet in the same rows
        )
        for mutant, test in done:
            tally.note(mutant, Standing.KILLED if test else Standing.SURVIVED)
            self.noticed.setdefault(mutant.id, set()).add(test)
            if self.choice.verbose:
                self.say(f"{mutant}\n    {test or 'nobody'}")

    def _time(self, items: Sequence[pytest.Item]) -> None:
        """
        Run the tests once without a change, and remember how long each took; skipped ones are not asked.

        :raises Unsound: when one fails
        """
        self.say(f"{len(items)} tests, first without a change ...")
        ((_, said),) = run_in_children([items], work=_without_change, seconds=lambda _: LONGEST, workers=1)
        if said == TOO_LONG:
            raise Unsound(f"They were not done after {LONGEST} seconds.")
        ran = json.loads(said)
        failed = [test for test, _, outcome in ran if outcome == "failed"]
        if failed:
            raise Unsound("\n".join(["These fail without any change:", *failed]))
        self.seconds |= {test: taken for test, taken, outcome in ran if outcome == "passed"}

    def _likeliest_first(self, mutant: Mutant, items: Iterable[pytest.Item]) -> list[pytest.Item]:
        """Return first the tests that noticed an earlier change under the same id, then the quickest."""
        known = self.noticed.get(mutant.id, set())
        return sorted(items, key=lambda item: (item.nodeid not in known, self.seconds[item.nodeid]))

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.say(line)


def all_mutants() -> Iterator[Mutant]:
    """Yield every change there is: those of the documents, then those of the rules."""
    rules = rule_register.read()
    yield from figures.mutants(terms.ALL, suppliers={rule.id: rule.supplier for rule in rules})
    yield from comparisons.mutants(rules)


def _notice(mutant: Mutant, items: Sequence[pytest.Item]) -> str:
    """Make the change and return the test that notices it, or "" when none does."""
    mutant.apply()
    return next((ran.test for ran in run_tests(items, stop_at_failure=True) if ran.outcome == "failed"), "")


def _without_change(items: Sequence[pytest.Item]) -> str:
    return json.dumps([(ran.test, ran.seconds, ran.outcome) for ran in run_tests(items, stop_at_failure=False)])


def _make_stores_ready(item: pytest.Item) -> None:
    """Run one test here, so that the stores are up and migrated for every child; each connects for itself."""
    from django.db import connections

    for ran in run_tests([item], stop_at_failure=True):
        if ran.outcome == "failed":
            raise Unsound(f"{ran.test} fails without any change.")
    connections.close_all()
