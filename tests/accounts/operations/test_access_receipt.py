"""The receipts of who has access: in the customer's language, each fact once."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import AccessRole
from accounts.models import Access, Message, Receipt
from accounts.operations import access_receipt, invitation
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def invited():
    karen = account.holder(account.customer(email="karen@post.example", language="en"))
    return invitation.invite(
        customer=karen.accesses.get().customer,
        email="bo@post.example",
        role=AccessRole.PAYER,
        by=karen,
        as_of=TODAY,
        at=AT,
    )


def test_receipt_says_whom_what_and_until_when(invited):
    receipt = Receipt.objects.get()
    assert receipt.title == "You have invited somebody to your account"
    assert [value for _label, value in receipt.rows] == ["bo@post.example", "pays the bills", "16 March 2026"]
    assert Message.objects.get(kind="receipt").to_address == "karen@post.example"


def test_the_same_fact_is_told_once(invited):
    access_receipt.declined(invitation=invited, as_of=TODAY)
    access_receipt.declined(invitation=invited, as_of=TODAY)
    assert Receipt.objects.count() == 2


@pytest.mark.parametrize("left,why", [(True, "They left by themselves"), (False, "It was ended for your account")])
def test_end_of_an_access_says_by_whom(invited, left, why):
    bo = account.user(email="bo@post.example", name="Bo Berg")
    given = Access.objects.create(
        supplier=invited.supplier,
        customer=invited.customer,
        user=bo,
        role=AccessRole.PAYER,
        starts_on=TODAY,
        granted_by="test",
    )
    access_receipt.ended(access=given, left=left, as_of=TODAY)
    rows = dict(Receipt.objects.latest("pk").rows)
    assert (rows["Name"], rows["Why"]) == ("Bo Berg", why)
