"""Asking a question on Min side."""

import pytest

from accounts.enums import StaffJob
from accounts.models import Enquiry
from complaints.models import Complaint
from complaints.operations import enquiry as operations
from tests.builders import account
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db


def test_question_is_received_and_is_no_complaint():
    karen = account.customer()
    client = account.signed_in(account.holder(karen))
    answer = client.post("/spoergsmaal/ny/", {"subject": "AGREEMENT", "text": "Hvornår?"})
    asked = Enquiry.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/spoergsmaal/{asked.public_id}/")
    assert (asked.customer, Complaint.objects.count()) == (karen, 0)


def test_answer_is_read_by_its_owner_alone():
    asked = build.enquiry()
    operations.answer(enquiry=asked, text="I juni.", by=account.staff(StaffJob.SUPPORT), as_of=build.RECEIVED_ON)
    page = account.signed_in(account.holder(asked.customer)).get(f"/spoergsmaal/{asked.public_id}/")
    assert [said.paragraphs for said in page.context["case"].statements] == [
        ("Hvornår løber min aftale ud?",),
        ("I juni.",),
    ]
    stranger = account.signed_in(account.holder(account.customer()))
    assert stranger.get(f"/spoergsmaal/{asked.public_id}/").status_code == 404


def test_empty_question_answers_422_with_what_was_chosen():
    client = account.signed_in(account.holder())
    answer = client.post("/spoergsmaal/ny/", {"subject": "METER", "text": ""})
    assert (answer.status_code, answer.context["form"]["subject"].value()) == (422, "METER")


def test_choices_of_a_form_begin_with_a_capital():
    client = account.signed_in(account.holder())
    for path in ("/spoergsmaal/ny/", "/klage/ny/"):
        labels = [str(label) for _value, label in client.get(path).context["form"].fields["subject"].choices]
        assert [label[0].isupper() for label in labels] == [True] * len(labels)
