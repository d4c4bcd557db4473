"""Queries whose SQL is put together once in a process: on a busy page that costs more than the asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
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


class _PreparingCursor(ServerBindingCursor):
    """
    Sends SQL and values apart and lets the server keep the plan, as long as the connection lasts.

    Planning the overview's queries anew each time costs PostgreSQL more than running them. Django itself puts the
    values into the SQL, because not all it writes can be prepared; what is compiled here is tested one by one.
    """

    def execute(self, query: Any, params: Any = None, **_options: Any) -> Any:
        return super().execute(query, params, prepare=True)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class _Compiled:
    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: Mapping[int, int]
    """At which place of the SQL's parameters which of the given values stands."""

    @classmethod
    def of(cls, make: Callable[..., QuerySet[Any, Any]], given: Sequence[Given]) -> _Compiled:
        names: dict[One, int] = {}
        queryset = make(*(_stand_ins(value, names) for value in given))
        compiler: Any = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        stands = {
            place: names[param] for place, param in enumerate(params) if isinstance(param, One) and param in names
        }
        if set(stands.values()) != set(names.values()):
            raise ValueError(f"A value given to {make.__name__} is no parameter of its SQL.")
        # How columns are read does not change either; looking it up took half the calls of an asking.
        columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
        converters, composite = compiler.get_converters(columns), compiler.has_composite_fields(columns)
        compiler.get_converters = lambda _columns: converters
        compiler.has_composite_fields = lambda _columns: composite
        return cls(queryset, compiler, sql, tuple(params), stands)

    def rows(self, given: Sequence[Any]) -> list[Any]:
        """Let Django read the rows as ever, from the SQL there is with the values of now."""
        flat: list[Any] = [each for value in given for each in ([value] if isinstance(value, One) else value)]
        params = list(self.params)
        for place, number in self.places.items():
            stood = params[place]
            # Numbers carry their width for the database: Int4, Int8.
            params[place] = type(stood)(flat[number]) if isinstance(stood, int) else flat[number]
        return list(self._queryset(params))

    def _queryset(self, params: Sequence[Any]) -> QuerySet[Any, Any]:
        """Return a copy whose compiler has executed when it is asked to; nothing else of it is ever changed."""
        using = connections[DEFAULT_DB_ALIAS]
        queryset, query, compiler = (_twin(each) for each in (self.queryset, self.queryset.query, self.compiler))
        compiler.connection = using
        compiler.execute_sql = lambda *_args, **_kwargs: [_executed(using, self.sql, params)]
        query.get_compiler = lambda *_args, **_kwargs: compiler
        queryset._query = query
        return queryset


def _executed(using: Any, sql: str, params: Sequence[Any]) -> list[Any]:
    # What Django does for a cursor of its own, with the other kind of cursor.
    using.close_if_health_check_failed()
    using.ensure_connection()
    with using.wrap_database_errors:
        raw: Any = _PreparingCursor(using.connection)  # type: ignore[call-arg]
    with using._prepare_cursor(raw) as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _twin(of: Any) -> Any:
    """Return a shallow copy, in fewer steps than `copy` and the copying of querysets take."""
    twin = object.__new__(type(of))
    vars(twin).update(vars(of))
    return twin


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
