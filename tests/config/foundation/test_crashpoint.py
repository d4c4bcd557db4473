from collections import Counter

import pytest

from config.foundation.crashpoint import (
    Crashed,
    armed,
    crash_at,
    crash_at_random,
    crashpoint,
    watching,
)


def flow():
    for name in ("intent.committed", "call.sent", "result.committed"):
        crashpoint(name)


def test_crashpoint_does_nothing_unless_armed():
    flow()
    with armed(watching()):
        pass
    flow()


def test_watching_records_every_point_and_crashes_at_none():
    with armed(watching()) as record:
        flow()
        flow()
    assert record.hits == {"intent.committed": 2, "call.sent": 2, "result.committed": 2}
    assert record.crashes == Counter()


def test_crash_at_crashes_there_once_and_not_in_recovery():
    with armed(crash_at("call.sent", hit=2)) as record:
        flow()
        with pytest.raises(Crashed, match=r"call\.sent"):
            flow()
        flow()
    assert record.crashes == {"call.sent": 1}
    assert record.hits == {"intent.committed": 3, "call.sent": 3, "result.committed": 2}


def test_crashed_is_not_survived_by_except_exception():
    def careless():
        try:
            crashpoint("call.sent")
        except Exception:
            return "survived"
        return "untouched"

    with armed(crash_at("call.sent")), pytest.raises(Crashed):
        careless()


def crashes_of(seed):
    with armed(crash_at_random(seed=seed, one_in=5)) as record:
        for _ in range(200):
            try:
                flow()
            except Crashed:
                continue
    return record


def test_random_crashes_repeat_for_a_seed_and_reach_every_point():
    assert crashes_of(7).crashes == crashes_of(7).crashes
    assert crashes_of(7).crashes != crashes_of(8).crashes
    assert set(crashes_of(7).crashes) == {"intent.committed", "call.sent", "result.committed"}


def test_inner_plan_decides_and_the_outer_one_comes_back():
    with armed(crash_at("call.sent")) as outer:
        with armed(watching()) as inner:
            crashpoint("call.sent")
        with pytest.raises(Crashed):
            crashpoint("call.sent")
    assert (inner.hits["call.sent"], outer.hits["call.sent"]) == (1, 1)
