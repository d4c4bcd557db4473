"""Steps through the outbox: begun, put off with growing waits, parked with a task, found to have arrived."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from accounts.enums import MessageState
from accounts.models import Event, Message, StaffTask
from accounts.operations import message as messages
from accounts.operations import message_delivery as delivery
from config.foundation.transition import ForbiddenTransition, OvertakenByOther
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LEASE = timedelta(minutes=5)


@pytest.fixture
def message():
    return messages.queue("contact_changed", customer=account.customer(), reason="x", context={}, as_of=TODAY)


def wait_of(message):
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_try_at - now() FROM accounts_message WHERE id = %s", [message.pk])
        return round(cursor.fetchone()[0] / timedelta(minutes=1))


def test_of_two_senders_one_begins(message):
    other = Message.objects.get()
    delivery.begin(message, lease=LEASE)
    with pytest.raises(OvertakenByOther):
        delivery.begin(other, lease=LEASE)
    assert (message.state, message.attempts) == (MessageState.SENDING, 1)


def test_put_off_waits_a_minute_then_four(message):
    waits = []
    for _try in range(2):
        delivery.begin(message, lease=LEASE)
        delivery.put_off(message, error="SMTP 450", at=AT)
        waits.append(wait_of(message))
    assert waits == [1, 4]
    assert (message.state, message.last_error, message.claimed_until) == (MessageState.QUEUED, "SMTP 450", None)


def test_sent_message_is_not_sent_again(message):
    delivery.begin(message, lease=LEASE)
    delivery.mark_sent(message, provider_id="<1@gron.example>", at=AT)
    with pytest.raises(ForbiddenTransition):
        delivery.begin(message, lease=LEASE)
    assert (message.state, message.sent_at) == (MessageState.SENT, AT)


def test_parked_message_asks_one_person_once_until_it_is_settled(message):
    delivery.begin(message, lease=LEASE)
    delivery.park(message, error="SMTP 550", at=AT)
    task = StaffTask.objects.get()
    assert (task.explanation, task.customer, task.due_at) == ("SMTP 550", message.customer, AT + timedelta(days=1))


def test_message_found_in_the_servers_log_is_marked_sent_with_its_reason(message):
    delivery.begin(message, lease=LEASE)
    delivery.park(message, error="cut off", at=AT)
    delivery.arrived_after_all(message, by="Stine", as_of=TODAY, reason="log of 2 March, queue id 9F2")
    row = Event.objects.get(kind="accounts.message.found_sent")
    assert (message.state, row.reason, row.customer_may_see) == (
        MessageState.SENT, "log of 2 March, queue id 9F2", False,
    )  # fmt: skip
