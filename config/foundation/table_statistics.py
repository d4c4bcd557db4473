"""Gives the planner its figures of tables that were filled just now, before autovacuum has come by."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

NEVER_ANALYSED = """
SELECT oid::regclass::text FROM pg_class WHERE oid = ANY(%s::regclass[]) AND reltuples < 0
"""


def analyse_if_never(tables: Sequence[str]) -> list[str]:
    """
    Analyse the tables of which nothing is known, and return which they were.

    On a fresh database a mass run would otherwise check its keys by an index that fits every row.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEVER_ANALYSED, [list(tables)])
        unknown = [row[0] for row in cursor.fetchall()]
        for table in unknown:
            cursor.execute(f"ANALYZE {table}")
    return unknown
