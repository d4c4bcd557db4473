"""Counts of stints and shares add up by name, and what was nothing is still told."""

from accounts.rules.job_run import added


def test_counts_add_up_by_name():
    assert added({"issued": 2, "waiting": 0}, {"issued": 1}, {"told": 4}) == {"issued": 3, "waiting": 0, "told": 4}


def test_nothing_is_nothing():
    assert added() == added({}) == {}
