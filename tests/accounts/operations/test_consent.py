"""A consent is kept with its moment and scope, once, and ends when it is called back."""

from datetime import date

import pytest

from accounts.enums import ConsentKind
from accounts.models import Consent, Event
from accounts.operations import consent
from tests.builders import account

pytestmark = pytest.mark.django_db

DAY, LATER = date(2026, 3, 19), date(2026, 4, 1)


def give(customer, kind=ConsentKind.MARKETING_EMAIL, **fields):
    return consent.give(customer=customer, kind=kind, by="test", as_of=DAY, **fields)


@pytest.mark.rule("X-67")
def test_each_kind_is_kept_by_itself_and_once():
    customer = account.customer()
    assert give(customer) == give(customer)
    give(customer, ConsentKind.MARKETING_PHONE)
    assert Consent.objects.count() == 2
    assert Event.objects.filter(kind="accounts.consent.given").count() == 2


@pytest.mark.rule("EP-2.3")
def test_a_power_of_attorney_is_for_one_thing():
    customer = account.customer()
    one = give(customer, ConsentKind.POWER_OF_ATTORNEY, scope="contracts.agreement:1", clause="EP-2.3")
    other = give(customer, ConsentKind.POWER_OF_ATTORNEY, scope="contracts.agreement:2", clause="EP-2.3")
    assert one != other
    assert (one.given_on, one.clause, one.given_at is None) == (DAY, "EP-2.3", False)


def test_it_ends_once_and_can_be_given_anew():
    customer = account.customer()
    given = give(customer)
    for _time in range(2):
        consent.end(consent=given, by="test", as_of=LATER)
    given.refresh_from_db()
    assert given.ended_on == LATER
    assert Event.objects.filter(kind="accounts.consent.ended").count() == 1
    assert give(customer) != given
