"""
What a job counted: the counts of its stints and shares add up.

Source: docs/adr/0013-shares-and-stints.md.
"""

from collections import Counter
from collections.abc import Mapping


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
