"""Writes numbers and dates as the text of a PostgreSQL array, for statements that take a thousand of them."""

from collections.abc import Iterable
from datetime import date


def array_text(values: Iterable[int | date]) -> str:
    """
    Return numbers, truths or dates as one parameter, to be cast: `%s::bigint[]`.

    The driver looks at each element of a list for signs to quote; these have none, and there are thousands.

    >>> array_text([1, 2]), array_text([date(2026, 1, 31)]), array_text([])
    ('{1,2}', '{2026-01-31}', '{}')
    """
    return "{" + ",".join(map(str, values)) + "}"
