"""Runs tests in a forked child, so that what a change does to this process ends with it."""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest

Job = TypeVar("Job")
TOO_LONG = "took too long"


class ChildFault(RuntimeError):
    """The child ended otherwise than by telling how its tests went; the sentence holds its traceback."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One test as it went: how long it took in seconds, and whether it passed, failed or was skipped."""

    test: str
    seconds: float
    outcome: str


class Watch:
    """Pytest plugin of a child: what its tests said."""

    def __init__(self) -> None:
        self.reports: list[pytest.TestReport] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reports.append(report)


def run_in_children(
    jobs: Iterable[Job], *, work: Callable[[Job], str], seconds: Callable[[Job], int], workers: int
) -> Iterator[tuple[Job, str]]:
    """
    Yield each job with what its child said, in the order they ended; at most `workers` run at once.

    A child that is not done within its `seconds` says TOO_LONG.

    :raises ChildFault: when a child raised or was killed
    """
    running: dict[int, tuple[Job, int]] = {}
    for job in jobs:
        if len(running) == workers:
            yield from _ended(running)
        pipe, pid = _fork(work, job, seconds(job))
        running[pipe] = job, pid
    while running:
        yield from _ended(running)


def run_tests(items: Sequence[pytest.Item], *, stop_at_failure: bool) -> Iterator[Ran]:
    """Run tests in this process as pytest does, without a word; what the session set up is left standing."""
    watch, session = Watch(), items[0].session
    session.config.pluginmanager.register(watch)
    for item, following in zip(items, [*items[1:], session], strict=True):
        watch.reports.clear()
        begun = time.perf_counter()
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        outcomes = {report.outcome for report in watch.reports}
        outcome = next((worst for worst in ("failed", "skipped") if worst in outcomes), "passed")
        yield Ran(item.nodeid, time.perf_counter() - begun, outcome)
        if stop_at_failure and outcome == "failed":
            break
    session.config.pluginmanager.unregister(watch)


def _fork(work: Callable[[Job], str], job: Job, seconds: int) -> tuple[int, int]:
    sys.stdout.flush()
    sys.stderr.flush()
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return read, pid
    os.close(read)
    code = 1
    try:
        signal.alarm(seconds)
        _write(write, work(job))
        code = 0
    except BaseException:
        _write(write, traceback.format_exc())
    finally:
        os._exit(code)  # nothing of the parent is torn down here


def _ended(running: dict[int, tuple[Job, int]]) -> Iterator[tuple[Job, str]]:
    pipes, _, _ = select.select([*running], [], [])
    for pipe in pipes:
        job, pid = running.pop(pipe)
        said = _read(pipe)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
            yield job, TOO_LONG
        elif os.waitstatus_to_exitcode(status):
            raise ChildFault(f"{job}: {said or os.waitstatus_to_exitcode(status)}")
        else:
            yield job, said


def _write(pipe: int, said: str) -> None:
    with os.fdopen(pipe, "w", encoding="utf-8") as file:
        file.write(said)


def _read(pipe: int) -> str:
    with os.fdopen(pipe, encoding="utf-8") as file:
        return file.read()
