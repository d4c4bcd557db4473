"""The tick (design.md §5): one plans, what is lost is sent again, and every task is bounded and routed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import psycopg
import pytest
from celery.exceptions import QueueNotFound
from django.conf import settings
from django.db import connection
from django.db.models import F

from accounts.enums import JobState
from accounts.models import JobRun
from accounts.queries.job_run import last_heartbeat
from config import day, tick
from config.celery import app
from config.foundation import clock
from tests.builders.account import supplier

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 16, 11, 30, tzinfo=UTC)
TICK_MODULES = ("accounts.", "billing.", "complaints.", "contracts.", "config.")


@pytest.fixture
def sent(monkeypatch):
    """Keep what would have been sent to the workers, and hold the clock."""
    kept = []
    monkeypatch.setattr(
        tick,
        "send_task_after_commit",
        lambda name, **arguments: kept.append(SimpleNamespace(name=name, **arguments)),
    )
    with clock.frozen(NOON):
        yield kept


@pytest.fixture
def installation_done():
    day.plan(supplier=None, now=NOON)
    JobRun.objects.update(state=JobState.DONE)


def nudged(sent):
    """Return the jobs that were nudged."""
    ids = [message.job_run_id for message in sent if message.name == "config.run_job"]
    return [str(JobRun.objects.get(pk=pk)) for pk in ids]


def test_a_tick_plans_everybodys_day_and_nudges_the_first_job_of_each(sent, installation_done):
    supplier("gron", starts_on=MONDAY)
    supplier("cerius", kind="GRID", starts_on=MONDAY)
    assert tick.tick() == 2
    assert nudged(sent) == ["2026-11-16 market-in", "2026-11-16 agreements"]


def test_a_job_that_failed_rests_before_it_is_nudged_again(sent, installation_done, monkeypatch):
    """A fault of some seconds does not use up all tries of a job."""
    supplier("gron", starts_on=MONDAY)
    tick.tick()
    job = JobRun.objects.get(job="market-in")

    def broken(**_told):
        raise ConnectionError("the folder is away")

    monkeypatch.setitem(day._STEPS, "market-in", replace(day._STEPS["market-in"], run=broken))
    sent.clear()
    tick.run_job_task(job_run_id=job.pk)
    tick.run_job_task(job_run_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.PLANNED, 1)
    assert (tick.tick(), nudged(sent)) == (0, [])

    JobRun.objects.filter(pk=job.pk).update(claimed_until=F("claimed_until") - timedelta(minutes=1))
    assert tick.tick() == 1
    assert nudged(sent) == ["2026-11-16 market-in"]


def test_two_ticks_plan_once_and_send_a_lost_nudge_again(sent, installation_done):
    supplier("gron", starts_on=MONDAY)
    tick.tick()
    before = JobRun.objects.count()
    tick.tick()
    assert JobRun.objects.count() == before
    assert nudged(sent) == ["2026-11-16 market-in"] * 2


def test_suppliers_wait_for_the_jobs_of_the_installation(sent):
    supplier("gron", starts_on=MONDAY)
    tick.tick()
    assert nudged(sent) == ["2026-11-16 partitions"]
    JobRun.objects.filter(job="partitions").update(state=JobState.PARKED)
    JobRun.objects.filter(job="market-prices").update(state=JobState.DONE)
    sent.clear()
    tick.tick()
    assert nudged(sent) == ["2026-11-16 market-in"]


def test_a_second_tick_at_the_same_moment_does_nothing(sent):
    supplier("gron", starts_on=MONDAY)
    place = connection.settings_dict
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname=place["NAME"]) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [tick.LOCK])
        assert tick.tick() == 0
        assert (sent, JobRun.objects.count()) == ([], 0)
        other.rollback()
        assert tick.tick() == 1


def test_a_tick_sends_out_those_who_look_for_what_was_lost(sent):
    tick.tick()
    sweeps = [message.name for message in sent if message.name != "config.run_job"]
    assert sweeps == ["accounts.send_due_messages", "billing.sweep_provider_events", "billing.sweep_payments"]
    sent.clear()
    with clock.frozen(NOON.replace(minute=0)):
        tick.tick()
    assert [message.name for message in sent][-2:] == ["billing.list_provider_events", "billing.sweep_documents"]


def test_a_tick_leaves_its_mark_by_the_clock_of_the_database(sent):
    assert last_heartbeat() is None
    tick.tick()
    with connection.cursor() as cursor:
        cursor.execute("SELECT now(), clock_timestamp()")
        began, now = cursor.fetchone()
    assert began <= last_heartbeat() <= now


def test_a_finished_job_nudges_the_next_of_its_supplier(sent, installation_done, monkeypatch):
    of = supplier("gron", starts_on=MONDAY)
    day.plan(supplier=of, now=NOON)
    monkeypatch.setattr(day, "_run", lambda _job_run, _stint: dict)
    first = day.waiting(of, through=MONDAY)[0]
    tick.run_job_task(job_run_id=first.pk)
    assert nudged(sent) == ["2026-11-16 agreements"]


def test_a_nudge_for_a_job_that_is_done_does_nothing(sent, installation_done):
    of = supplier("gron", starts_on=MONDAY)
    day.plan(supplier=of, now=NOON)
    done = day.waiting(of, through=MONDAY)[0]
    JobRun.objects.filter(pk=done.pk).update(state=JobState.DONE)
    tick.run_job_task(job_run_id=done.pk)
    assert sent == []


# --- what Celery is told


def ours():
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if task.__module__.startswith(TICK_MODULES)}


def test_every_task_has_a_name_of_its_own_limits_and_bounded_retries():
    wrong = []
    for name, task in ours().items():
        hard = task.time_limit or settings.CELERY_TASK_TIME_LIMIT
        soft = task.soft_time_limit or settings.CELERY_TASK_SOFT_TIME_LIMIT
        lost_after = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
        bounded = task.max_retries is not None and task.max_retries <= 3
        if not (soft < hard < lost_after and bounded and name.count(".") == 1):
            wrong.append(name)
    assert (wrong, {"config.tick", "config.run_job"} - ours().keys()) == ([], set())


def test_every_task_a_tick_sends_exists():
    assert {*tick.SWEEPS, *tick.HOURLY, "config.run_job"} - ours().keys() == set()


def test_every_task_goes_to_a_queue_that_a_worker_serves():
    queues = {"money", "mail", "pdf", "files", "tick"}
    assert {queue.name for queue in app.conf.task_queues} == queues
    assert all(queue.routing_key == queue.name for queue in app.conf.task_queues)
    routed = {
        name: app.amqp.router.route({"queue": task.queue} if hasattr(task, "queue") else {}, name)["queue"].name
        for name, task in ours().items()
    }
    assert {name for name, queue in routed.items() if queue not in queues} == set()
    assert {queue for name, queue in routed.items() if name.startswith("accounts.send_")} == {"mail"}
    assert routed["config.run_job"] == "money"


def test_a_misspelt_queue_fails_instead_of_making_a_dead_one():
    with pytest.raises(QueueNotFound):
        app.amqp.router.route({"queue": "mony"}, "config.run_job")


def test_the_timetable_is_one_tick_a_minute():
    [entry] = app.conf.beat_schedule.values()
    assert (entry["task"], entry["schedule"], entry["options"]) == (
        "config.tick", 60.0, {"expires": 55, "queue": "tick"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "name, value",
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("task_retry_on_worker_lost", True),
        ("task_acks_on_failure", True),
        ("task_acks_on_timeout", True),
        ("task_ignore_result", True),
        ("task_create_missing_queues", False),
        ("task_serializer", "json"),
        ("accept_content", ["json"]),
        ("worker_prefetch_multiplier", 1),
        ("broker_connection_max_retries", None),
        ("beat_cron_starting_deadline", None),
    ],
)
def test_celery_has_the_settings_that_were_measured(name, value):
    assert getattr(app.conf, name) == value
