"""Rows go out in order while the next are made; what the server refuses comes back to who wrote."""

import threading

import pytest
from django.db import connection, transaction
from psycopg.errors import InvalidTextRepresentation

from config.foundation import text_copy
from config.foundation.write_behind import write_behind

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE behind (at serial, n integer)")
        yield cursor


def write(rows, *numbers):
    text_copy.write(rows, table="behind", columns=["n"], rows=map(str, numbers))


def written(table, numbers):
    with transaction.atomic(), write_behind(table) as rows:
        for number in numbers:
            write(rows, number)


def test_rows_are_there_in_order_when_it_ends(table):
    with write_behind(table) as rows:
        write(rows, 1, 2)
        write(rows)
        write(rows, 3)
    table.execute("SELECT n FROM behind ORDER BY at")
    assert table.fetchall() == [(1,), (2,), (3,)]


def test_the_next_rows_are_made_while_the_first_are_on_their_way(table):
    """A COPY that cannot go out yet keeps nobody from making rows."""
    made = threading.Event()

    class Slow:
        def copy(self, statement):
            assert made.wait(5)
            return table.copy(statement)

    with write_behind(Slow()) as rows:
        write(rows, 1)
        write(rows, 2)
        made.set()
    table.execute("SELECT count(*) FROM behind")
    assert table.fetchone() == (2,)


def test_the_first_refusal_is_raised_and_nothing_is_kept(table):
    with pytest.raises(InvalidTextRepresentation):
        written(table, [1, "one", 2])
    table.execute("SELECT count(*) FROM behind")
    assert table.fetchone() == (0,)


def test_an_error_of_ones_own_waits_for_what_is_on_its_way(table):
    def ours():
        yield 1
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        written(table, ours())
    table.execute("SELECT count(*) FROM behind")
    assert table.fetchone() == (0,)
