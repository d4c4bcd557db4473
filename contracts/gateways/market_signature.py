"""The signature on a market message dropped off over HTTP: a shared secret over its moment and its bytes."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from datetime import datetime

TOLERANCE_SECONDS = 300
_WRITTEN = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})", re.ASCII)


def signature_of(body: bytes, *, secret: str, at: datetime) -> str:
    """
    Return what whoever drops a message off writes into the header Minside-Signature.

    It is "t=<seconds>,v1=<HMAC-SHA256 of `<seconds>.<body>`, in hexadecimal digits>".
    """
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_digest(body, secret=secret, seconds=str(seconds))}"


def is_signed(body: bytes, *, signature: str, secrets: Sequence[str], at: datetime) -> bool:
    """Return whether one of our secrets signed the bytes within five minutes of `at`; no secrets, no door."""
    found = _WRITTEN.fullmatch(signature)
    if found is None or abs(at.timestamp() - int(found[1])) > TOLERANCE_SECONDS:
        return False
    digests = [_digest(body, secret=secret, seconds=found[1]) for secret in secrets]
    return any(hmac.compare_digest(digest, found[2]) for digest in digests)


def _digest(body: bytes, *, secret: str, seconds: str) -> str:
    return hmac.digest(secret.encode(), seconds.encode() + b"." + body, "sha256").hex()
