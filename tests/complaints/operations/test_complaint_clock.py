"""The clock's warning and its end, as the daily run calls them."""

from datetime import date

import pytest

from accounts.enums import DeadlineState, StaffJob
from accounts.models import Alarm, Deadline, Message, StaffTask
from complaints.operations import complaint as complaints
from complaints.operations import complaint_clock
from tests.builders import account
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db


def test_warning_opens_an_alarm_and_brings_the_case_back_to_the_queue():
    case = build.complaint()
    StaffTask.objects.update(state="DONE", outcome="Glemt.")
    running = Deadline.objects.get()
    complaint_clock.warn(running=running, complaint=case, as_of=date(2026, 5, 19))
    running.refresh_from_db()
    assert (running.warned_on, running.state) == (date(2026, 5, 19), DeadlineState.OPEN)
    assert Alarm.objects.get().ref == f"complaint:{case.pk}"
    assert StaffTask.objects.exclude(state="DONE").count() == 1


def test_missed_clock_tells_customer_and_supervisor_x_70():
    case = build.complaint()
    running = Deadline.objects.get()
    complaint_clock.miss(running=running, complaint=case, by="job:complaints", as_of=date(2026, 6, 4))
    assert running.state == DeadlineState.MISSED
    assert sorted(StaffTask.objects.values_list("kind", flat=True)) == ["complaint-answer", "complaint-overdue"]
    assert Message.objects.get(kind="complaint_late").reason == f"complaint_late:{running.pk}"


def test_late_answer_meets_the_missed_clock_and_closes_everything():
    case, staff = build.complaint(), account.staff(StaffJob.COMPLAINTS)
    running = Deadline.objects.get()
    complaint_clock.warn(running=running, complaint=case, as_of=date(2026, 5, 19))
    complaint_clock.miss(running=running, complaint=case, by="job:complaints", as_of=date(2026, 6, 4))
    complaints.answer(complaint=case, text="Undskyld.", by=staff, as_of=date(2026, 6, 5))
    running.refresh_from_db()
    assert (running.state, running.met_on) == (DeadlineState.MET, date(2026, 6, 5))
    assert StaffTask.objects.exclude(state="DONE").count() == 0
    assert Alarm.objects.filter(closed_at__isnull=True).count() == 0
