"""The notice of a recovery: to the contact we had, on paper when there was no e-mail, and never in the inbox."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Message, Recovery
from accounts.operations import recovery, recovery_notice, scoped_link
from accounts.operations.recovery import Wanted
from accounts.queries.inbox import messages_of
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def begun(of):
    wanted = Wanted(
        supplier=of.supplier,
        customer=of,
        kind="LOST_EMAIL",
        facts=["INVOICE", "METER"],
        reason="Ringede",
        new_email="ny@post.example",
    )
    by = account.staff(email=f"{of.number}@minside.example")
    return recovery.begin(wanted=wanted, by=by, as_of=TODAY, at=AT)


@pytest.mark.rule("OR-15.3", "EP-15.1")
def test_old_address_is_told_at_once_with_a_link_that_works_until_long_after_the_wait():
    karen = account.customer(email="karen@post.example", language="en")
    made = begun(karen)

    told = Message.objects.get(kind="recovery_begun")
    assert (told.to_address, told.legal, told.channel) == ("karen@post.example", True, "EMAIL")
    token = re.search(r"/adgang-igen/(\S+)/", told.body).group(1)
    found = scoped_link.find(
        supplier=karen.supplier, token=token, purpose=recovery_notice.PURPOSE, at=made.due_at + timedelta(days=29)
    )
    assert found.subject_id == made.pk
    assert Recovery.objects.get().told_at == "ka•••@post.example"


def test_everybody_with_access_reads_the_inbox_so_the_link_is_not_there():
    karen = account.customer(email="karen@post.example")
    begun(karen)
    assert list(messages_of(karen)) == []


def test_who_has_no_email_is_told_on_paper():
    karen = account.customer(email="")
    begun(karen)
    told = Message.objects.get(kind="recovery_begun")
    assert (told.channel, told.to_address) == ("LETTER", "Havevej 1, 2100 København Ø")
    assert Recovery.objects.get().told_at == "Havevej 1, 2100 København Ø"


def test_when_it_is_done_the_new_address_is_told():
    made = begun(account.customer(email="karen@post.example"))
    recovery.carry_out(recovery=made, as_of=TODAY, at=made.due_at)
    assert Message.objects.get(kind="recovery_done").to_address == "ny@post.example"
