"""Opening Min side: codes that count their tries, logins created or joined, once. Pages: views/test_activation."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Access, ScopedLink, User
from accounts.operations import activation
from accounts.operations.scoped_link import LinkNotValid
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PASSWORD = "fire-ord-er-nemme-nok"


@pytest.fixture
def karen():
    return account.customer(number="4711", postcode="2100", email="karen@post.example", name="Karen Holm")


def ask(of, **changes):
    known = {"number": of.number, "postcode": of.postcode, "email": of.email} | changes
    return activation.ask(supplier=of.supplier, at=AT, **known)


def open_account(link, at=AT):
    return activation.open_account(link=link, password=PASSWORD, language="da", as_of=TODAY, at=at)


@pytest.mark.parametrize(
    "changes,found",
    [
        ({}, True),
        ({"email": " KAREN@post.example "}, True),
        ({"postcode": "21 00"}, True),
        ({"number": " 4711"}, True),
        ({"number": "4712"}, False),
        ({"postcode": "2101"}, False),
        ({"email": "bo@post.example"}, False),
        ({"email": ""}, False),
    ],
)
def test_all_three_must_fit_what_is_on_file(karen, changes, found):
    assert (ask(karen, **changes).customer == karen) is found


def test_customer_without_address_on_file_is_never_matched_by_an_empty_one():
    assert ask(account.customer(email=""), email="").customer is None


def test_same_number_at_another_supplier_is_another_customer(karen):
    assert activation.ask(
        supplier=account.supplier("orsted"), at=AT, number="4711", postcode="2100", email=karen.email
    ).customer is None  # fmt: skip


def test_fifth_wrong_try_kills_the_right_code(karen):
    link = ask(karen)
    code = activation.make_code(link=link)
    for _try in range(5):
        with pytest.raises(activation.WrongCode):
            activation.check_code(link_id=link.pk, code="XXXXXXXX", at=AT)
    with pytest.raises(activation.WrongCode):
        activation.check_code(link_id=link.pk, code=code, at=AT)
    assert ScopedLink.objects.get().tries == 6


def test_newer_code_replaces_the_older(karen):
    link = ask(karen)
    older, newer = activation.make_code(link=link), activation.make_code(link=link)
    with pytest.raises(activation.WrongCode):
        activation.check_code(link_id=link.pk, code=older, at=AT)
    assert activation.check_code(link_id=link.pk, code=newer, at=AT) == link


def test_code_of_one_link_does_not_open_another(karen):
    link, other = ask(karen), ask(account.customer())
    code = activation.make_code(link=link)
    with pytest.raises(activation.WrongCode):
        activation.check_code(link_id=other.pk, code=code, at=AT)


def test_login_that_is_there_is_joined_and_gets_the_new_password(karen):
    there = account.user(karen.supplier, email=karen.email)
    assert open_account(ask(karen)) == there
    there.refresh_from_db()
    assert (User.objects.count(), there.check_password(PASSWORD)) == (1, True)
    assert Access.objects.get().user == there


def test_second_opening_is_refused(karen):
    first, second = ask(karen), ask(karen)
    open_account(first)
    for link in (first, second):
        with pytest.raises(LinkNotValid):
            open_account(link)
    assert Access.objects.count() == 1


def test_link_of_nobody_and_link_too_old_open_nothing(karen):
    for link, at in ((ask(karen, number="9"), AT), (ask(karen), AT + timedelta(minutes=10))):
        with pytest.raises(LinkNotValid):
            open_account(link, at)
    assert User.objects.count() == 0
