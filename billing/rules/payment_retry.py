"""When a draw that was not accepted is tried again, and when one without an answer is looked up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

RETRY_AFTER_DAYS = (1, 3, 7)
"""Days from a soft decline to the next try of the same claim: three more tries, then a person or another card."""

RETRY_TOLERANCE = timedelta(hours=8)
"""
How much sooner than so many times 24 hours the next try may come: one morning's draws may take until noon,
and the next morning's be quick. What was declined in the afternoon waits for the morning after the next.
"""

DRAWN_FROM = time(5)
"""When a day's draws begin, local time."""

LOOK_AGAIN_AFTER = (timedelta(minutes=2), timedelta(minutes=5), timedelta(hours=1))
LOOK_DAILY = timedelta(days=1)

REPLAY_WITHIN = timedelta(hours=20)
"""The provider keeps an idempotency key for at least 24 hours; inside 20 the same key may be sent again."""

APPROVE_WITHIN = timedelta(days=7)
"""How long a payment waits for its holder's approval; afterwards it is given up, and the claim is free again."""


def retry_day(*, tries: int, declined_on: date, declined_at: datetime) -> date | None:
    """
    Return the day of the next try after this card declined a claim softly `tries` times; None: no other.

    Days count from the business date, and as long must have passed on the clock since `declined_at` (the
    moment of the last decline in the supplier's zone): business dates that are caught up on after missed
    days follow each other within seconds.
    Source: reliability.md R1; a hard decline is never tried again, and another card begins anew.

    >>> evening = datetime(2026, 5, 1, 18)
    >>> retry_day(tries=1, declined_on=date(2026, 5, 1), declined_at=evening.replace(hour=6))
    datetime.date(2026, 5, 2)
    >>> retry_day(tries=1, declined_on=date(2026, 5, 1), declined_at=evening)
    datetime.date(2026, 5, 3)
    """
    if tries > len(RETRY_AFTER_DAYS):
        return None
    wait = timedelta(days=RETRY_AFTER_DAYS[tries - 1])
    earliest = declined_at + wait - RETRY_TOLERANCE
    first = earliest.date() if earliest.time() <= DRAWN_FROM else earliest.date() + timedelta(days=1)
    return max(declined_on + wait, first)


def look_again_after(*, tries: int) -> timedelta:
    """
    Return how long to wait before asking once more what became of a payment: 2 and 5 minutes, 1 hour, daily.

    Source: reliability.md R2.
    """
    return LOOK_AGAIN_AFTER[tries] if tries < len(LOOK_AGAIN_AFTER) else LOOK_DAILY


def may_replay(*, age: timedelta) -> bool:
    """Return whether the same key may still be sent; afterwards look up first. Source: reliability.md R3."""
    return age < REPLAY_WITHIN
