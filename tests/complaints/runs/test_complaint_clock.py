"""The day's run over the clocks: warned once on the target, missed the day after the limit, nothing twice."""

from datetime import date

import pytest

from accounts.enums import DeadlineState, StaffJob
from accounts.models import Deadline
from complaints.operations import complaint as complaints
from complaints.runs import complaint_clock
from tests.builders import account
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db


def run(day: date, at: str = "gron") -> tuple[int, int]:
    counts = complaint_clock.run(supplier=account.supplier(at), as_of=day)
    return counts["warned"], counts["missed"]


@pytest.mark.parametrize(
    "day,expected",
    [
        (date(2026, 5, 18), (0, 0)),
        (date(2026, 5, 19), (1, 0)),  # the tenth working day: Ascension is not counted
        (date(2026, 6, 3), (1, 0)),  # the last day itself is in time
        (date(2026, 6, 4), (0, 1)),
    ],
)
def test_clock_of_a_monday_complaint(day, expected):
    build.complaint()
    assert run(day) == expected


def test_nothing_is_done_twice():
    build.complaint()
    assert [run(date(2026, 5, 19)), run(date(2026, 5, 19)), run(date(2026, 5, 20))] == [(1, 0), (0, 0), (0, 0)]
    assert [run(date(2026, 6, 4)), run(date(2026, 6, 4))] == [(0, 1), (0, 0)]


def test_limit_on_a_saturday_is_missed_on_the_sunday():
    build.complaint(as_of=date(2026, 4, 2))  # 30 days later is Saturday 2 May
    assert [run(date(2026, 5, 2)), run(date(2026, 5, 3))] == [(1, 0), (0, 1)]


def test_answered_case_and_other_suppliers_are_left_alone():
    case = build.complaint()
    orsted = account.customer(account.supplier("orsted", terms_code="orsted_2019"))
    build.complaint(orsted)
    complaints.answer(complaint=case, text="Svar.", by=account.staff(StaffJob.COMPLAINTS), as_of=build.RECEIVED_ON)
    assert run(date(2026, 6, 4)) == (0, 0)
    assert Deadline.objects.filter(state=DeadlineState.OPEN).count() == 1


def test_days_skipped_give_the_same_state():
    build.complaint()
    assert run(date(2026, 7, 1)) == (0, 1)
