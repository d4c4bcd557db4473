"""A message is written once per fact, in plain text and in the customer's language."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from accounts.models import Message
from accounts.operations import message as messages
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def queued(**fields) -> Message:
    return messages.queue(
        "contact_changed", customer=account.customer(**fields), reason="fact:1", context={}, as_of=TODAY
    )


def test_same_fact_is_told_once():
    first = queued()
    again = messages.queue("contact_changed", customer=first.customer, reason="fact:1", context={}, as_of=TODAY)
    assert (again.pk, Message.objects.count()) == (first.pk, 1)


def test_message_that_was_rolled_back_is_not_told_and_nobody_is_nudged(django_capture_on_commit_callbacks):
    karen = account.customer()
    with django_capture_on_commit_callbacks() as nudges, transaction.atomic():
        messages.queue("contact_changed", customer=karen, reason="x", context={}, as_of=TODAY)
        transaction.set_rollback(True)
    assert (Message.objects.count(), nudges) == (0, [])


@pytest.mark.parametrize("own,expected", [("sv", "sv"), ("", "da")])
def test_message_is_in_the_customers_language_else_the_suppliers(own, expected):
    assert queued(language=own).language == expected


def test_message_goes_to_the_address_of_the_day_it_was_written():
    message = queued(email="karen@post.example")
    message.customer.email = "ny@post.example"
    message.customer.save()
    assert Message.objects.get().to_address == "karen@post.example"


def test_first_reading_is_kept():
    message = queued()
    first, later = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)
    messages.mark_read(message, at=first)
    messages.mark_read(message, at=later)
    assert Message.objects.get().read_at == first


def test_words_are_plain_text_in_the_customers_language():
    subject, body = messages.words_of(
        "contact_changed", context={"supplier": account.supplier(name="O'Brien & Søn")}
    )
    assert body.splitlines()[-1].endswith("O'Brien & Søn")
    assert subject == subject.strip()
