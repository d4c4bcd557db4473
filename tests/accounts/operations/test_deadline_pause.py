"""A clock stands still and runs on later by as many local days, with its warning and its task."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.enums import DeadlineState
from accounts.models import Deadline, DeadlinePause, StaffTask
from accounts.operations import deadline, deadline_pause, staff_task
from tests.builders import account

pytestmark = pytest.mark.django_db

STARTED, DUE = date(2026, 3, 2), datetime(2026, 3, 20, 22, 59, tzinfo=UTC)


@pytest.fixture
def clock():
    karen = account.customer()
    return deadline.start(
        supplier=karen.supplier,
        rule="complaint-answer",
        clause="X-70",
        subject=karen,
        start_fact="x",
        started_on=STARTED,
        due_at=DUE,
        warn_on=date(2026, 3, 16),
        customer=karen,
    )


def suspended(clock, starts_on=date(2026, 3, 10)):
    return deadline_pause.suspend(deadline=clock, cause=clock.supplier, clause="GE-VF-8", starts_on=starts_on)


def test_it_stands_still_and_is_not_missed(clock):
    pause = suspended(clock)
    assert (clock.state, pause.starts_on, pause.clause) == (DeadlineState.SUSPENDED, date(2026, 3, 10), "GE-VF-8")


def test_it_runs_on_later_by_the_days_at_the_same_hour_though_summer_time_begins(clock):
    days = deadline_pause.resume(pause=suspended(clock), ends_before=date(2026, 3, 24))
    clock.refresh_from_db()
    assert (days, clock.state, clock.warn_on) == (14, DeadlineState.OPEN, date(2026, 3, 30))
    assert clock.due_at == datetime(2026, 4, 3, 21, 59, tzinfo=UTC)  # 23.59 in Denmark, on both sides of 29 March


def test_it_never_stands_still_before_it_began(clock):
    assert suspended(clock, date(2026, 1, 1)).starts_on == STARTED


def test_its_own_open_task_moves_along_and_others_do_not(clock):
    asked = {"supplier": clock.supplier, "subject": clock.customer, "title": "x", "due_at": DUE}
    mine = staff_task.ask(kind="complaint-answer", **asked)
    other = staff_task.ask(kind="something-else", **asked)
    deadline_pause.resume(pause=suspended(clock), ends_before=date(2026, 3, 12))
    moved = {task.pk: task.due_at - DUE for task in StaffTask.objects.all()}
    assert moved == {mine.pk: timedelta(days=2), other.pk: timedelta(0)}


def test_one_that_was_met_meanwhile_stays_met(clock):
    pause = suspended(clock)
    deadline.meet(rule=clock.rule, subject=clock.customer, as_of=date(2026, 3, 12))
    pause = DeadlinePause.objects.get(pk=pause.pk)
    assert deadline_pause.resume(pause=pause, ends_before=date(2026, 3, 13)) == 0
    kept = Deadline.objects.get()
    assert (kept.state, kept.due_at) == (DeadlineState.MET, DUE)
