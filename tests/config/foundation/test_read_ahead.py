"""The next chunk is read while this one is worked on; nothing of it is left when the worker stops."""

import threading

import pytest
from django.db import connection, transaction
from django.utils.translation import get_language, override

from config.foundation.read_ahead import read_ahead

CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND leader_pid IS NULL"
OWN = "SELECT pg_backend_pid()"


def query(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def readers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("read-ahead")]


@pytest.mark.django_db(transaction=True)
def test_the_next_is_read_while_this_one_is_worked_on():
    begun = [threading.Event() for _ in range(3)]

    def read(number):
        begun[number].set()
        return number

    found = []
    for number in read_ahead(range(3), read):
        if number < 2:
            assert begun[number + 1].wait(10)
        found.append(number)
    assert found == [0, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_it_reads_by_a_connection_of_its_own_and_closes_it():
    own, before = query(OWN), query(CONNECTIONS)
    first, second = read_ahead([OWN, OWN], query)
    assert first == second != own
    assert query(CONNECTIONS) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("chunks", [[], [OWN]])
def test_nothing_is_begun_for_a_single_chunk(chunks):
    assert list(read_ahead(chunks, query)) == [query(OWN) for _ in chunks]


@pytest.mark.django_db(transaction=True)
def test_it_ends_where_the_worker_stops():
    read = []
    reading = read_ahead(range(100), read.append)
    next(reading)
    assert len(readers()) == 1
    reading.close()
    assert len(read) <= 2
    assert readers() == []


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_there_comes_out_here_after_what_was_sound():
    reading = read_ahead([1, 0], lambda number: 1 // number)
    assert next(reading) == 1
    with pytest.raises(ZeroDivisionError):
        next(reading)
    assert readers() == []


@pytest.mark.django_db(transaction=True)
def test_the_language_goes_with_it():
    with override("sv"):
        assert list(read_ahead([1, 2], lambda _chunk: get_language())) == ["sv", "sv"]


@pytest.mark.django_db
def test_inside_a_transaction_it_sees_what_the_transaction_wrote():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE seen (n integer)")
        found = []
        for rows in read_ahead(range(2), lambda _chunk: query("SELECT count(*) FROM seen")):
            cursor.execute("INSERT INTO seen VALUES (1)")
            found.append(rows)
    assert found == [0, 1]
