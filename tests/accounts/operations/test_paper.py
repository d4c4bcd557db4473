"""Letters to customers without e-mail: queued on paper, in the work of a person, sent when they are posted."""

from datetime import date

import pytest

from accounts.models import Event, Message, StaffTask
from accounts.operations import message, paper
from accounts.runs import message as run
from config.foundation import clock
from config.foundation.transition import ForbiddenTransition
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def told(of, **more):
    return message.queue("contact_changed", customer=of, reason="x", context={}, as_of=TODAY, **more)


@pytest.mark.rule("EP-15.1", "GE-VF-4.24")
def test_customer_without_email_gets_a_letter_that_a_person_posts():
    karen = account.customer(email="", by_letter=True, street="Havevej 1", postcode="2100", city="København Ø")
    letter = told(karen)

    assert (letter.channel, letter.to_address) == ("LETTER", "Havevej 1, 2100 København Ø")
    task = StaffTask.objects.get()
    assert (task.kind, task.subject_id, task.customer) == ("letter-to-post", letter.pk, karen)
    assert run.send_due(at=clock.now()) == {}
    assert Message.objects.get().state == "QUEUED"


def test_posted_it_is_sent_and_the_work_is_done():
    letter = told(account.customer(email="", by_letter=True))
    assert paper.to_be_posted(letter)
    paper.posted(letter, by="test", as_of=TODAY, reason="Postet i dag")

    sent = Message.objects.get()
    assert (sent.state, sent.sent_at is not None, paper.to_be_posted(sent)) == ("SENT", True, False)
    assert StaffTask.objects.get().state == "DONE"
    assert Event.objects.filter(kind="accounts.message.posted").count() == 1
    with pytest.raises(ForbiddenTransition):
        paper.posted(sent, by="test", as_of=TODAY, reason="igen")


def test_mail_is_never_posted_by_hand_and_others_get_mail_as_ever():
    karen = account.customer()
    assert paper.to_be_posted(told(karen)) is False
    elsewhere = told(account.customer(by_letter=True, email=""), to="bo@post.example")
    assert (elsewhere.channel, elsewhere.to_address) == ("EMAIL", "bo@post.example")
    assert not StaffTask.objects.exists()
