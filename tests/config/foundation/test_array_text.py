"""The text of an array, as PostgreSQL reads it."""

from datetime import date

import pytest
from django.db import connection

from config.foundation.array_text import array_text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind, values",
    [
        ("bigint", [1, -2, 2**40]),
        ("date", [date(2026, 1, 31), date(1999, 12, 31)]),
        ("boolean", [True, False]),
        ("bigint", []),
    ],
)
def test_postgresql_reads_the_same_values(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [array_text(values)])
        assert cursor.fetchone() == (values,)
