"""Work is asked for once, and finished with words."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import StaffJob, TaskState
from accounts.models import Event, StaffTask
from accounts.operations import staff_task
from config.foundation.transition import ForbiddenTransition
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.fixture
def karen():
    return account.customer()


def ask(of):
    return staff_task.ask(
        supplier=of.supplier, kind="k", subject=of, title="t", due_at=datetime(2026, 3, 3, tzinfo=UTC), customer=of
    )


def test_open_work_is_asked_for_once_and_again_when_done(karen):
    first = ask(karen)
    assert ask(karen).pk == first.pk
    staff_task.finish(task=first, outcome="done", by="job:test", as_of=TODAY)
    assert ask(karen).pk != first.pk


@pytest.mark.parametrize("words", ["", "   "])
def test_work_is_not_finished_without_words(karen, words):
    with pytest.raises(staff_task.TaskNeedsOutcome):
        staff_task.finish(task=ask(karen), outcome=words, by="job:test", as_of=TODAY)
    assert StaffTask.objects.get().state == TaskState.OPEN


def test_finished_work_is_over(karen):
    task = ask(karen)
    staff_task.finish(task=task, outcome="done", by="job:test", as_of=TODAY)
    with pytest.raises(ForbiddenTransition):
        staff_task.take(task=task, by=account.staff(StaffJob.SUPPORT))


def test_putting_off_is_written_down_with_its_reason(karen):
    stine = account.staff(StaffJob.SUPPORT)
    staff_task.snooze(task=ask(karen), until=date(2026, 3, 9), reason="holiday", by=stine, as_of=TODAY)
    row = Event.objects.get(kind="staff.task.snoozed")
    assert (row.reason, row.actor_user, row.customer_may_see) == ("holiday", stine, False)
    assert StaffTask.objects.get().snoozed_until == date(2026, 3, 9)
