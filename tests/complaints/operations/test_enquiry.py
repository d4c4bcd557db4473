"""A question is not a complaint: its number, its answer, no legal clock, and what happens when it was one."""

from datetime import date

import pytest

from accounts.enums import EnquiryState, StaffJob, TaskState
from accounts.models import Deadline, Enquiry, Message, StaffTask
from complaints.operations import enquiry as operations
from complaints.operations.complaint import NothingSaid
from tests.builders import account
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db


def test_question_gets_number_task_and_receipt_but_no_clock():
    asked = build.enquiry()
    assert (asked.number, asked.state) == ("S000001", EnquiryState.RECEIVED)
    assert (StaffTask.objects.get().kind, Deadline.objects.count()) == ("enquiry-answer", 0)
    assert Message.objects.get().kind == "enquiry_received"


def test_same_question_sent_twice_is_one():
    customer = account.customer()
    assert build.enquiry(customer) == build.enquiry(customer)
    assert Enquiry.objects.count() == 1


def test_answer_is_kept_and_told():
    asked, staff = build.enquiry(), account.staff(StaffJob.SUPPORT)
    operations.answer(enquiry=asked, text="Den 1. juni. Cpr 010190-1234.", by=staff, as_of=date(2026, 5, 5))
    assert (asked.state, asked.answer, asked.answered_by) == (
        EnquiryState.ANSWERED,
        "Den 1. juni. Cpr 010190-••••.",
        "Stine Support",
    )
    assert StaffTask.objects.get().state == TaskState.DONE
    assert Message.objects.filter(kind="enquiry_answered").count() == 1


def test_empty_answer_is_refused():
    with pytest.raises(NothingSaid):
        operations.answer(
            enquiry=build.enquiry(), text=" ", by=account.staff(StaffJob.SUPPORT), as_of=date(2026, 5, 5)
        )


def test_question_that_is_a_complaint_runs_from_the_day_it_came():
    asked = build.enquiry()
    case = operations.take_up(enquiry=asked, subject="TREATMENT", by="stine", as_of=date(2026, 5, 7))
    assert (asked.state, case.received_on, case.text) == (EnquiryState.CLOSED, build.RECEIVED_ON, asked.text)
    assert Deadline.objects.get().due_at.date() == date(2026, 6, 3)
    assert StaffTask.objects.get(kind="enquiry-answer").state == TaskState.DONE
