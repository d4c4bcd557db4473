"""Contact details: what changed is in the timeline, and the address used until now is told."""

from datetime import date

import pytest

from accounts.models import Customer, Event, Message
from accounts.operations import customer
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_old_address_is_told_of_the_new():
    karen = account.customer(email="old@post.example")
    customer.change_email(customer=karen, email="new@post.example", by="test", as_of=TODAY)
    assert Customer.objects.get().email == "new@post.example"
    assert Message.objects.get().to_address == "old@post.example"
    customer.change_email(customer=karen, email="new@post.example", by="test", as_of=TODAY)
    assert (Message.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.rule("EP-15.1", "GE-VF-4.24")
def test_empty_address_is_refused():
    karen = account.customer(email="old@post.example")
    with pytest.raises(customer.AddressMissing):
        customer.change_email(customer=karen, email="", by="test", as_of=TODAY)
    assert (Customer.objects.get().email, Event.objects.count()) == ("old@post.example", 0)


@pytest.mark.rule("OR-15.2", "GE-VF-4.27")
def test_only_contact_details_are_changed_and_their_old_values_not_kept():
    karen = account.customer(phone="1")
    changed = customer.change_contact(
        customer=karen, details={"phone": "2", "city": karen.city, "number": "9"}, by="test", as_of=TODAY
    )
    assert changed == ["phone"]
    assert Event.objects.get().data == {"fields": ["phone"]}
    assert Customer.objects.get().number == karen.number


@pytest.mark.rule("EP-15.1", "GE-VF-4.24")
def test_somebody_new_gets_the_next_number_and_needs_an_address():
    at = account.supplier()
    new = {"supplier": at, "kind": "HOUSEHOLD", "by": "test", "as_of": TODAY}
    first = customer.take_in(name="Åse Ørum", email="a@post.example", city="Viborg", **new)
    second = customer.take_in(name="Bo", email="b@post.example", **new)
    assert int(second.number) == int(first.number) + 1
    assert (first.city, first.sort_name == "", first.supplier) == ("Viborg", False, at)
    with pytest.raises(customer.AddressMissing):
        customer.take_in(name="Bo", email="", **new)
    assert Event.objects.filter(kind="accounts.customer.taken_in").count() == 2
