"""What goes wrong on purpose: forced by an operator for the next calls, or drawn from a seed at given rates."""

import random
import threading
from collections import Counter
from dataclasses import dataclass, field

from config.sandbox.exchange import Obj
from config.sandbox.problem import invalid

# Before the request is executed, or on its way back; a replayed answer can be hit too.
TRANSPORT = ("never_arrived", "error_before", "rate_limited", "delay", "lost_reply")
# Part of the execution itself.
EFFECT = ("decline", "processing", "error_after")
WEBHOOK = ("webhook_drop", "webhook_duplicate", "webhook_delay")
OPERATIONS = ("charge", "confirm", "refund", "cancel", "enrol", "read", "other", "any")


@dataclass
class Fault:
    """One planned fault: its kind, the operation it hits, how often, and its details."""

    kind: str
    on: str = "charge"
    times: int = 1
    seconds: float = 0.0
    decline_code: str = "generic_decline"
    customer: str | None = None


@dataclass
class Chaos:
    """Seeded faults: a rate per kind, on one sort of operation."""

    rates: dict[str, float]
    seed: int
    on: str = "charge"
    seconds: float = 0.0
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)  # noqa: S311 -- faults must be repeatable, not secret


class Faults:
    """The plan of faults and the count of what was injected."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forced: list[Fault] = []
        self.chaos: Chaos | None = None
        self.injected: Counter[str] = Counter()

    def force(self, fault: Fault) -> None:
        if fault.kind not in TRANSPORT + EFFECT + WEBHOOK or fault.on not in OPERATIONS or fault.times < 1:
            raise invalid(f"Unknown fault: {fault.kind} on {fault.on}")
        with self._lock:
            self.forced.append(fault)

    def rage(self, chaos: Chaos | None) -> None:
        if chaos and not set(chaos.rates) <= set(TRANSPORT + EFFECT + WEBHOOK):
            raise invalid("Unknown fault among the rates")
        with self._lock:
            self.chaos = chaos

    def clear(self) -> None:
        with self._lock:
            self.forced, self.chaos = [], None
            self.injected.clear()

    def next(self, kinds: tuple[str, ...], operation: str, customer: str | None = None) -> Fault | None:
        """The fault that hits this call, if any: a forced one first, then one drawn at random."""
        with self._lock:
            fault = self._forced(kinds, operation, customer) or self._drawn(kinds, operation)
            if fault:
                self.injected[fault.kind] += 1
            return fault

    def _forced(self, kinds: tuple[str, ...], operation: str, customer: str | None) -> Fault | None:
        for fault in self.forced:
            fits = fault.on in (operation, "any") and fault.customer in (None, customer)
            if fault.kind in kinds and (fits or fault.kind in WEBHOOK):
                fault.times -= 1
                if fault.times == 0:
                    self.forced.remove(fault)
                return fault
        return None

    def _drawn(self, kinds: tuple[str, ...], operation: str) -> Fault | None:
        chaos = self.chaos
        if chaos is None or (kinds != WEBHOOK and chaos.on not in (operation, "any")):
            return None
        rates = {kind: chaos.rates[kind] for kind in kinds if chaos.rates.get(kind)}
        if not rates:
            return None
        point = chaos.draw.random()
        for kind, rate in rates.items():
            point -= rate
            if point < 0:
                return Fault(kind=kind, on=operation, seconds=chaos.seconds)
        return None

    def summary(self) -> Obj:
        with self._lock:
            chaos = self.chaos
            return {
                "forced": [vars(fault) for fault in self.forced],
                "chaos": {"seed": chaos.seed, "on": chaos.on, "rates": chaos.rates} if chaos else None,
                "injected": dict(self.injected),
            }
