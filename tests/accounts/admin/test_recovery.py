"""Recovery at the desk: begun and stopped by who may, for customers and colleagues of their own suppliers."""

import pytest

from accounts.enums import StaffJob
from accounts.models import Message, Recovery, RecoveryFact
from accounts.operations import message
from config.foundation import clock
from tests.builders import account

pytestmark = pytest.mark.django_db

ADD = "/admin/accounts/recovery/add/"


@pytest.fixture
def karen():
    return account.customer(number="4711", email="karen@post.example")


def desk(*jobs, at=None, email="stine@minside.example"):
    made = account.staff(*jobs, at=at or account.supplier(), email=email)
    return made, account.signed_in(made)


def said(**changes):
    standard = {
        "kind": "LOST_EMAIL",
        "customer_number": "4711",
        "facts": ["INVOICE", "METER"],
        "new_email": "ny@post.example",
        "words": "Ringede og kunne begge dele.",
    }
    return standard | changes


def test_support_begins_one_and_another_stops_it(karen):
    stine, client = desk(StaffJob.SUPPORT)
    answer = client.post(ADD, said(payout_account="5301 0001234567"))
    assert answer.status_code == 302, answer.content.decode()

    made = Recovery.objects.get()
    assert (made.customer, made.requested_by, made.state) == (karen, stine, "WAITING")
    assert set(RecoveryFact.objects.values_list("checked_by", flat=True)) == {stine.pk}
    assert Message.objects.filter(kind="recovery_begun", customer=karen).count() == 1

    _ib, other = desk(StaffJob.SUPERVISOR, email="ib@minside.example")
    page = other.get(f"/admin/accounts/recovery/{made.pk}/change/").content.decode()
    assert ("••••4567" in page, "0001234567" in page) == (True, False)
    other.post(
        f"/admin/accounts/recovery/{made.pk}/change/",
        {"act": "stop", "words": "Forkert", "facts-TOTAL_FORMS": 0, "facts-INITIAL_FORMS": 0},
    )
    assert (Recovery.objects.get().state, Recovery.objects.get().stopped_why) == ("STOPPED", "Forkert")


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": ["INVOICE"]},
        {"facts": []},
        {"customer_number": "4712"},
        {"new_email": ""},
        {"words": ""},
        {"payout_account": "min konto"},
    ],
)
def test_refusal_stands_on_the_form_with_what_was_typed(karen, changes):
    _stine, client = desk(StaffJob.SUPPORT)
    answer = client.post(ADD, said(**changes))
    assert (answer.status_code, Recovery.objects.count()) == (200, 0)
    assert "errornote" in answer.content.decode()


def test_customer_of_another_supplier_is_not_there(karen):
    _stine, client = desk(StaffJob.SUPPORT, at=account.supplier("orsted"))
    assert client.post(ADD, said()).status_code == 200
    assert not Recovery.objects.exists()


@pytest.mark.parametrize("job", [job for job in StaffJob if job not in {StaffJob.SUPPORT, StaffJob.SUPERVISOR}])
def test_other_jobs_begin_none(karen, job):
    _stine, client = desk(job)
    assert client.post(ADD, said()).status_code == 403
    assert not Recovery.objects.exists()


def colleague(**changes):
    standard = {"kind": "STAFF_FACTOR", "customer_number": "", "new_email": "", "facts": ["CALLED_BACK", "SEEN"]}
    return said(**standard, **{"colleague": "ib@minside.example", **changes})


def test_supervisor_begins_one_for_a_colleague_of_the_same_supplier():
    ib = account.staff(StaffJob.BILLING, email="ib@minside.example")
    _stine, client = desk(StaffJob.SUPERVISOR)
    assert client.post(ADD, colleague()).status_code == 302
    assert Recovery.objects.get().user == ib


@pytest.mark.parametrize(
    "job,email,at",
    [
        (StaffJob.SUPPORT, "ib@minside.example", "gron"),
        (StaffJob.SUPERVISOR, "ib@minside.example", "orsted"),
        (StaffJob.SUPERVISOR, "stine@minside.example", "gron"),
        (StaffJob.SUPERVISOR, "nobody@minside.example", "gron"),
    ],
)
def test_not_by_support_not_from_elsewhere_not_for_oneself_not_for_nobody(job, email, at):
    account.staff(StaffJob.BILLING, at=account.supplier("gron"), email="ib@minside.example")
    _stine, client = desk(job, at=account.supplier(at))
    assert client.post(ADD, colleague(colleague=email)).status_code == 200
    assert not Recovery.objects.exists()


def test_letter_is_marked_as_posted_at_the_desk():
    of = account.customer(email="", by_letter=True)
    letter = message.queue("contact_changed", customer=of, reason="x", context={}, as_of=clock.today())
    _stine, client = desk(StaffJob.SUPERVISOR)
    client.post(f"/admin/accounts/message/{letter.pk}/change/", {"act": "posted", "why": "Postet i dag"})
    assert Message.objects.get().state == "SENT"
