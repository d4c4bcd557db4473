"""Counts of stints and shares add up by name, what was nothing is still told, and a failed try is rested from."""

from datetime import timedelta

import pytest

from accounts.rules.job_run import added, rest


def test_counts_add_up_by_name():
    assert added({"issued": 2, "waiting": 0}, {"issued": 1}, {"told": 4}) == {"issued": 3, "waiting": 0, "told": 4}


def test_nothing_is_nothing():
    assert added() == added({}) == {}


@pytest.mark.parametrize("failures, minutes", [(1, 1), (2, 10), (3, 10)])
def test_the_second_failure_is_rested_from_longer(failures, minutes):
    assert rest(failures=failures) == timedelta(minutes=minutes)
