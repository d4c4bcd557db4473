"""When a draw that was not accepted is tried again, and when one without an answer is looked up."""

from __future__ import annotations

from datetime import date, timedelta

RETRY_AFTER_DAYS = (1, 3, 7)
"""Days from a soft decline to the next try of the same claim: three more tries, then a person or another card."""

LOOK_AGAIN_AFTER = (timedelta(minutes=2), timedelta(minutes=5), timedelta(hours=1))
LOOK_DAILY = timedelta(days=1)

REPLAY_WITHIN = timedelta(hours=20)
"""The provider keeps an idempotency key for at least 24 hours; inside 20 the same key may be sent again."""

APPROVE_WITHIN = timedelta(days=7)
"""How long a payment waits for its holder's approval; afterwards it is given up, and the claim is free again."""


def retry_day(*, number: int, declined_on: date) -> date | None:
    """
    Return the day of the next try after the `number`-th was declined softly; None when there is no other.

    Source: reliability.md R1; a hard decline is never tried again.

    >>> retry_day(number=1, declined_on=date(2026, 5, 1)), retry_day(number=4, declined_on=date(2026, 5, 12))
    (datetime.date(2026, 5, 2), None)
    """
    if number > len(RETRY_AFTER_DAYS):
        return None
    return declined_on + timedelta(days=RETRY_AFTER_DAYS[number - 1])


def look_again_after(*, tries: int) -> timedelta:
    """
    Return how long to wait before asking once more what became of a payment: 2 and 5 minutes, 1 hour, daily.

    Source: reliability.md R2.
    """
    return LOOK_AGAIN_AFTER[tries] if tries < len(LOOK_AGAIN_AFTER) else LOOK_DAILY


def may_replay(*, age: timedelta) -> bool:
    """Return whether the same key may still be sent; afterwards look up first. Source: reliability.md R3."""
    return age < REPLAY_WITHIN
