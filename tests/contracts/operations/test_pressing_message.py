"""Texts that press for payment go to the living; for the dead a person writes to the estate instead."""

from datetime import date, timedelta

import pytest

from accounts.models import Message, StaffTask
from accounts.operations import staff_task
from contracts.operations import pressing_message
from tests.builders import account
from tests.contracts.operations.test_life_event import TODAY, report

pytestmark = pytest.mark.django_db

WORDS = {"amount": "100 kr.", "due_on": "1. april", "link": "https://gron.localhost/"}


def press(customer, as_of=TODAY):
    return pressing_message.queue(
        "payment_method_missing",
        customer=customer,
        subject=customer,
        reason="missing:1",
        context=WORDS,
        as_of=as_of,
        clause="GE-VF-4.23",
    )


def test_the_living_get_the_text():
    karen = account.customer()
    assert press(karen) == Message.objects.get()
    assert not StaffTask.objects.exists()


@pytest.mark.rule("GE-V-10.3d", "EP-11.2e", "OR-14.1")
def test_for_the_dead_a_person_is_asked_once():
    karen = account.customer()
    report(karen)
    before = Message.objects.count()
    assert press(karen) is None
    task = StaffTask.objects.get(kind="estate-payment")
    assert (task.clause, task.due_at.date()) == ("GE-VF-4.23", date(2026, 3, 6))
    staff_task.finish(task=task, outcome="Skrevet til boet.", by="test", as_of=TODAY)
    assert press(karen, TODAY + timedelta(days=1)) is None
    assert StaffTask.objects.filter(kind="estate-payment").count() == 1
    assert Message.objects.count() == before
