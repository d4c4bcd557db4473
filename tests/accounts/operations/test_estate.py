"""After a death the estate is written to and the login closed; a mistake is undone whole."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Access, Event, Message, ScopedLink, User
from accounts.operations import activation, estate, message
from accounts.operations.scoped_link import LinkNotValid
from accounts.queries.activation import customer_matching
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)
WHO = {"by": "test", "as_of": TODAY}


@pytest.fixture
def karen():
    return account.customer(name="Karen Holm", email="karen@post.example")


def hand_over(customer, email="bo@post.example", contact="Bo Holm"):
    estate.write_to_estate(customer=customer, contact=contact, email=email, **WHO)


def queued(customer, reason="fact:1"):
    return message.queue("contact_changed", customer=customer, reason=reason, context={}, as_of=TODAY)


def test_the_estate_is_written_to_with_words_for_an_estate(karen):
    hand_over(karen)
    sent = queued(karen)
    assert sent.to_address == "bo@post.example"
    assert "Karen Holm" in sent.body.splitlines()[0]
    assert "Bo Holm" in sent.body.splitlines()[1]


def test_the_living_are_written_to_as_ever(karen):
    sent = queued(karen)
    assert (sent.to_address, "Karen Holm" in sent.body.splitlines()[0]) == ("karen@post.example", False)


def test_without_an_address_of_the_estate_nothing_goes_to_the_deceased(karen):
    hand_over(karen, email="", contact="")
    assert queued(karen).to_address == ""


def test_what_waits_in_the_outbox_goes_to_the_estate_too(karen):
    waiting = queued(karen)
    hand_over(karen)
    waiting.refresh_from_db()
    assert waiting.to_address == "bo@post.example"


def test_another_contact_takes_the_place_and_the_day_stays(karen):
    hand_over(karen)
    estate.write_to_estate(
        customer=karen, contact="Advokat Ny", email="ny@post.example", by="t", as_of=date(2026, 4, 1)
    )
    karen.refresh_from_db()
    assert (karen.estate_since, karen.estate_contact) == (TODAY, "Advokat Ny")
    assert "Bo" not in str(list(Event.objects.values_list("data", "reason")))


def test_the_login_of_the_deceased_is_closed_and_those_of_helpers_stay(karen):
    own = account.holder(karen)
    helper = account.holder(karen, role="HELPER", email="bo@post.example")
    assert estate.close_login(customer=karen, **WHO) == 1
    assert [User.objects.get(pk=each.pk).is_active for each in (own, helper)] == [False, True]
    assert Access.objects.get(user=own).ends_before == TODAY
    assert Access.objects.get(user=helper).ends_before is None


def test_a_login_that_acts_for_another_stays_open_for_them(karen):
    shared = account.holder(karen)
    other = account.customer()
    Access.objects.create(
        supplier=other.supplier, customer=other, user=shared, starts_on=account.LONG_AGO, granted_by="test"
    )
    assert estate.close_login(customer=karen, **WHO) == 0
    shared.refresh_from_db()
    assert shared.is_active
    assert Access.objects.get(customer=karen).ends_before == TODAY


def test_nobody_opens_the_account_of_the_deceased_anew(karen):
    at = datetime(2026, 3, 5, 9, tzinfo=UTC)
    asked = {"number": karen.number, "postcode": karen.postcode, "email": karen.email}
    link = activation.ask(supplier=karen.supplier, at=at, **asked)
    assert link.customer == karen
    hand_over(karen)
    with pytest.raises(LinkNotValid):
        activation.open_account(link=link, password=account.PASSWORD, language="da", as_of=TODAY, at=at)
    assert customer_matching(karen.supplier, **asked) is None
    assert ScopedLink.objects.get().used_at is None


def test_a_mistake_is_undone_whole(karen):
    own = account.holder(karen)
    hand_over(karen)
    estate.close_login(customer=karen, **WHO)
    waiting = queued(karen)
    estate.write_to_customer_again(customer=karen, **WHO)
    own.refresh_from_db()
    assert (own.is_active, Access.objects.get().ends_before) == (True, None)
    assert Message.objects.get(pk=waiting.pk).to_address == "karen@post.example"
    assert queued(karen, "fact:2").to_address == "karen@post.example"
    estate.write_to_customer_again(customer=karen, **WHO)
    assert Event.objects.filter(kind="accounts.customer.written_to_again").count() == 1
