"""Mass jobs in shares and stints: how many there are, when the next step starts, what a worker hands back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models import Alarm, JobRun
from accounts.operations import job_run as operations
from billing.queries import cost_supply, invoice_due
from billing.queries.payment import without_card
from config import day, tick
from config.foundation import clock
from config.foundation.share import Share
from tests.builders import account, billing, energy
from tests.builders.account import supplier

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 16, 11, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
SHARED = {"daily-cost", "documents", "aconto", "notices", "collect", "messages"}


@pytest.fixture
def gron(settings):
    """A supplier of five accounts, two to a share."""
    settings.ACCOUNTS_PER_SHARE = 2
    at = supplier("gron", starts_on=MONDAY)
    for _ in range(5):
        billing.billing_account(account.customer(at))
    return at


@pytest.fixture
def sent(monkeypatch):
    kept = []
    monkeypatch.setattr(tick, "send_task_after_commit", lambda _name, **about: kept.extend(about.values()))
    with clock.frozen(NOON):
        yield kept


def only_step(monkeypatch, job, run, **fields):
    """Let one step do something else, and the others nothing."""
    steps = [replace(step, run=lambda **_about: {}, close=None) for step in day.SUPPLIER_STEPS]
    steps = tuple(replace(step, run=run, **fields) if step.job == job else step for step in steps)
    monkeypatch.setattr(day, "SUPPLIER_STEPS", steps)
    monkeypatch.setattr(day, "_STEPS", {step.job: step for step in steps})


def shares(job, **fields):
    return list(JobRun.objects.filter(job=job, **fields).order_by("for_date", "shard"))


def settle_before(job, of):
    """Let everything before a step be done."""
    for row in day.waiting(of, through=MONDAY):
        if row.job == job:
            return
        JobRun.objects.filter(pk=row.pk).update(state=JobState.DONE)


# --- planning


def test_a_shared_step_is_planned_as_a_row_per_share_and_any_other_as_one(gron):
    day.plan(supplier=gron, now=NOON)
    counts = {step.job: len(shares(step.job)) for step in day.SUPPLIER_STEPS}
    assert counts == {job: 3 if job in SHARED else 1 for job in counts}
    assert [(row.shard, row.shards) for row in shares("collect")] == [(0, 3), (1, 3), (2, 3)]


def test_a_small_supplier_has_one_row_of_each(gron, settings):
    settings.ACCOUNTS_PER_SHARE = 5
    day.plan(supplier=gron, now=NOON)
    assert {(row.shard, row.shards) for row in JobRun.objects.all()} == {(0, 1)}


def test_how_many_shares_a_date_has_never_changes_and_the_next_date_counts_anew(gron):
    day.plan(supplier=gron, now=NOON)
    for _ in range(2):
        billing.billing_account(account.customer(gron))
    operations.plan(supplier=gron, dates=[("collect", MONDAY)], shares={"collect": 4})
    day.plan(supplier=gron, now=NOON + ONE_DAY)
    assert [row.shards for row in shares("collect", for_date=MONDAY)] == [3] * 3
    assert [row.shards for row in shares("collect", for_date=MONDAY + ONE_DAY)] == [4] * 4


def test_a_step_of_a_later_release_begins_on_the_newest_date_planned(gron, monkeypatch):
    whole = day.SUPPLIER_STEPS
    monkeypatch.setattr(day, "SUPPLIER_STEPS", tuple(step for step in whole if step.job != "arrears"))
    day.plan(supplier=gron, now=NOON + 9 * ONE_DAY)
    monkeypatch.setattr(day, "SUPPLIER_STEPS", whole)
    day.plan(supplier=gron, now=NOON + 10 * ONE_DAY)
    assert [row.for_date for row in shares("arrears")] == [MONDAY + 9 * ONE_DAY, MONDAY + 10 * ONE_DAY]
    assert len(shares("complaints")) == 11


# --- order


def test_the_next_step_starts_when_every_share_is_done_or_parked(gron):
    day.plan(supplier=gron, now=NOON)
    settle_before("aconto", gron)
    first, second, third = day.startable(gron, through=MONDAY)
    assert {row.job for row in (first, second, third)} == {"aconto"}
    for row, state in ((first, JobState.DONE), (second, JobState.PARKED)):
        JobRun.objects.filter(pk=row.pk).update(state=state)
    assert day.startable(gron, through=MONDAY) == [third]
    operations.claim(job_run=third)
    assert day.startable(gron, through=MONDAY) == []
    operations.finish(job_run=third, result={})
    assert [row.job for row in day.startable(gron, through=MONDAY)] == ["notices"] * 3


def test_a_tick_hands_out_every_share_that_no_worker_has(gron, sent):
    day.plan(supplier=None, now=NOON)
    JobRun.objects.update(state=JobState.DONE)
    day.plan(supplier=gron, now=NOON)
    settle_before("collect", gron)
    first, second, third = shares("collect")
    operations.claim(job_run=first)
    operations.claim(job_run=second)
    JobRun.objects.filter(pk=second.pk).update(claimed_until=Now() - timedelta(seconds=1))
    tick.tick()
    assert sent == [second.pk, third.pk]


def test_the_worker_of_the_last_share_hands_out_the_next_step_and_none_before(gron, sent, monkeypatch):
    only_step(monkeypatch, "collect", lambda **_about: {})
    day.plan(supplier=gron, now=NOON)
    settle_before("collect", gron)
    for row in shares("collect"):
        assert sent == []
        tick.run_job_task(job_run_id=row.pk)
    assert sent == [shares("arrears")[0].pk]


def test_playing_a_day_runs_every_share_but_those_another_worker_has(gron, monkeypatch):
    seen = []
    only_step(monkeypatch, "documents", lambda *, stint, **_about: seen.append(stint.share) or {})
    day.plan(supplier=gron, now=NOON)
    settle_before("documents", gron)
    held = shares("documents")[1]
    operations.claim(job_run=held)
    list(day.play(gron, through=MONDAY, now=NOON))
    assert seen == [Share(0, 3), Share(2, 3)]
    assert shares("aconto")[0].state == JobState.PLANNED
    operations.finish(job_run=held, result={})
    list(day.play(gron, through=MONDAY, now=NOON))
    assert day.waiting(gron, through=MONDAY) == []


# --- stints


def in_stints(total):
    """A run that gets one further in each stint, as if its time were always over."""

    def run(*, stint, **_about):
        at = stint.after("rows") + 1
        stint.reached("rows", at)
        stint.stopped = at < total
        return {"rows": 1}

    return run


def test_a_stint_is_handed_back_with_its_counts_and_goes_on_where_it_stopped(gron, sent, monkeypatch):
    only_step(monkeypatch, "collect", in_stints(5))
    day.plan(supplier=gron, now=NOON)
    settle_before("collect", gron)
    row = shares("collect")[0]
    tick.run_job_task(job_run_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.result, row.places, row.attempts) == ("PLANNED", {"rows": 1}, {"rows": 1}, 0)
    assert sent == [row.pk]
    for _stint in range(4):
        tick.run_job_task(job_run_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.result, row.stint) == ("DONE", {"rows": 5}, 5)


def test_playing_a_day_goes_through_every_stint(gron, monkeypatch):
    only_step(monkeypatch, "messages", in_stints(4))
    list(day.play(gron, through=MONDAY, now=NOON))
    assert [(row.state, row.result) for row in shares("messages")] == [("DONE", {"rows": 4})] * 3


def test_a_stint_that_gets_nothing_done_is_a_fault_and_parked_in_the_end(gron, monkeypatch):
    def run(*, stint, **_about):
        stint.stopped = True
        return {}

    only_step(monkeypatch, "collect", run)
    list(day.play(gron, through=MONDAY, now=NOON))
    assert {(row.state, row.stint) for row in shares("collect")} == {("PARKED", 3)}
    assert "nothing done" in shares("collect")[0].error
    assert Alarm.objects.filter(kind="job-parked").count() == 3


def test_a_stint_that_got_further_begins_the_tries_anew():
    job_run = JobRun.objects.create(supplier=supplier(), job="collect", for_date=MONDAY)
    for _death in range(2):
        assert operations.claim(job_run=job_run)
        JobRun.objects.update(claimed_until=Now() - timedelta(seconds=1))
    assert operations.claim(job_run=job_run)
    operations.hand_back(job_run=job_run, result={"sent": 1}, places={"sent": 1})
    assert JobRun.objects.get().attempts == 0


def test_who_lost_a_job_can_neither_finish_it_nor_hand_it_back():
    JobRun.objects.create(supplier=supplier(), job="collect", for_date=MONDAY)
    dead, alive = JobRun.objects.get(), JobRun.objects.get()
    operations.claim(job_run=dead)
    JobRun.objects.update(claimed_until=Now() - timedelta(seconds=1))
    alive.refresh_from_db()
    operations.claim(job_run=alive)
    operations.hand_back(job_run=alive, result={"sent": 1}, places={"sent": 1})
    alive.refresh_from_db()
    operations.claim(job_run=alive)
    assert JobRun.objects.get().attempts == dead.attempts
    assert operations.finish(job_run=dead, result={"sent": 9}) is False
    assert operations.hand_back(job_run=dead, result={}, places={}) is False
    assert (JobRun.objects.get().state, JobRun.objects.get().result) == ("RUNNING", {"sent": 1})


def test_a_job_is_not_taken_up_by_what_was_read_before_it_was_handed_back():
    JobRun.objects.create(supplier=supplier(), job="collect", for_date=MONDAY)
    first = JobRun.objects.get()
    operations.claim(job_run=first)
    late = JobRun.objects.get()
    operations.hand_back(job_run=first, result={"sent": 1}, places={"sent": 1})
    assert operations.claim(job_run=late) is False
    assert operations.claim(job_run=JobRun.objects.get()) is True


def test_who_lost_a_job_calls_nobody_when_it_fails(gron, monkeypatch):
    def run(**_about):
        JobRun.objects.filter(pk=row.pk).update(claimed_until=Now() - timedelta(seconds=1))
        operations.claim(job_run=JobRun.objects.get(pk=row.pk))
        raise ValueError("cut off")

    only_step(monkeypatch, "collect", run)
    day.plan(supplier=gron, now=NOON)
    JobRun.objects.filter(job="collect").update(attempts=operations.MAX_ATTEMPTS - 1)
    row = shares("collect")[0]
    day.run_job(row)
    assert (shares("collect")[0].state, Alarm.objects.count()) == ("RUNNING", 0)


def test_a_stint_ends_before_its_worker_is_stopped_and_its_worker_before_the_lease(settings):
    task = tick.run_job_task
    assert settings.STINT_SECONDS < task.soft_time_limit < task.time_limit < operations.LEASE.total_seconds()


def test_a_parked_job_that_runs_again_counts_from_its_beginning(gron, monkeypatch):
    broken = [True]

    def run(*, stint, **_about):
        if not stint.places:
            stint.reached("rows", 1)
            stint.stopped = True
        elif broken:
            raise ValueError("no")
        return {"waiting": 2}

    only_step(monkeypatch, "messages", run)
    list(day.play(gron, through=MONDAY, now=NOON))
    assert [(row.state, row.result) for row in shares("messages")] == [("PARKED", {"waiting": 2})] * 3
    broken.clear()
    for row in shares("messages"):
        operations.retry(job_run=row)
    list(day.play(gron, through=MONDAY, now=NOON))
    assert [(row.state, row.result) for row in shares("messages")] == [("DONE", {"waiting": 4})] * 3


# --- closing


def test_a_step_is_closed_once_with_the_counts_of_all_its_shares(gron, monkeypatch):
    closed = []
    only_step(
        monkeypatch,
        "documents",
        lambda *, stint, **_about: {"issued": stint.share.number},
        close=lambda *, supplier, counts, whole: closed.append((supplier, counts, whole)),
    )
    list(day.play(gron, through=MONDAY, now=NOON))
    assert closed == [(gron, {"issued": 3}, True)]


def test_a_step_is_closed_too_when_its_last_share_is_parked(gron, monkeypatch):
    closed = []

    def run(*, stint, **_about):
        if stint.share.number == 2:
            raise ValueError("no")
        return {"issued": 1}

    only_step(
        monkeypatch, "documents", run, close=lambda *, counts, whole, **_about: closed.append((counts, whole))
    )
    list(day.play(gron, through=MONDAY, now=NOON))
    assert closed == [({"issued": 2}, False)]


def test_days_that_wait_in_one_share_are_told_though_another_waits_for_nothing(settings):
    settings.ACCOUNTS_PER_SHARE = 1
    at = supplier("gron", starts_on=MONDAY)
    before = MONDAY - ONE_DAY
    energy.figures_of_the_law()
    energy.charges()
    for starts_on in (before, MONDAY):
        home = energy.supply(of=energy.spot_product(at), starts_on=starts_on)
        energy.values(home, before, before)
    list(day.play(at, through=MONDAY, now=NOON))
    assert sorted(row.result["waiting"] for row in shares("daily-cost")) == [0, 1]
    assert Alarm.objects.get().closed_at is None


# --- what a share holds


def test_the_shares_of_every_mass_query_hold_all_of_it_once(gron):
    products = energy.spot_product(gron)
    homes = [energy.supply(of=products, starts_on=MONDAY - 200 * ONE_DAY) for _ in range(5)]
    claims = [billing.due_item(home.billed.billing_account) for home in homes]
    parts = [Share(number, 3) for number in range(3)]
    cost = [
        pk for share in parts for ids in cost_supply.chunks(supplier_id=gron.pk, as_of=MONDAY, size=2, share=share)
        for pk in ids
    ]  # fmt: skip
    through = invoice_due.latest(supplier_id=gron.pk, as_of=MONDAY)
    invoices = [
        account for share in parts for ids in
        invoice_due.chunks(supplier_id=gron.pk, through=through, size=2, share=share)
        for account in ids
    ]  # fmt: skip
    untold = [row.pk for share in parts for row in without_card(supplier=gron, as_of=MONDAY, share=share)]
    assert sorted(cost) == sorted(home.pk for home in homes)
    assert sorted(invoices) == sorted(home.billed.billing_account_id for home in homes)
    assert sorted(untold) == sorted(claim.pk for claim in claims)
