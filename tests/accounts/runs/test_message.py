"""The outbox sends each mail at most once: crashes, refusals, waits, two senders at a time."""

import smtplib
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now

from accounts.enums import MessageState
from accounts.models import Message, StaffTask
from accounts.operations import message as messages
from accounts.operations import message_delivery as delivery
from accounts.runs import message as run
from config.foundation.crashpoint import Crashed, armed, crash_at
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def queued(reason: str = "fact:1", **fields) -> Message:
    return messages.queue(
        "contact_changed", customer=account.customer(**fields), reason=reason, context={}, as_of=TODAY
    )


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_due_mail_is_sent_once_with_the_suppliers_name_and_its_own_id():
    message = queued(email="karen@post.example")

    assert run.send_due(at=AT) == Counter(sent=1)
    assert run.send_due(at=AT) == Counter()

    sent = mail.outbox[0]
    assert (len(mail.outbox), sent.to, sent.from_email) == (
        1,
        ["karen@post.example"],
        "Gron <kundeservice@gron.example>",
    )
    assert sent.extra_headers["Message-ID"] == f"<{message.public_id}@gron.example>"
    message = fresh(message)
    assert (message.state, message.attempts, message.provider_id) == (
        MessageState.SENT,
        1,
        f"<{message.public_id}@gron.example>",
    )


@pytest.mark.parametrize("point,mails", [("message.begun", 0), ("message.handed_over", 1)])
def test_crash_around_the_mail_server_never_sends_twice(point, mails):
    message = queued()
    with armed(crash_at(point)), pytest.raises(Crashed):
        run.send_due(at=AT)
    assert (fresh(message).state, len(mail.outbox)) == (MessageState.SENDING, mails)

    assert run.send_due(at=AT) == Counter()  # the dead sender's claim still holds
    Message.objects.update(claimed_until=Now() - timedelta(minutes=1))
    assert run.send_due(at=AT) == Counter(parked=1)

    assert (fresh(message).state, len(mail.outbox)) == (MessageState.PARKED, mails)
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.due_at) == ("message.parked", message.pk, AT + timedelta(hours=24))


class Server:
    """A mail server that fails in a given way."""

    def __init__(self, opening=None, sending=None):
        self.opening, self.sending = opening, sending

    def open(self):
        if self.opening:
            raise self.opening

    def send_messages(self, _messages):
        if self.sending:
            raise self.sending

    def close(self):
        pass


@pytest.mark.parametrize(
    "server,state,counted",
    [
        (Server(opening=ConnectionRefusedError()), "QUEUED", "delayed"),
        (Server(sending=smtplib.SMTPRecipientsRefused({"a": (450, b"later")})), "QUEUED", "delayed"),
        (Server(sending=smtplib.SMTPDataError(451, b"later")), "QUEUED", "delayed"),
        (Server(sending=smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")})), "PARKED", "parked"),
        (Server(sending=smtplib.SMTPServerDisconnected()), "PARKED", "parked"),
        (Server(sending=TimeoutError()), "PARKED", "parked"),
    ],
)
def test_failure_is_tried_again_only_when_it_certainly_was_not_sent(monkeypatch, server, state, counted):
    message = queued()
    monkeypatch.setattr(run, "get_connection", lambda: server)
    assert run.send_due(at=AT) == Counter({counted: 1})
    assert fresh(message).state == state
    assert run.send_due(at=AT) == Counter()  # a delayed one waits for its time


def test_eighth_delay_parks(monkeypatch):
    message = queued()
    monkeypatch.setattr(run, "get_connection", lambda: Server(opening=ConnectionRefusedError()))
    for attempt in range(1, 9):
        Message.objects.update(next_try_at=None)
        run.send_due(at=AT)
        assert fresh(message).attempts == attempt
    assert (fresh(message).state, StaffTask.objects.count()) == (MessageState.PARKED, 1)


def test_customer_without_address_is_parked_and_not_marked_sent():
    message = queued(email="")
    assert run.send_due(at=AT) == Counter(parked=1)
    assert fresh(message).state == MessageState.PARKED


def test_parked_mail_goes_out_again_when_a_person_says_so():
    message = queued(email="")
    run.send_due(at=AT)
    message = fresh(message)
    Message.objects.update(to_address="karen@post.example")
    delivery.queue_again(message, by="Stine", as_of=TODAY, reason="new address")
    assert run.send_due(at=AT) == Counter(sent=1)


def test_one_message_is_sent_by_the_nudge_and_not_again_by_the_sweep():
    message = queued()
    assert run.send_one(message_id=message.pk, at=AT) == "sent"
    assert run.send_one(message_id=message.pk, at=AT) == ""
    assert run.send_due(at=AT) == Counter()
