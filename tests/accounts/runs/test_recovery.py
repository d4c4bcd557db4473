"""The night's recoveries: due ones once, at their own supplier, past crashes; colleagues are told before."""

import re
import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from accounts.enums import RecoveryKind, StaffJob
from accounts.models import Customer, Recovery, StaffTask
from accounts.operations import recovery, recovery_notice, scoped_link
from accounts.operations.recovery import Wanted
from accounts.runs import recovery as run
from config.foundation.crashpoint import Crashed, armed, crash_at
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LATER = AT + timedelta(hours=49)


@pytest.fixture
def stine():
    return account.staff(StaffJob.SUPERVISOR)


def begun(stine, number, code="gron"):
    customer = account.customer(account.supplier(code), email=f"gammel{number}@post.example")
    wanted = Wanted(
        supplier=customer.supplier,
        customer=customer,
        kind=RecoveryKind.LOST_EMAIL,
        facts=["INVOICE", "METER"],
        reason="Ringede",
        new_email=f"ny{number}@post.example",
    )
    return recovery.begin(wanted=wanted, by=stine, as_of=TODAY, at=AT)


def of_colleague(stine):
    ib = account.staff(StaffJob.BILLING, email="ib@minside.example")
    wanted = Wanted(
        supplier=account.supplier(),
        user=ib,
        kind=RecoveryKind.STAFF_FACTOR,
        facts=["CALLED_BACK", "SEEN"],
        reason="Ny telefon",
    )
    return recovery.begin(wanted=wanted, by=stine, as_of=TODAY, at=AT)


def night(at=LATER, code="gron"):
    return run.carry_out_due(supplier=account.supplier(code), as_of=TODAY, at=at)


def test_what_is_due_is_done_once_and_only_at_its_supplier(stine):
    begun(stine, 1), begun(stine, 2), begun(stine, 3, code="orsted")
    assert night(at=AT + timedelta(hours=47)) == {}
    assert night() == {"recovered": 2}
    assert night() == {}
    assert Customer.objects.get(supplier__code="orsted").email == "gammel3@post.example"


@pytest.mark.parametrize("day,done", [(date(2026, 3, 4), {}), (date(2026, 3, 5), {"recovered": 1})])
def test_the_days_run_carries_out_what_is_over_by_its_hour(stine, day, done):
    """Begun on the 2nd at ten, over on the 4th at ten: the run of 06:45 on the 5th is the first after it."""
    begun(stine, 1)
    assert run.run(supplier=account.supplier(), as_of=day) == done


def test_a_crash_between_two_leaves_the_first_done_and_the_second_for_the_next_night(stine):
    begun(stine, 1), begun(stine, 2)
    with armed(crash_at("recovery.done")), pytest.raises(Crashed):
        night()
    assert sorted(Recovery.objects.values_list("state", flat=True)) == ["DONE", "WAITING"]
    assert night() == {"recovered": 1}


def test_one_that_is_refused_stops_no_other(stine):
    begun(stine, 1), begun(stine, 2)
    first = Recovery.objects.order_by("pk")[0]
    account.holder(first.customer, email="gammel1@post.example")
    Recovery.objects.filter(pk=first.pk).update(user=first.customer.accesses.get().user)
    account.user(email="ny1@post.example")

    assert night() == {"recovered": 1, "refused": 1}
    assert (Recovery.objects.get(pk=first.pk).state, StaffTask.objects.count()) == ("STOPPED", 1)


def test_colleague_is_mailed_a_link_that_stops_it(stine):
    made = of_colleague(stine)
    assert run.send_notice(recovery_id=made.pk, as_of=TODAY) is True
    assert run.send_notice(recovery_id=made.pk, as_of=TODAY) is False

    assert [letter.to for letter in mail.outbox] == [["ib@minside.example"]]
    token = re.search(r"/adgang-igen/(\S+)/", mail.outbox[0].body).group(1)
    link = scoped_link.find(supplier=made.supplier, token=token, purpose=recovery_notice.PURPOSE, at=AT)
    assert link.subject_id == made.pk


def test_a_colleague_who_was_never_told_loses_nothing(stine, monkeypatch):
    made = of_colleague(stine)

    def dead(*_args, **_kwargs):
        raise smtplib.SMTPServerDisconnected("gone")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", dead)
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", dead)
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", dead)
        assert night() == {}
    assert Authenticator.objects.filter(user=made.user).exists()

    assert night() == {"recovered": 1}
    assert len(mail.outbox) == 1
    assert not Authenticator.objects.filter(user=made.user).exists()
