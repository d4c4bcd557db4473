"""Reads rows that most days are none: putting a wide SELECT together takes Django longer than the asking."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def keys(rows: QuerySet[Row]) -> list[int]:
    """Return the keys of the rows in their order, without the columns and the other tables they come with."""
    return list(rows.values_list("pk", flat=True))


def rare_rows(rows: QuerySet[Row]) -> list[Row]:
    """Return the rows in their order; what is asked first is their keys, and as a rule there are none."""
    found = keys(rows)
    return list(rows.filter(pk__in=found)) if found else []
