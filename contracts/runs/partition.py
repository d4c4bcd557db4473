"""Keep partitions of metered values ready for the months ahead."""

from collections.abc import Mapping
from datetime import date

from config.foundation.calendar import add_months
from contracts.operations.partition import make_month

MONTHS_AHEAD = 3


def make_ahead(*, as_of: date) -> Mapping[str, int]:
    """Make the partitions from last month to `MONTHS_AHEAD` months ahead; return how many were missing."""
    months = [add_months(as_of.replace(day=1), n) for n in range(-1, MONTHS_AHEAD + 1)]
    return {"made": sum(make_month(month=month) for month in months)}


def make_span(*, first: date, last: date) -> int:
    """Make the partitions for imported history from `first` to `last`."""
    made, month = 0, first.replace(day=1)
    while month <= last:
        made += make_month(month=month)
        month = add_months(month, 1)
    return made
