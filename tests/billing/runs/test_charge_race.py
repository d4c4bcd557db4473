"""Two workers, two clicks, a restored backup: one draw (reliability.md R4, R5)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from accounts.rules.job_run import added
from billing.models import Payment, PaymentAttempt
from billing.operations import payment as payments
from billing.runs import collect
from billing.runs.charge import charge
from config.foundation.refusal import Refused
from config.foundation.share import Share
from config.foundation.stint import Stint
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.builders.card_world import sandbox
from tests.builders.charge_world import broken_invariants, charge_world, paid_claims

PAIRS, PROOF_PAIRS = 12, 50


@pytest.fixture
def race_world(transactional_db):
    with sandbox() as handle:
        yield charge_world(handle)


def test_of_two_who_draw_the_same_claim_at_once_one_does(race_world, proof):
    account = race_world.account_with()
    claims = [billing.due_item(account) for _ in range(PROOF_PAIRS if proof else PAIRS)]
    start = Barrier(2)

    def draw(claim):
        try:
            start.wait(timeout=10)
            charge(due_item_id=claim.pk, provider=race_world.provider, by=JOB, as_of=TODAY)
        except Refused:
            return 0
        else:
            return 1

    def draw_all():
        try:
            return [draw(claim) for claim in claims]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        one, other = (pool.submit(draw_all) for _ in range(2))
        assert [a + b for a, b in zip(one.result(), other.result(), strict=True)] == [1] * len(claims)
    assert race_world.captured() == paid_claims()
    assert broken_invariants() == {}


def collected_at_once(world, *stints):
    """Let as many workers collect at the same moment, and return what they counted together."""
    start = Barrier(len(stints))

    def collect_one(stint):
        try:
            start.wait(timeout=10)
            return collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider, stint=stint)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(stints)) as pool:
        return Counter(added(*pool.map(collect_one, stints)))


def test_workers_with_a_share_each_draw_every_claim_once_and_get_in_nobodys_way(race_world):
    claims = [billing.due_item(race_world.account_with()) for _ in range(PAIRS)]
    counts = collected_at_once(race_world, *(Stint(share=Share(number, 3)) for number in range(3)))
    assert +counts == {"succeeded": len(claims)}
    assert race_world.captured() == paid_claims()
    assert broken_invariants() == {}


def test_a_share_taken_over_from_a_worker_that_lives_after_all_is_drawn_once(race_world):
    claims = [billing.due_item(race_world.account_with()) for _ in range(PAIRS)]
    counts = collected_at_once(race_world, Stint(), Stint())
    assert counts["succeeded"] == len(claims)
    assert counts["parked"] == 0
    assert race_world.captured() == paid_claims()
    assert broken_invariants() == {}


def draw_and_forget(world, claims):
    """Draw, then lose every trace in our books, as a backup from the day before has it."""
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    with connection.cursor() as cursor:
        for table in ("billing_entry", "billing_transaction"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    PaymentAttempt.objects.all().delete()
    Payment.objects.all().delete()
    for claim in claims:
        claim.state, claim.paid_on = "OPEN", None
        claim.save()


def test_restored_backup_draws_nothing_twice(race_world):
    claims = [billing.due_item(race_world.account_with()) for _ in range(5)]
    draw_and_forget(race_world, claims)
    collect.run(supplier=race_world.supplier, as_of=TODAY, provider=race_world.provider)
    assert race_world.captured() == paid_claims()
    assert sum(race_world.captured().values()) == 5


def test_control_with_random_keys_a_restored_backup_draws_everything_twice(race_world, monkeypatch):
    monkeypatch.setattr(payments, "key_of", lambda *, payment: f"gron:random:{id(payment)}-{payment.pk}:1")
    claims = [billing.due_item(race_world.account_with()) for _ in range(5)]
    draw_and_forget(race_world, claims)
    collect.run(supplier=race_world.supplier, as_of=TODAY, provider=race_world.provider)
    assert sum(race_world.captured().values()) == 10
