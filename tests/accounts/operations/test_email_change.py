"""A changed e-mail: the old address is told with a link by which it can be taken back for a while."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from accounts.models import Customer, EmailChange, Event, Message, Recovery, User
from accounts.operations import email_change, recovery
from accounts.operations.email_change import TooLate
from accounts.operations.login_email import AddressTaken
from accounts.operations.recovery import Wanted
from tests.builders import account

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
OLD, NEW = "karen@post.example", "ny@post.example"


@pytest.fixture
def karen():
    made = account.holder(account.customer(email=OLD))
    made.email = NEW
    made.save()
    EmailAddress.objects.filter(user=made).update(email=NEW)
    return made


def note(karen):
    return email_change.note(user=karen, old_email=OLD, session_key="", as_of=TODAY, at=AT)


@pytest.mark.rule("EP-15.1", "OR-15.2", "GE-VF-4.27")
def test_customer_is_reached_at_the_new_address_and_the_old_one_is_told(karen):
    change = note(karen)
    assert Customer.objects.get().email == NEW
    told = Message.objects.get()
    assert (told.kind, told.to_address, "/e-mail/retur/" in told.body) == ("email_change_told", OLD, True)
    assert change.until == AT + timedelta(hours=48)


def test_the_suppliers_figure_is_the_length_of_the_wait(karen):
    karen.supplier.recovery_hours = 72
    assert note(karen).until == AT + timedelta(hours=72)


def test_taken_back_the_old_address_is_the_login_again_and_the_thief_is_out(karen):
    change = note(karen)
    TOTP.activate(karen, account.TOTP_SECRET)
    Authenticator.objects.update(created_at=AT + timedelta(minutes=5))
    email_change.take_back(change=change, as_of=TODAY, at=AT + timedelta(hours=1))

    after = User.objects.get(pk=karen.pk)
    assert (after.email, after.has_usable_password(), Customer.objects.get().email) == (OLD, False, OLD)
    assert EmailAddress.objects.get(user=karen).email == OLD
    assert not Authenticator.objects.exists()
    assert Event.objects.filter(kind="accounts.login.email_taken_back").count() == 1


def test_an_older_second_factor_stays(karen):
    change = note(karen)
    TOTP.activate(karen, account.TOTP_SECRET)
    Authenticator.objects.update(created_at=AT - timedelta(days=5))
    email_change.take_back(change=change, as_of=TODAY, at=AT)
    assert Authenticator.objects.count() == 1


def test_who_changes_it_themselves_has_not_lost_it(karen):
    customer = karen.accesses.get().customer
    wanted = Wanted(
        supplier=karen.supplier,
        customer=customer,
        kind="LOST_EMAIL",
        facts=["INVOICE", "METER"],
        reason="Ringede",
        new_email="ond@post.example",
    )
    waiting = recovery.begin(wanted=wanted, by=account.staff(), as_of=TODAY, at=AT)
    note(karen)
    assert Recovery.objects.get(pk=waiting.pk).state == "STOPPED"


@pytest.mark.parametrize("later", [timedelta(hours=48), timedelta(days=9)])
def test_when_the_wait_is_over_it_stays(karen, later):
    change = note(karen)
    with pytest.raises(TooLate):
        email_change.take_back(change=change, as_of=TODAY, at=AT + later)
    assert User.objects.get(pk=karen.pk).email == NEW


def test_it_is_taken_back_once(karen):
    change = note(karen)
    email_change.take_back(change=change, as_of=TODAY, at=AT)
    User.objects.filter(pk=karen.pk).update(email="tredje@post.example")
    with pytest.raises(TooLate):
        email_change.take_back(change=change, as_of=TODAY, at=AT)
    assert User.objects.get(pk=karen.pk).email == "tredje@post.example"


def test_old_address_that_is_anothers_by_now_is_not_taken_from_them(karen):
    change = note(karen)
    account.user(email=OLD)
    with pytest.raises(AddressTaken):
        email_change.take_back(change=change, as_of=TODAY, at=AT)
    assert EmailChange.objects.get().state == "MADE"
