"""The code of somebody invited: mailed to the invited address, fresh each time, never too late."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from accounts.enums import AccessRole
from accounts.operations import activation, invitation
from accounts.runs import invitation as run
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def link():
    karen = account.holder(account.customer(email="karen@post.example"))
    made = invitation.invite(
        customer=karen.accesses.get().customer,
        email="bo@post.example",
        role=AccessRole.JOINT,
        by=karen,
        as_of=date(2026, 3, 2),
        at=AT,
    )
    return invitation.ask_code(invitation=made, at=AT)


def mailed_code():
    return re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE).group(1)


def test_run_twice_the_last_code_counts(link):
    run.send_code(link_id=link.pk, at=AT)
    first = mailed_code()
    run.send_code(link_id=link.pk, at=AT)

    assert [letter.to for letter in mail.outbox] == [["bo@post.example"]] * 2
    about = {"link_id": link.pk, "at": AT, "purpose": invitation.CODE_PURPOSE}
    with pytest.raises(activation.WrongCode):
        activation.check_code(code=first, **about)
    assert activation.check_code(code=mailed_code(), **about).pk == link.pk


def test_too_late_or_of_another_kind_sends_nothing(link):
    run.send_code(link_id=link.pk, at=AT + timedelta(minutes=10))
    run.send_code(link_id=0, at=AT)
    assert mail.outbox == []
