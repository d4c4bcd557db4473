"""Encrypts what must be unreadable in a stolen database: personal numbers and seeds of second factors."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

Keys = Sequence[str]
"""Newest first: the first encrypts, all of them decrypt, so that a key can be replaced without a stop."""


class Undecipherable(Exception):
    """None of the keys opens the text: it was tampered with, or its key was taken away too early."""


def new_key() -> str:
    """Return a fresh random key, to be put first among the keys."""
    return Fernet.generate_key().decode()


def encrypt(text: str, *, keys: Keys) -> str:
    """Return `text` encrypted and authenticated with the newest key; the same text never looks the same."""
    return _box(keys).encrypt(text.encode()).decode()


def decrypt(token: str, *, keys: Keys) -> str:
    """
    Return what was encrypted, with whichever key it was.

    :raises Undecipherable: when no key opens it
    """
    try:
        return _box(keys).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Undecipherable("None of the keys opens this text.") from None


def renewed(token: str, *, keys: Keys) -> str:
    """Return the same secret under the newest key, so that an older key can be retired afterwards."""
    try:
        return _box(keys).rotate(token.encode()).decode()
    except InvalidToken:
        raise Undecipherable("None of the keys opens this text.") from None


def _box(keys: Keys) -> MultiFernet:
    if isinstance(keys, str) or not keys:
        raise ValueError("Encryption needs a sequence of at least one key.")
    return MultiFernet([Fernet(key) for key in keys])
