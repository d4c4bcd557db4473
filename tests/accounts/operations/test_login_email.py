"""A login's address and second factors: moved as a whole, never onto somebody else's."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from accounts.enums import AccessRole
from accounts.models import Access, User
from accounts.operations import login_email
from accounts.operations.login_email import AddressTaken
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_login_has_the_new_address_alone_and_no_password():
    karen = account.holder(account.customer(email="karen@post.example"))
    login_email.move_to(user=karen, email="Ny@post.example")

    after = User.objects.get(pk=karen.pk)
    assert (after.email, after.has_usable_password()) == ("ny@post.example", False)
    row = EmailAddress.objects.get(user=karen)
    assert (row.email, row.verified, row.primary) == ("ny@post.example", True, True)


def test_address_of_another_login_here_is_refused_and_of_one_elsewhere_is_not():
    karen = account.holder(account.customer(email="karen@post.example"))
    account.user(email="bo@post.example")
    account.user(account.supplier("orsted"), email="ib@post.example")

    with pytest.raises(AddressTaken):
        login_email.move_to(user=karen, email="BO@post.example")
    login_email.move_to(user=karen, email="ib@post.example")
    assert User.objects.get(pk=karen.pk).email == "ib@post.example"


def test_second_factors_of_this_login_are_dropped():
    karen, bo = account.holder(), account.holder()
    TOTP.activate(karen, account.TOTP_SECRET)
    TOTP.activate(bo, account.TOTP_SECRET)
    assert login_email.drop_second_factors(user=karen) == 1
    assert Authenticator.objects.get().user == bo


def test_whom_one_helps_is_not_whom_one_is():
    own, helped = account.customer(), account.customer()
    karen = account.holder(own)
    Access.objects.create(
        supplier=own.supplier, customer=helped, user=karen, role=AccessRole.HELPER, starts_on=TODAY, granted_by="x"
    )
    assert login_email.customers_held_by(karen, as_of=TODAY) == [own]
