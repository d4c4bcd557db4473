"""
What a job counted: the counts of its stints and shares add up; how long it rests when it failed.

Source: docs/adr/0013-shares-and-stints.md.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

RESTS = (timedelta(minutes=1), timedelta(minutes=10))
"""Before the second and the third try: a fault of some seconds must not park all shares that are running."""


def added(*results: Mapping[str, int]) -> dict[str, int]:
    """
    Return the counts of several results as one, also those that are nothing.

    >>> added({"sent": 2, "parked": 0}, {"sent": 3})
    {'sent': 5, 'parked': 0}
    """
    total: Counter[str] = Counter()
    for result in results:
        total.update(result)
    return dict(total)


def rest(*, failures: int) -> timedelta:
    """
    Return how long a job waits before its next try.

    >>> rest(failures=1), rest(failures=2)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=600))
    """
    return RESTS[min(failures, len(RESTS)) - 1]
