"""Make the monthly partitions of metered values, so that the catch-all partition stays empty."""

from datetime import date

from django.db import connection

from config.foundation.calendar import add_months


def make_month(*, month: date) -> bool:
    """Make the partition of the month `month` lies in; return whether it was missing."""
    first = month.replace(day=1)
    name = f"contracts_meteredday_{first:%Y_%m}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone()[0] is not None:
            return False
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF contracts_meteredday FOR VALUES FROM (%s) TO (%s)",
            [first, add_months(first, 1)],
        )
    return True
