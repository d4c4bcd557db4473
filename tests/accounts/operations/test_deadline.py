"""Clocks start once, are met also when late, and stop when what they were about is no more."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Deadline
from accounts.operations import deadline
from tests.builders import account

pytestmark = pytest.mark.django_db

STARTED = date(2026, 3, 2)


def start(of):
    return deadline.start(
        supplier=of.supplier,
        rule="complaint.answer",
        clause="CE-9",
        subject=of,
        start_fact="received",
        started_on=STARTED,
        due_at=datetime(2026, 3, 16, 23, 0, tzinfo=UTC),
        customer=of,
    )


def test_same_start_gives_the_same_clock():
    karen = account.customer()
    assert start(karen).pk == start(karen).pk
    assert Deadline.objects.count() == 1


def test_missed_clock_can_still_be_met_and_says_when():
    karen = account.customer()
    Deadline.objects.filter(pk=start(karen).pk).update(state="MISSED")
    deadline.meet(rule="complaint.answer", subject=karen, as_of=date(2026, 4, 1))
    assert Deadline.objects.values_list("state", "met_on").get() == ("MET", date(2026, 4, 1))


def test_cancelled_clock_is_not_met_any_more():
    karen = account.customer()
    start(karen)
    deadline.cancel(rule="complaint.answer", subject=karen)
    deadline.meet(rule="complaint.answer", subject=karen, as_of=STARTED)
    assert Deadline.objects.values_list("state", "met_on").get() == ("CANCELLED", None)
