"""Running a day from the desk: the dry list changes nothing, starting plans and nudges, parked jobs run again."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import JobState, StaffJob
from accounts.models import Event, JobRun
from config import day
from config.desk import runs
from config.foundation import clock
from tests.builders import account

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
TODAY = date(2026, 5, 5)
PAGE = "/admin/desk/runs/"


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def gron():
    return account.supplier("gron", starts_on=date(2026, 5, 4))


@pytest.fixture
def nudged(monkeypatch):
    sent = []
    monkeypatch.setattr(runs, "send_task_after_commit", lambda name, **about: sent.append((name, about)))
    return sent


def at_desk(*jobs, at, email="stine@minside.example"):
    return account.signed_in(account.staff(*jobs, at=at, email=email))


def job(at, state=JobState.DONE, name="agreements", **fields):
    return JobRun.objects.create(supplier=at, job=name, for_date=TODAY, state=state, **fields)


def tenants(client, **asked):
    return {tenant.key: tenant for tenant in client.get(PAGE, asked).context["tenants"]}


def test_jobs_of_a_date_stand_in_the_order_of_the_day_with_their_counts(gron):
    job(gron, name="collect", result={"charged": 0})
    job(gron, result={"started": 2, "ended": 0})
    lines = tenants(at_desk(StaffJob.SUPERVISOR, at=gron))["gron"].lines
    assert len(lines) == 2
    assert [line.counted[:2] for line in lines] == ["2 ", lines[1].counted[:2]]
    assert lines[0].parked is False


def test_a_job_in_shares_is_one_line_with_its_sum_and_one_for_each_that_went_wrong(gron):
    job(gron, name="collect", shard=0, shards=3, result={"told": 2})
    job(gron, JobState.PARKED, name="collect", shard=1, shards=3, error="ValueError: x")
    job(gron, JobState.PLANNED, name="collect", shard=2, shards=3, result={"told": 3}, places={"draws": 7})
    whole, wrong = tenants(at_desk(StaffJob.SUPERVISOR, at=gron))["gron"].lines
    assert [figure for figure in whole.state if figure.isdigit()] == ["1", "3"]
    assert (whole.counted[:2], whole.parked) == ("5 ", False)
    assert (wrong.job, wrong.error, wrong.parked) == (runs.job_words("collect") + " 2/3", "ValueError: x", True)


def test_a_job_between_two_stints_is_in_progress(gron):
    job(gron, JobState.PLANNED, name="collect", result={"told": 3}, places={"draws": 7})
    job(gron, JobState.PLANNED, name="arrears")
    begun, planned = tenants(at_desk(StaffJob.SUPERVISOR, at=gron))["gron"].lines
    assert (begun.counted[:2], planned.counted) == ("3 ", "")
    assert begun.state != planned.state == JobState.PLANNED.label


def test_start_nudges_a_worker_for_every_share_of_the_first_job(gron, nudged):
    day.plan(supplier=gron, now=NOON)
    JobRun.objects.exclude(job="collect").update(state=JobState.DONE)
    JobRun.objects.filter(job="collect", for_date=TODAY).update(state=JobState.DONE)
    first = JobRun.objects.get(job="collect", for_date=date(2026, 5, 4))
    JobRun.objects.filter(pk=first.pk).update(shards=2)
    second = JobRun.objects.create(supplier=gron, job="collect", for_date=first.for_date, shard=1, shards=2)
    at_desk(StaffJob.SUPERVISOR, at=gron).post(f"{PAGE}start/", {"supplier": "gron"})
    assert [about["job_run_id"] for _name, about in nudged] == [first.pk, second.pk]


def test_dry_list_says_what_would_run_and_plans_nothing(gron):
    waiting = tenants(at_desk(StaffJob.SUPERVISOR, at=gron))["gron"].waiting
    agreements = next(each for each in waiting if each.job == runs.job_words("agreements"))
    assert (agreements.count, agreements.first, agreements.last) == (2, date(2026, 5, 4), TODAY)
    assert JobRun.objects.count() == 0


def test_start_plans_nudges_one_worker_and_says_who(gron, nudged):
    answer = at_desk(StaffJob.SUPERVISOR, at=gron).post(f"{PAGE}start/", {"supplier": "gron", "day": "2026-05-05"})
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?day=2026-05-05")
    first = JobRun.objects.order_by("for_date").exclude(job="tick").first()
    assert [name for name, _about in nudged] == ["config.run_job"]
    assert JobRun.objects.get(pk=nudged[0][1]["job_run_id"]).for_date == first.for_date
    assert Event.objects.get(kind="config.day.started").actor == "Stine Support"


def test_start_twice_plans_nothing_more(gron, nudged):
    client = at_desk(StaffJob.SUPERVISOR, at=gron)
    client.post(f"{PAGE}start/", {"supplier": "gron"})
    planned = JobRun.objects.count()
    client.post(f"{PAGE}start/", {"supplier": "gron"})
    assert JobRun.objects.count() == planned


def test_parked_job_is_tried_again(gron, nudged):
    parked = job(gron, JobState.PARKED, error="ValueError: x", attempts=3)
    client = at_desk(StaffJob.SUPERVISOR, at=gron)
    assert tenants(client)["gron"].lines[0].parked is True
    client.post(f"{PAGE}{parked.pk}/retry/")
    parked.refresh_from_db()
    assert (parked.state, parked.attempts, nudged) == (
        JobState.PLANNED,
        0,
        [("config.run_job", {"job_run_id": parked.pk})],
    )


def test_done_job_is_not_run_again(gron, nudged):
    done = job(gron)
    at_desk(StaffJob.SUPERVISOR, at=gron).post(f"{PAGE}{done.pk}/retry/")
    done.refresh_from_db()
    assert (done.state, nudged) == (JobState.DONE, [])


@pytest.mark.parametrize(
    "staff_job,looks,runs_it",
    [
        (StaffJob.SUPERVISOR, 200, 302),
        (StaffJob.COMPLIANCE, 200, 403),
        (StaffJob.SUPPORT, 403, 403),
        (StaffJob.BILLING, 403, 403),
        (StaffJob.COMPLAINTS, 403, 403),
    ],
)
def test_who_may_look_and_who_may_run(gron, nudged, staff_job, looks, runs_it):
    client = at_desk(staff_job, at=gron)
    assert client.get(PAGE).status_code == looks
    assert client.post(f"{PAGE}start/", {"supplier": "gron"}).status_code == runs_it


def test_other_suppliers_are_neither_shown_nor_run(gron, nudged):
    orsted = account.supplier("orsted")
    parked = job(orsted, JobState.PARKED)
    client = at_desk(StaffJob.SUPERVISOR, at=gron)
    assert set(tenants(client)) == {"", "gron"}
    assert client.post(f"{PAGE}start/", {"supplier": "orsted"}).status_code == 404
    assert client.post(f"{PAGE}{parked.pk}/retry/").status_code == 404


def test_looking_runs_nothing(gron):
    client = at_desk(StaffJob.SUPERVISOR, at=gron)
    assert [client.get(f"{PAGE}start/").status_code, client.get(f"{PAGE}1/retry/").status_code] == [405, 405]


def test_page_holds_no_inline_style_or_script(gron):
    page = at_desk(StaffJob.SUPERVISOR, at=gron).get(PAGE).content.decode()
    assert (" style=" in page, "<script>" in page, "onclick" in page) == (False, False, False)


def test_index_leads_to_the_pages_for_those_who_may(gron):
    page = at_desk(StaffJob.SUPERVISOR, at=gron).get("/admin/").content.decode()
    assert [address in page for address in (PAGE, "/admin/desk/parked/", "/admin/desk/health/")] == [True] * 3
    page = at_desk(StaffJob.SUPPORT, at=gron, email="s@minside.example").get("/admin/").content.decode()
    assert [address in page for address in (PAGE, "/admin/desk/parked/", "/admin/desk/health/")] == [False] * 3
