"""Faults: forced ones strike once, drawn ones repeat by their seed."""

import pytest

from config.sandbox.fault import EFFECT, TRANSPORT, Chaos, Fault, Faults
from config.sandbox.problem import Problem


def drawn(seed: int) -> list[str]:
    faults = Faults()
    faults.rage(Chaos(rates={"lost_reply": 0.2, "never_arrived": 0.1, "decline": 0.5}, seed=seed))
    found = (faults.next(TRANSPORT, "charge") for _ in range(1000))
    return [fault.kind if fault else "" for fault in found]


def test_same_seed_draws_the_same_faults_at_about_the_rates():
    kinds = drawn(7)
    assert kinds == drawn(7)
    assert kinds != drawn(8)
    assert 150 <= kinds.count("lost_reply") <= 250
    assert 60 <= kinds.count("never_arrived") <= 140
    assert kinds.count("decline") == 0


def test_forced_fault_strikes_the_named_operation_as_often_as_told():
    faults = Faults()
    faults.force(Fault(kind="lost_reply", on="refund", times=2))
    assert faults.next(TRANSPORT, "charge") is None
    assert faults.next(EFFECT, "refund") is None
    struck = [faults.next(TRANSPORT, "refund") for _ in range(3)]
    assert [fault is not None for fault in struck] == [True, True, False]
    assert faults.summary()["injected"] == {"lost_reply": 2}


@pytest.mark.parametrize(
    "fault", [Fault(kind="fire"), Fault(kind="decline", on="tea"), Fault(kind="decline", times=0)]
)
def test_unknown_fault_is_refused(fault):
    with pytest.raises(Problem):
        Faults().force(fault)
