"""Until when and how often a link or code works."""

from __future__ import annotations

from datetime import datetime, timedelta

CODE_LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
CODE_LENGTH = 8


def works(
    *, expires_at: datetime, used_at: datetime | None, revoked_at: datetime | None, tries: int, at: datetime
) -> bool:
    """
    Return whether a link or code may still be used: once, in time, not called back, not guessed at.

    Source: reliability.md §5 (codes single use, at most 10 minutes: ASVS V6.5.5); 28⁸ codes against 5 tries.
    """
    return used_at is None and revoked_at is None and at < expires_at and tries < MOST_TRIES
