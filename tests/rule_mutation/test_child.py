"""Forked children: each says one thing, and one that breaks or hangs is not taken for an answer."""

import time

import pytest

from tests.rule_mutation.child import TOO_LONG, ChildFault, run_in_children


def test_what_a_child_changes_ends_with_it():
    held = []

    def work(job):
        held.append(job)
        return f"{job} of {len(held)}"

    said = {*run_in_children("abc", work=work, seconds=lambda _: 60, workers=2)}
    assert said == {("a", "a of 1"), ("b", "b of 1"), ("c", "c of 1")}
    assert held == []


def test_a_long_answer_comes_whole():
    ((_, said),) = run_in_children("a", work=lambda job: job * 1_000_000, seconds=lambda _: 60, workers=1)
    assert len(said) == 1_000_000


def test_a_child_that_raises_is_a_fault_with_its_traceback():
    with pytest.raises(ChildFault, match=r"a: Traceback[\s\S]*ZeroDivisionError"):
        [*run_in_children("a", work=lambda _: str(1 / 0), seconds=lambda _: 60, workers=1)]


def test_a_child_that_hangs_took_too_long():
    def work(job):
        time.sleep(30)
        return job

    assert [*run_in_children("a", work=work, seconds=lambda _: 1, workers=1)] == [("a", TOO_LONG)]
