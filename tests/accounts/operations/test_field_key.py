"""A retired key opens nothing, and nothing is lost by retiring it."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.test import override_settings

from accounts.models import Recovery
from accounts.operations import field_key
from config.foundation import crypto
from tests.builders.account import TOTP_SECRET, customer, staff

pytestmark = pytest.mark.django_db


def test_customers_move_to_the_newest_key():
    old, new = crypto.new_key(), crypto.new_key()
    both = customer(
        cpr_encrypted=crypto.encrypt("010190-1234", keys=[old]).encode(),
        payout_account_encrypted=crypto.encrypt("1234 5678901", keys=[old]).encode(),
    )
    customer()
    assert field_key.renew_customers(keys=[new, old]) == 1
    both.refresh_from_db()
    opened = [
        crypto.decrypt(bytes(kept).decode(), keys=[new])
        for kept in (both.cpr_encrypted, both.payout_account_encrypted)
    ]
    assert opened == ["010190-1234", "1234 5678901"]


def test_account_of_a_waiting_recovery_moves_to_the_newest_key():
    old, new = crypto.new_key(), crypto.new_key()
    of, at = customer(), datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    kept = crypto.encrypt("1234 5678901", keys=[old]).encode()
    about = {"supplier": of.supplier, "requested_by": staff(), "requested_at": at, "due_at": at}
    Recovery.objects.create(customer=of, kind="LOST_EMAIL", reason="x", payout_account_encrypted=kept, **about)
    Recovery.objects.create(customer=customer(), kind="LOST_EMAIL", reason="x", **about)
    assert field_key.renew_recoveries(keys=[new, old]) == 1
    found = Recovery.objects.exclude(payout_account_encrypted=None).get()
    assert crypto.decrypt(bytes(found.payout_account_encrypted).decode(), keys=[new]) == "1234 5678901"


def test_second_factors_move_to_the_newest_key_and_still_work(settings):
    old, new = settings.FIELD_KEYS[0], crypto.new_key()
    person = staff()
    codes = RecoveryCodes(Authenticator.objects.get(user=person, type="recovery_codes")).get_unused_codes()
    with override_settings(FIELD_KEYS=[new, old]):
        call_command("renew_secrets")
    with override_settings(FIELD_KEYS=[new]):
        app = Authenticator.objects.get(user=person, type="totp")
        assert crypto.decrypt(app.data["secret"], keys=[new]) == TOTP_SECRET
        assert isinstance(app.wrap(), TOTP)
        kept = RecoveryCodes(Authenticator.objects.get(user=person, type="recovery_codes"))
        assert kept.get_unused_codes() == codes
    with pytest.raises(crypto.Undecipherable):
        crypto.decrypt(app.data["secret"], keys=[old])
