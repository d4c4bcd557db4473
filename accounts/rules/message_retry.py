"""When a mail that was not taken is tried again, and when a person must look."""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)


def wait_before_next(*, attempts: int) -> timedelta | None:
    """
    Return how long to wait after so many attempts, or None when it is time for a person.

    >>> [wait_before_next(attempts=n) for n in (1, 2, 3)]
    [datetime.timedelta(seconds=60), datetime.timedelta(seconds=240), datetime.timedelta(seconds=960)]
    >>> wait_before_next(attempts=8) is None
    True

    Source: reliability.md §2a (own outbox: retry with growing waits, then park).
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST_WAIT * 4 ** (attempts - 1), LONGEST_WAIT)
