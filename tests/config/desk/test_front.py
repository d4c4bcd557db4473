"""The front page of the desk counts what waits at one's own suppliers, and nothing a job does not see."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.enums import StaffJob
from accounts.operations import staff_task
from config.foundation import clock
from tests.builders import account

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


def task(code, *, due_at):
    of = account.customer(account.supplier(code))
    return staff_task.ask(supplier=of.supplier, kind="test", subject=of, title=code, due_at=due_at, customer=of)


def front(*jobs):
    return account.signed_in(account.staff(*jobs, at=account.supplier("gron"))).get("/admin/")


def test_late_tasks_of_ones_own_supplier_come_first():
    later = task("gron", due_at=NOON + timedelta(days=3))
    late = task("gron", due_at=NOON - timedelta(days=2))
    task("orsted", due_at=NOON - timedelta(days=9))
    shown = front(StaffJob.SUPPORT).context

    assert [each.url.split("/")[-3] for each in shown["near"]] == [str(late.pk), str(later.pk)]
    assert [(each.count, each.urgent) for each in shown["waits"][:3]] == [(1, True), (2, False), (0, False)]


def test_task_put_off_is_not_counted_before_its_day():
    put_off = task("gron", due_at=NOON)
    by = account.staff(StaffJob.SUPPORT, email="bo@minside.example")
    staff_task.snooze(task=put_off, until=NOON.date() + timedelta(days=1), reason="x", by=by, as_of=NOON.date())

    assert front(StaffJob.SUPPORT).context["near"] == []


def test_without_a_job_nothing_is_counted():
    task("gron", due_at=NOON)
    shown = front().context
    assert (shown["waits"], shown["near"]) == ([], [])
