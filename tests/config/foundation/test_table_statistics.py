"""Figures for the planner: only tables of which nothing is known are analysed."""

import pytest
from django.db import connection

from config.foundation.table_statistics import analyse_if_never


@pytest.mark.django_db
def test_only_tables_never_analysed_are_looked_at():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fresh_figures AS SELECT generate_series(1, 100) AS id")
        cursor.execute("CREATE TABLE old_figures AS SELECT generate_series(1, 100) AS id")
        cursor.execute("ANALYZE old_figures")
    assert analyse_if_never(["fresh_figures", "old_figures"]) == ["fresh_figures"]
    assert analyse_if_never(["fresh_figures", "old_figures"]) == []
