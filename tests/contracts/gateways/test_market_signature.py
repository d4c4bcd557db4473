"""Only whoever has one of the secrets, and a clock, may drop a message off."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from contracts.gateways.market_signature import is_signed, signature_of

NOW = datetime(2026, 5, 20, 7, 30, tzinfo=UTC)
BODY = b'{"a": 1}'


def test_signature_is_the_hmac_of_moment_and_bytes():
    seconds = int(NOW.timestamp())
    digest = hmac.new(b"secret", f"{seconds}.".encode() + BODY, hashlib.sha256).hexdigest()
    assert signature_of(BODY, secret="secret", at=NOW) == f"t={seconds},v1={digest}"


@pytest.mark.parametrize("secret, taken", [("new", True), ("old", True), ("other", False), ("", False)])
def test_every_secret_of_ours_opens_and_no_other(secret, taken):
    signature = signature_of(BODY, secret=secret, at=NOW)
    assert is_signed(BODY, signature=signature, secrets=["new", "old"], at=NOW) is taken


@pytest.mark.parametrize("seconds, taken", [(-301, False), (-300, True), (0, True), (300, True), (301, False)])
def test_an_old_signature_opens_nothing(seconds, taken):
    signature = signature_of(BODY, secret="new", at=NOW + timedelta(seconds=seconds))
    assert is_signed(BODY, signature=signature, secrets=["new"], at=NOW) is taken


def test_other_bytes_are_not_signed():
    signature = signature_of(BODY, secret="new", at=NOW)
    assert not is_signed(BODY + b" ", signature=signature, secrets=["new"], at=NOW)


def test_without_secrets_the_door_is_closed():
    assert not is_signed(BODY, signature=signature_of(BODY, secret="", at=NOW), secrets=[], at=NOW)


@pytest.mark.parametrize(
    "signature", ["", "t=1", "v1=00", "t=x,v1=" + "0" * 64, "t=1,v1=" + "ø" * 64, "t=1,v1=0,"]
)
def test_an_odd_signature_opens_nothing(signature):
    assert not is_signed(BODY, signature=signature, secrets=["new"], at=NOW)
