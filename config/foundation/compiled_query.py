"""Queries whose SQL is put together once in a process: on a busy page that costs more than the asking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.db.models import QuerySet

P = ParamSpec("P")
Row = TypeVar("Row")
One = int | date | str
Given = int | date | str | Sequence[int] | Sequence[date] | Sequence[str]

FIRST_NUMBER = 7_000_000_000_000_000
"""Stand-ins are values nobody has, so that each is found again among the parameters of the SQL."""
FIRST_DAY = date(3, 3, 3)


def compiled_once(make: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """
    Return a function that answers with the rows of the query `make` builds, whose SQL is kept.

    `make` takes numbers, dates, words and sequences of them by position, puts each into the query as a
    parameter, and decides nothing by their values: it is called once with stand-ins, and once more for each
    other length of a sequence. An empty sequence finds nothing.

    :raises ValueError: when a value is no parameter of the SQL, so that it could not be exchanged
    """
    kept: dict[tuple[int | None, ...], _Compiled] = {}

    @wraps(make)
    def rows(*given: P.args, **named: P.kwargs) -> list[Row]:
        if named:
            raise TypeError("Values are given by position.")
        values: Sequence[Any] = given
        lengths = tuple(None if isinstance(value, One) else len(value) for value in values)
        if 0 in lengths:
            return []
        if lengths not in kept:
            kept[lengths] = _Compiled.of(make, values)
        return kept[lengths].rows(values)

    return rows


@dataclass(frozen=True, slots=True)
class _Compiled:
    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: dict[int, int]
    """At which place of the SQL's parameters which of the given values stands."""

    @classmethod
    def of(cls, make: Callable[..., QuerySet[Any, Any]], given: Sequence[Given]) -> _Compiled:
        names: dict[One, int] = {}
        queryset = make(*(_stand_ins(value, names) for value in given))
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        stands = {
            place: names[param] for place, param in enumerate(params) if isinstance(param, One) and param in names
        }
        if set(stands.values()) != set(names.values()):
            raise ValueError(f"A value given to {make.__name__} is no parameter of its SQL.")
        return cls(queryset, compiler, sql, tuple(params), stands)

    def rows(self, given: Sequence[Any]) -> list[Any]:
        """Let Django run and read the query as ever, with the SQL there is and the values of now."""
        flat: list[Any] = [each for value in given for each in ([value] if isinstance(value, One) else value)]
        params = list(self.params)
        for place, number in self.places.items():
            stood = params[place]
            # Numbers carry their width for the database: Int4, Int8.
            params[place] = type(stood)(flat[number]) if isinstance(stood, int) else flat[number]
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, tuple(params))
        queryset = self.queryset.all()
        vars(queryset.query)["get_compiler"] = lambda *_args, **_kwargs: compiler
        return list(queryset)


def _stand_ins(value: Given, names: dict[One, int]) -> Any:
    if isinstance(value, One):
        return _stand_in(value, names)
    return [_stand_in(each, names) for each in value]


def _stand_in(value: One, names: dict[One, int]) -> One:
    number = len(names)
    stands: One = FIRST_NUMBER + number
    if isinstance(value, date):
        stands = FIRST_DAY + timedelta(days=number)
    elif isinstance(value, str):
        stands = f"stand-in {number}"
    names[stands] = number
    return stands
