"""Ending an access: at once, also on the day it was given; by the customer or by leaving; never one's own."""

from datetime import date

import pytest

from accounts.enums import AccessRole
from accounts.models import Access, Event, Receipt
from accounts.operations import access
from accounts.operations.access import OwnAccess
from accounts.queries.access import accesses_of
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.fixture
def karen():
    return account.holder(account.customer(email="karen@post.example"))


def guest(karen, since=date(2025, 1, 1), role=AccessRole.JOINT):
    customer = karen.accesses.get().customer
    bo = account.user(email="bo@post.example", name="Bo Berg")
    return Access.objects.create(
        supplier=customer.supplier, customer=customer, user=bo, role=role, starts_on=since, granted_by="test"
    )


@pytest.mark.parametrize("since", [date(2025, 1, 1), TODAY])
def test_it_holds_from_today_no_more(karen, since):
    given = guest(karen, since=since)
    access.end(access=given, by=karen, as_of=TODAY)

    assert list(accesses_of(given.user, as_of=TODAY)) == []
    assert (Receipt.objects.get().customer, Event.objects.get(kind="accounts.access.ended").customer) == (
        given.customer,
        given.customer,
    )


def test_the_other_side_leaves_by_itself(karen):
    given = guest(karen)
    access.end(access=given, by=given.user, as_of=TODAY)
    assert list(accesses_of(given.user, as_of=TODAY)) == []
    assert Event.objects.filter(kind="accounts.access.left").count() == 1


def test_ended_twice_it_is_told_once(karen):
    given = guest(karen)
    access.end(access=given, by=karen, as_of=TODAY)
    access.end(access=given, by=karen, as_of=date(2026, 4, 1))
    assert (Access.objects.get(pk=given.pk).ends_before, Receipt.objects.count()) == (TODAY, 1)


def test_the_customer_cannot_be_locked_out_of_their_own_account(karen):
    with pytest.raises(OwnAccess):
        access.end(access=karen.accesses.get(), by=karen, as_of=TODAY)
    assert accesses_of(karen, as_of=TODAY).count() == 1


def test_own_customer_stands_before_those_one_helps():
    karen = account.holder(account.customer(number="900000"))
    other = account.customer(number="100")
    for role in (AccessRole.READER, AccessRole.HELPER):
        Access.objects.create(
            supplier=other.supplier, customer=other, user=karen, role=role, starts_on=TODAY, granted_by="test"
        )
    assert next(each.role for each in accesses_of(karen, as_of=TODAY)) == "HOLDER"
