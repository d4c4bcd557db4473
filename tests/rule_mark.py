"""
Pytest plugin: `@pytest.mark.rule("GE-F-10.2a")` names the rule a test proves, and `--rules` lists them all.

The list is made here and not by a management command, because pytest's own collection is what knows every
test with its marks; a command would have to start pytest to ask it. It is loaded by `-p tests.rule_mark` in
pyproject.toml, so that tests of it can be given a register of their own.
"""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import pytest

from tests.rule_register import RegisterFault, listing, read

KNOWN = pytest.StashKey[frozenset[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rules", action="store_true", help="list every rule with the tests that prove it; run none")
    parser.addini("rule_register", "the register of rules, beside this file", default="docs/rules/register.csv")


def pytest_configure(config: pytest.Config) -> None:
    try:
        config.stash[KNOWN] = frozenset(rule.id for rule in read(_register(config)))
    except RegisterFault as fault:
        raise pytest.UsageError(str(fault)) from fault


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail the collection of a module that names a rule nobody wrote down, as for a mistake in its syntax."""
    report = yield
    known = collector.config.stash[KNOWN]
    items = [item for item in report.result or () if isinstance(item, pytest.Item)]
    faults = [
        fault for item in items for mark in item.iter_markers("rule") for fault in _faults(item, mark, known)
    ]
    if faults:
        report.outcome, report.longrepr, report.result = "failed", "\n".join(faults), []
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """List the rules in place of running the tests; an error of collection is left to pytest to tell."""
    if not session.config.getoption("--rules") or session.testsfailed:
        return None
    writer = session.config.get_terminal_writer()
    for line in listing(read(_register(session.config)), proofs=proofs_of(session.items)):
        writer.line(line)
    return True


def proofs_of(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """Return the tests that prove each rule, each once whatever its parameters."""
    proofs: dict[str, dict[str, None]] = {}
    for item in items:
        for mark in item.iter_markers("rule"):
            for id in mark.args:
                proofs.setdefault(id, {})[item.nodeid.partition("[")[0]] = None
    return {id: sorted(tests) for id, tests in proofs.items()}


def _faults(item: pytest.Item, mark: pytest.Mark, known: frozenset[str]) -> Iterator[str]:
    if not mark.args:
        yield f"{item.nodeid} names no rule."
    yield from (
        f"{item.nodeid} proves {id}, which is not in the register of rules." for id in mark.args if id not in known
    )


def _register(config: pytest.Config) -> Path:
    return config.rootpath / str(config.getini("rule_register"))
