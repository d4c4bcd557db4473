"""The account we pay to: unreadable in the database, shown by its last digits."""

from datetime import date

import pytest
from django.conf import settings

from accounts.models import Customer, Event
from accounts.operations import payout_account
from accounts.operations.payout_account import AccountWrong
from config.foundation import crypto
from tests.builders import account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "typed,plain",
    [("5301-0001234567", "5301 0001234567"), (" dk50 0040 0440 1162 43 ", "DK50 0040 0440 1162 43")],
)
def test_account_is_kept_encrypted_and_masked(typed, plain):
    encrypted, masked = payout_account.sealed(typed)
    assert crypto.decrypt(encrypted.decode(), keys=settings.FIELD_KEYS) == plain
    assert masked == f"••••{''.join(plain.split())[-4:]}"


@pytest.mark.parametrize("typed", ["", "1234", "min konto", "5301 0001234567 og mere"])
def test_what_no_bank_has_is_refused(typed):
    with pytest.raises(AccountWrong):
        payout_account.sealed(typed)


def test_timeline_says_that_it_changed_and_not_what_it_is():
    karen = account.customer()
    encrypted, masked = payout_account.sealed("5301 0001234567")
    payout_account.note(customer=karen, encrypted=encrypted, masked=masked, by="test", as_of=TODAY)
    assert Customer.objects.get().payout_account_masked == "••••4567"
    happened = Event.objects.get()
    assert "4567" not in f"{happened.data}{happened.reason}"
