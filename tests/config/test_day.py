"""The scheduled day (design.md §5): what is planned, in which order it runs, and what a failure does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models import Alarm, JobRun
from accounts.operations import job_run as operations
from billing.rules.payment_retry import DRAWN_FROM
from config import day
from config.foundation import clock
from config.foundation.crashpoint import Crashed, armed, crash_at
from config.foundation.stint import Stint
from tests.builders.account import supplier

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 16)
ONE_DAY = timedelta(days=1)


def noon(of):
    return datetime(of.year, of.month, of.day, 12, tzinfo=UTC)


@pytest.fixture
def done(monkeypatch):
    """Let every step only write down whose, what and which day it was."""
    seen = []

    def noted(step):
        def run(*, as_of, supplier=None, stint=None):
            seen.append((step.job, as_of))
            return {"rows": 1}

        return replace(step, run=run)

    for name in ("INSTALLATION_STEPS", "SUPPLIER_STEPS"):
        monkeypatch.setattr(day, name, tuple(noted(step) for step in getattr(day, name)))
    everything = (*day.INSTALLATION_STEPS, *day.SUPPLIER_STEPS)
    monkeypatch.setattr(day, "_STEPS", {step.job: step for step in everything})
    return seen


def failing(monkeypatch, job, error=None):
    """Let one step fail whenever it runs."""
    sound = day._STEPS[job].run

    def run(*, as_of, supplier=None, stint=None):
        sound(as_of=as_of, supplier=supplier)
        raise error or RuntimeError("no")

    monkeypatch.setitem(day._STEPS, job, replace(day._STEPS[job], run=run))


def planned(of):
    return set(JobRun.objects.filter(supplier=of).values_list("job", "for_date"))


def play(of, through):
    return list(day.play(of, through=through, now=noon(through)))


# --- planning


def test_missed_days_are_planned_as_if_there_had_been_a_tick_every_day():
    steady, late = (supplier(code, starts_on=MONDAY) for code in ("gron", "orsted"))
    for number in range(5):
        day.plan(supplier=steady, now=noon(MONDAY + number * ONE_DAY))
    friday = MONDAY + 4 * ONE_DAY
    day.plan(supplier=late, now=noon(friday))
    latest_only = {step.job for step in day.SUPPLIER_STEPS if step.latest_only}
    assert latest_only == {"notices", "recoveries", "messages"}
    assert planned(late) == {row for row in planned(steady) if row[0] not in latest_only or row[1] == friday}
    assert len(planned(steady)) == 5 * len(day.SUPPLIER_STEPS)


def test_planning_again_plans_nothing():
    of = supplier(starts_on=MONDAY)
    day.plan(supplier=of, now=noon(MONDAY))
    before = planned(of)
    day.plan(supplier=of, now=noon(MONDAY))
    assert (planned(of), len(before)) == (before, len(day.SUPPLIER_STEPS))


def test_nothing_is_planned_before_the_suppliers_first_day():
    of = supplier(starts_on=MONDAY)
    day.plan(supplier=of, now=noon(MONDAY - ONE_DAY))
    assert planned(of) == set()


@pytest.mark.parametrize(
    "utc, jobs",
    [
        # Copenhagen is an hour ahead of UTC in November.
        ("22:59", set()),
        ("23:10", {"market-in"}),
        ("23:15", {"market-in", "agreements"}),
        ("03:59", {"market-in", "agreements", "daily-cost", "documents", "aconto", "notices"}),
        ("04:00", {"market-in", "agreements", "daily-cost", "documents", "aconto", "notices", "collect"}),
    ],
)
def test_a_step_is_planned_from_its_local_time_on(utc, jobs):
    of = supplier(starts_on=MONDAY)
    moment = datetime.fromisoformat(f"2026-11-{15 if utc > '12' else 16}T{utc}+00:00")
    day.plan(supplier=of, now=moment)
    assert planned(of) == {(job, MONDAY) for job in jobs}


def test_the_night_the_clocks_go_forward_loses_no_step():
    sunday = date(2026, 3, 29)
    of = supplier(starts_on=sunday)
    day.plan(supplier=of, now=datetime(2026, 3, 29, 1, 1, tzinfo=UTC))  # 03:01, and 02:00 never was
    assert {job for job, _on in planned(of)} == {"market-in", "agreements", "daily-cost", "documents", "aconto"}


def test_a_grid_company_has_the_few_steps_that_bill_nobody():
    of = supplier("cerius", kind="GRID", starts_on=MONDAY)
    day.plan(supplier=of, now=noon(MONDAY))
    assert planned(of) == {(job, MONDAY) for job in ("agreements", "complaints", "recoveries", "messages")}


def test_the_installation_has_jobs_of_its_own_for_today_only():
    day.plan(supplier=None, now=noon(MONDAY))
    day.plan(supplier=None, now=noon(MONDAY + 3 * ONE_DAY))
    names = {"partitions", "market-prices"}
    assert planned(None) == {(job, on) for job in names for on in (MONDAY, MONDAY + 3 * ONE_DAY)}


def test_planning_costs_the_same_after_a_year(django_assert_num_queries):
    of = supplier(starts_on=MONDAY)
    day.plan(supplier=of, now=noon(MONDAY))
    with django_assert_num_queries(3):
        day.plan(supplier=of, now=noon(MONDAY + 365 * ONE_DAY))


# --- order


def test_days_are_worked_through_in_order_each_to_its_end(done):
    of = supplier(starts_on=MONDAY)
    play(of, MONDAY + ONE_DAY)
    every_day = [
        "market-in",
        "agreements",
        "daily-cost",
        "documents",
        "aconto",
    ]
    after = ["collect", "arrears", "complaints"]
    assert done == [
        *((job, MONDAY) for job in [*every_day, *after]),
        *((job, MONDAY + ONE_DAY) for job in [*every_day, "notices", *after, "recoveries", "messages"]),
    ]


def test_a_late_start_runs_what_a_steady_one_ran(done):
    steady, late = (supplier(code, starts_on=MONDAY) for code in ("gron", "orsted"))
    for number in range(3):
        play(steady, MONDAY + number * ONE_DAY)
    of_the_present = ("notices", "recoveries", "messages")
    ran_steadily = [row for row in done if row[0] not in of_the_present]
    done.clear()
    play(late, MONDAY + 2 * ONE_DAY)
    assert [row for row in done if row[0] not in of_the_present] == ran_steadily


def test_a_day_that_ran_runs_no_second_time(done):
    of = supplier(starts_on=MONDAY)
    play(of, MONDAY)
    done.clear()
    assert (play(of, MONDAY), done) == ([], [])


def test_a_step_does_not_start_while_an_earlier_one_is_at_work_elsewhere(done):
    of = supplier(starts_on=MONDAY)
    day.plan(supplier=of, now=noon(MONDAY))
    first = day.waiting(of, through=MONDAY)[0]
    assert operations.claim(job_run=JobRun.objects.get(pk=first.pk))
    assert (play(of, MONDAY), done) == ([], [])


def test_a_declined_card_is_promised_its_next_try_by_the_hour_draws_begin():
    assert day._STEPS["collect"].not_before == DRAWN_FROM


# --- failure


def test_a_failed_step_is_tried_again_then_parked_and_the_next_goes_on(done, monkeypatch):
    of = supplier(starts_on=MONDAY)
    failing(monkeypatch, "documents", error=ValueError("a price is missing"))
    play(of, MONDAY)
    jobs = [job for job, _on in done]
    assert jobs == [
        "market-in", "agreements", "daily-cost", "documents", "documents", "documents", "aconto", "notices",
        "collect", "arrears", "complaints", "recoveries", "messages",
    ]  # fmt: skip
    parked = JobRun.objects.get(job="documents")
    assert (parked.state, parked.attempts, parked.error) == ("PARKED", 3, "ValueError: a price is missing")
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.ref, alarm.supplier) == ("job-parked", f"job:{parked.pk}", of)


def test_a_parked_step_runs_again_when_a_person_says_so_and_its_alarm_ends(done, monkeypatch):
    of = supplier(starts_on=MONDAY)
    sound = day._STEPS["documents"]
    failing(monkeypatch, "documents")
    play(of, MONDAY)
    monkeypatch.setitem(day._STEPS, "documents", sound)
    done.clear()
    operations.retry(job_run=JobRun.objects.get(job="documents"))
    play(of, MONDAY)
    assert done == [("documents", MONDAY)]
    again = JobRun.objects.get(job="documents")
    assert (again.state, again.error, again.result) == ("DONE", "", {"rows": 1})
    assert Alarm.objects.get().closed_at is not None


def test_a_step_that_fails_once_succeeds_the_next_time_and_nobody_is_called(done, monkeypatch):
    of = supplier(starts_on=MONDAY)
    tries = []

    def run(*, as_of, supplier, stint):
        tries.append(as_of)
        if len(tries) == 1:
            raise ConnectionError("away")
        return {"rows": 2}

    monkeypatch.setitem(day._STEPS, "collect", replace(day._STEPS["collect"], run=run))
    play(of, MONDAY)
    job_run = JobRun.objects.get(job="collect")
    assert (job_run.state, job_run.attempts, job_run.result, job_run.error) == ("DONE", 2, {"rows": 2}, "")
    assert Alarm.objects.count() == 0


def lapse(job_run):
    JobRun.objects.filter(pk=job_run.pk).update(claimed_until=Now() - timedelta(seconds=1))


@pytest.mark.parametrize("point, runs", [("job.claimed", 1), ("job.worked", 2)])
def test_the_work_of_a_dead_worker_is_taken_over_when_its_claim_has_lapsed(point, runs, done):
    of = supplier(starts_on=MONDAY)
    with armed(crash_at(point)), pytest.raises(Crashed):
        play(of, MONDAY)
    left = JobRun.objects.get(state=JobState.RUNNING)
    assert play(of, MONDAY) == []
    lapse(left)
    play(of, MONDAY)
    assert done.count(("market-in", MONDAY)) == runs
    assert set(JobRun.objects.values_list("state", flat=True)) == {"DONE"}


def test_a_job_whose_worker_dies_every_time_is_parked_and_the_next_goes_on(done):
    of = supplier(starts_on=MONDAY)
    for _death in range(operations.MAX_ATTEMPTS):
        with armed(crash_at("job.claimed")), pytest.raises(Crashed):
            play(of, MONDAY)
        lapse(JobRun.objects.get(state=JobState.RUNNING))
    play(of, MONDAY)
    assert JobRun.objects.get(job="market-in").state == JobState.PARKED
    assert ("market-in", MONDAY) not in done
    assert Alarm.objects.get().kind == "job-parked"
    assert JobRun.objects.exclude(job="market-in").exclude(state=JobState.DONE).count() == 0


def test_the_trouble_of_one_supplier_stops_no_other(done, monkeypatch):
    first, second = (supplier(code, starts_on=MONDAY) for code in ("gron", "orsted"))
    failing(monkeypatch, "collect")
    play(first, MONDAY)
    done.clear()
    play(second, MONDAY)
    assert [job for job, _on in done if job != "collect"] == [
        step.job for step in day.SUPPLIER_STEPS if step.job != "collect"
    ]


# --- the present


def test_a_notice_of_a_late_job_is_written_for_today(monkeypatch):
    written = []
    monkeypatch.setattr(day.aconto, "announce_due", lambda *, supplier, as_of, stint: written.append(as_of))
    of = supplier(starts_on=MONDAY)
    with clock.frozen(noon(MONDAY + 5 * ONE_DAY)):
        day.send_notices(supplier=of, as_of=MONDAY, stint=Stint())
        day.send_notices(supplier=of, as_of=MONDAY + 6 * ONE_DAY, stint=Stint())
    assert written == [MONDAY + 5 * ONE_DAY, MONDAY + 6 * ONE_DAY]
