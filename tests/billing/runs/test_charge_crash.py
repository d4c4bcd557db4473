"""
A process that dies anywhere in the charge path draws nothing twice and loses nothing (reliability.md R1-R4).

Seeded faults are spread over every crash point while the provider loses answers too; the janitor and the next
collection then recover, and the provider's own list must equal the claims we call paid. Each guard has a
control: with the guard taken away the same faults must do harm, or the test proves nothing.
"""

import random
import time
from collections import Counter
from itertools import cycle
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models.functions import Now

from billing.enums import DueState, PaymentState
from billing.models import DueItem, Payment
from billing.operations import payment as payment_operations
from billing.operations import payment_answer
from billing.queries import payment as payment_queries
from billing.rules.payment_retry import REPLAY_WITHIN
from billing.runs import collect, payment_janitor
from billing.runs.charge import charge
from config.foundation.crashpoint import Crashed, armed, crash_at
from config.sandbox import server
from config.sandbox.fault import Chaos
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.builders.card_world import sandbox
from tests.builders.charge_world import (
    GOOD,
    SHORT_OF_MONEY,
    ChargeWorld,
    broken_invariants,
    charge_world,
    paid_claims,
)

CHARGE_POINTS = (
    "charge.claim_locked",
    "charge.intent_written",
    "charge.attempt_written",
    "charge.intent_committed",
    "charge.before_call",
    "charge.after_call",
    "charge.payment_locked",
    "charge.state_written",
    "charge.payment_booked",
    "charge.claim_settled",
    "charge.answer_committed",
    "charge.refusal_written",
)
JANITOR_POINTS = (
    "janitor.repeat_committed",
    "janitor.lookup_committed",
    "janitor.after_lookup",
    "janitor.released",
)
POINTS = CHARGE_POINTS + JANITOR_POINTS
LOSSES = {"lost_reply": 0.05, "never_arrived": 0.03, "error_before": 0.03, "error_after": 0.04}
FAULTS = 1_000
SEED = 20_260_501
# Each thousand has books and a provider of its own: looking one payment up reads all the provider has.
SEEDS = [SEED, *(pytest.param(SEED + more, marks=pytest.mark.proof) for more in range(1, 10))]
ACCOUNTS = 24


@pytest.fixture
def crash_world(transactional_db: None) -> ChargeWorld:
    with sandbox() as handle:
        made = charge_world(handle)
        for number in range(ACCOUNTS):
            made.account_with(SHORT_OF_MONEY if number == 0 else GOOD)
        yield made


class Driver:
    """Kills runs at chosen points, and lets the next run start over, as a supervisor would."""

    def __init__(self, world: ChargeWorld, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)
        self.crashes: Counter[str] = Counter()
        self.points = cycle(self.chance.sample(POINTS, len(POINTS)))

    def crash(self, point: str) -> None:
        """Make the work there is until `point` is reached; die there."""
        claim = self._feed(point)
        with armed(crash_at(point)) as record:
            try:
                self._work(point, claim)
            except Crashed:
                self.crashes.update(record.crashes)

    def _feed(self, point: str) -> DueItem:
        """Have work waiting: a claim to draw, an answer missing, or one missing for a day."""
        methods = self.world.methods
        method = methods[0] if point == "charge.refusal_written" else self.chance.choice(methods[1:])
        claim = billing.due_item(method.billing_account, amount=self.chance.randrange(300, 200_000))
        if point in JANITOR_POINTS:
            self._leave_one_without_answer(point, claim)
        if point in ("janitor.lookup_committed", "janitor.after_lookup"):
            self.grow_old()
        return claim

    def _leave_one_without_answer(self, point: str, claim: DueItem) -> None:
        """Five minutes later nobody holds what a dead run held; only a young payment's key may be sent again."""
        waiting = Payment.objects.filter(state__in=[PaymentState.SENT, PaymentState.UNKNOWN])
        waiting.update(claimed_until=None)
        if point == "janitor.repeat_committed":
            waiting = waiting.filter(sent_at__gt=Now() - REPLAY_WITHIN)
        if not waiting.exists():
            with armed(crash_at("charge.after_call")), pytest.raises(Crashed):
                self._work("charge.after_call", claim)

    def _work(self, point: str, claim: DueItem) -> None:
        if point in JANITOR_POINTS:
            payment_janitor.resolve_due(as_of=TODAY, provider=self.world.provider, at_once=True)
        else:
            charge(due_item_id=claim.pk, provider=self.world.provider, by=JOB, as_of=TODAY)

    def grow_old(self) -> None:
        """A day passes for what waits: the provider has forgotten its keys."""
        waiting = Payment.objects.filter(state__in=[PaymentState.SENT, PaymentState.UNKNOWN])
        waiting.update(sent_at=Now() - payment_answer.ALARM_AFTER, claimed_until=None)
        self.world.handle.world.keys.forget()

    def recover(self) -> None:
        """
        Let janitor and collection run until nothing moves, as on the days after.

        A key whose answer was an error answers so as long as the provider remembers it; a day later it is
        looked up instead.
        """
        self.world.handle.world.faults.clear()
        for _round in range(20):
            Payment.objects.update(claimed_until=None)
            moved = payment_janitor.resolve_due(as_of=TODAY, provider=self.world.provider, at_once=True)
            drawn = collect.run(supplier=self.world.supplier, as_of=TODAY, provider=self.world.provider)
            if moved["resolved"] or drawn.get("succeeded"):
                continue
            if not Payment.objects.filter(state__in=[PaymentState.SENT, PaymentState.UNKNOWN]).exists():
                return
            self.grow_old()
        raise AssertionError("the work never came to rest")


def lose_answers(handle: server.Handle, seed: int) -> None:
    handle.world.faults.rage(Chaos(rates=LOSSES, seed=seed, on="charge"))


def crash_times(world: ChargeWorld, times: int, seed: int) -> Driver:
    driver = Driver(world, seed)
    lose_answers(world.handle, seed)
    while driver.crashes.total() < times:
        driver.crash(next(driver.points))
    driver.recover()
    return driver


def harm(world: ChargeWorld) -> Counter[tuple[str, int]]:
    """Claims the provider drew more often than our books say."""
    return world.captured() - paid_claims()


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_captures_equal_paid_claims_whatever_dies(crash_world, seed, capsys):
    started = time.monotonic()
    driver = crash_times(crash_world, FAULTS, seed)
    seconds = time.monotonic() - started
    with capsys.disabled():
        counts = ", ".join(f"{point} {driver.crashes[point]}" for point in POINTS)
        print(f"\n{FAULTS} faults, seed {seed}, {FAULTS / seconds:.0f}/s: {counts}")
    assert [point for point in POINTS if not driver.crashes[point]] == []
    assert crash_world.captured() == paid_claims()
    assert broken_invariants() == {}
    good = DueItem.objects.exclude(billing_account=crash_world.methods[0].billing_account)
    assert not good.exclude(state=DueState.PAID).exists()
    assert not DueItem.objects.exclude(pk__in=good).exclude(state=DueState.OPEN).exists()


def test_the_same_faults_do_no_harm_a_few_times_over(crash_world):
    crash_times(crash_world, 48, seed=7)
    assert harm(crash_world) == Counter()


def test_control_a_random_key_draws_twice(crash_world, monkeypatch):
    monkeypatch.setattr(payment_operations, "key_of", lambda *, payment: f"random:{uuid4()}:1")
    driver = Driver(crash_world, seed=7)
    for _ in range(12):
        driver.crash("charge.after_call")
    driver.recover()
    taken = sum(crash_world.captured().values())
    assert taken > sum(paid_claims().values())


def test_control_a_key_repeated_after_the_provider_forgot_it_draws_twice(crash_world, monkeypatch):
    monkeypatch.setattr(payment_janitor, "may_replay", lambda *, age: True)
    driver = Driver(crash_world, seed=7)
    for _ in range(12):
        driver.crash("charge.after_call")
    driver.grow_old()
    driver.recover()
    assert harm(crash_world) != Counter()


def test_control_giving_up_without_looking_draws_twice(crash_world, monkeypatch):
    def give_up(payment, provider, by, as_of, *, young):
        payment_operations.give_up(payment=payment, by=by, as_of=as_of)
        return payment

    monkeypatch.setattr(payment_janitor, "_look_up", give_up)
    driver = Driver(crash_world, seed=7)
    for _ in range(12):
        driver.crash("charge.after_call")
    driver.grow_old()
    driver.recover()
    assert sum(crash_world.captured().values()) > sum(paid_claims().values())


@pytest.fixture
def without_live_index(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'a_claim_has_one_live_payment'")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX a_claim_has_one_live_payment")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE billing_paymentattempt, billing_payment CASCADE")
        cursor.execute(definition)


def _without_the_check(monkeypatch) -> None:
    """The code no longer looks for a live payment, neither when it selects nor when it prepares."""
    monkeypatch.setattr(payment_operations, "LIVE_STATES", [])
    monkeypatch.setattr(payment_queries, "LIVE_STATES", [])


def test_index_alone_stops_a_second_live_payment(crash_world, monkeypatch):
    _without_the_check(monkeypatch)
    driver = Driver(crash_world, seed=7)
    for _ in range(12):
        driver.crash("charge.after_call")
    driver.recover()
    assert harm(crash_world) == Counter()


def test_control_without_check_and_index_a_claim_is_drawn_twice(without_live_index, crash_world, monkeypatch):
    _without_the_check(monkeypatch)
    driver = Driver(crash_world, seed=7)
    for _ in range(12):
        driver.crash("charge.after_call")
    driver.recover()
    taken = sum(crash_world.captured().values())
    assert taken > DueItem.objects.count() - 1
