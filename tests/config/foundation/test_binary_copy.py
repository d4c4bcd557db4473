"""Binary COPY in and out: the bytes by hand, and PostgreSQL itself as the judge."""

import struct
from contextlib import contextmanager
from datetime import date

import numpy as np
import pytest
from django.db import connection

from config.foundation.binary_copy import day_number, read, read_by_length, values, write

HEAD = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
COLUMNS = {"point": "bigint", "day": "date", "quality": "smallint", "wh": "packed 4"}


class Recorder:
    """A cursor that keeps what is written to it, and gives out what it was told to."""

    def __init__(self, given=b""):
        self.given = given
        self.written = b""

    @contextmanager
    def copy(self, statement, params=None):
        yield self

    def write(self, data):
        self.written += data

    def __iter__(self):
        return iter([self.given[:7], self.given[7:]])


def row_bytes(point, day, quality, *numbers):
    plain = struct.pack(">hiqiiih", 4, 8, point, 4, day, 2, quality)
    return plain + struct.pack(f">i{len(numbers)}i", 4 * len(numbers), *numbers)


def columns_of(day, count, *, first=0):
    return {
        "point": np.array([2**40, 2]),
        "day": np.array([day_number(day)] * 2),
        "quality": np.array([1, 6]),
        "wh": np.arange(2 * count).reshape(2, count) + first,
    }


def test_write_is_the_documented_format():
    cursor = Recorder()
    write(cursor, "COPY …", columns_of(date(1999, 12, 31), 2, first=-1), columns=COLUMNS)
    rows = row_bytes(2**40, -1, 1, -1, 0) + row_bytes(2, -1, 6, 1, 2)
    assert cursor.written == HEAD + rows + b"\xff\xff"


@pytest.mark.parametrize(
    "column, number", [("quality", 2**15), ("day", 2**31), ("wh", 2**31), ("wh", -(2**31) - 1)]
)
def test_a_number_too_large_for_its_column_is_refused(column, number):
    data = columns_of(date(2026, 1, 1), 2)
    data[column].flat[1] = number
    with pytest.raises(OverflowError, match=column):
        write(Recorder(), "COPY …", data, columns=COLUMNS)


def packed(point, day, quality, *numbers):
    """A row as the server's send functions write it: no lengths."""
    return struct.pack(f">qih{len(numbers)}i", point, day, quality, *numbers)


def answer(*rows):
    """The one row COPY sends: how many rows there are, and all of them packed into one value."""
    body = b"".join(rows)
    value = struct.pack(">i", len(body)) + body if rows else struct.pack(">i", -1)
    return HEAD + struct.pack(">hiq", 2, 8, len(rows)) + value + b"\xff\xff"


def test_read_gives_the_columns_of_the_documented_format():
    cursor = Recorder(answer(packed(7, 9_000, 1, 5, 6), packed(8, 9_001, 6, 0, -9)))
    rows = read(cursor, "SELECT …", [], columns=COLUMNS, lengths={"wh": 2})
    assert [rows[name].tolist() for name in ("point", "day", "quality")] == [[7, 8], [9_000, 9_001], [1, 6]]
    assert values(rows, "wh").tolist() == [[5, 6], [0, -9]]


def test_read_of_no_rows_is_empty():
    assert len(read(Recorder(answer()), "SELECT …", [], columns=COLUMNS, lengths={"wh": 2})) == 0


def test_read_refuses_another_number_of_values():
    cursor = Recorder(answer(packed(7, 9_000, 1, 5, 6), packed(8, 9_001, 6, 0)))
    with pytest.raises(ValueError, match="not of one size"):
        read(cursor, "SELECT …", [], columns=COLUMNS, lengths={"wh": 2})


@pytest.mark.django_db
@pytest.mark.parametrize("null", ["NULL::bigint, pack_values(ARRAY[7])", "2, NULL"])
def test_a_null_is_refused_instead_of_left_out(null):
    asked = f"SELECT * FROM (VALUES (1::bigint, pack_values(ARRAY[5])), ({null})) v (n, wh)"
    with connection.cursor() as cursor, pytest.raises(ValueError, match="null"):
        read(cursor, asked, [], columns={"n": "bigint", "wh": "packed 4"}, lengths={"wh": 1})


@pytest.mark.django_db
def test_a_key_that_is_null_is_refused():
    asked = "SELECT * FROM (VALUES (1::bigint, pack_values(ARRAY[5])), (NULL, pack_values(ARRAY[7]))) v (n, wh)"
    with connection.cursor() as cursor, pytest.raises(ValueError, match="null"):
        read_by_length(cursor, asked, [], key="n", packed="wh")


@pytest.mark.parametrize("kept", [19, 25, 29])
def test_copy_that_broke_off_is_refused(kept):
    cursor = Recorder(answer(packed(7, 9_000, 1, 5, 6))[:kept])
    with pytest.raises(ValueError, match="broke off"):
        read(cursor, "SELECT …", [], columns=COLUMNS, lengths={"wh": 2})


@pytest.mark.django_db
def test_postgresql_reads_what_is_written_and_we_read_what_it_writes():
    days = {date(2026, 3, 29): 23, date(2026, 3, 30): 24, date(2026, 10, 25): 25}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (point bigint, day date, quality smallint, wh bytea)")
        for day, hours in days.items():
            write(cursor, "COPY copied FROM STDIN (FORMAT binary)", columns_of(day, hours), columns=COLUMNS)
        cursor.execute(
            "SELECT day, quality, cardinality(p), p[1], p[23] FROM copied, packed_values(wh) p ORDER BY 1, 2"
        )
        assert cursor.fetchall() == [
            (date(2026, 3, 29), 1, 23, 0, 22),
            (date(2026, 3, 29), 6, 23, 23, 45),
            (date(2026, 3, 30), 1, 24, 0, 22),
            (date(2026, 3, 30), 6, 24, 24, 46),
            (date(2026, 10, 25), 1, 25, 0, 22),
            (date(2026, 10, 25), 6, 25, 25, 47),
        ]
        asked = "SELECT * FROM copied WHERE day = %s ORDER BY point"
        rows = read(cursor, asked, [date(2026, 10, 25)], columns=COLUMNS, lengths={"wh": 25})
    assert rows["point"].tolist() == [2, 2**40]
    assert values(rows, "wh").tolist() == [list(range(25, 50)), list(range(25))]


@pytest.mark.django_db
def test_rows_are_read_by_how_many_values_they_have():
    with connection.cursor() as cursor:
        asked = (
            "SELECT * FROM (VALUES (1::bigint, pack_values(ARRAY[5, -6])), (-2, pack_values(ARRAY[7]))) v (n, wh)"
        )
        found = read_by_length(cursor, asked, [], key="n", packed="wh")
        none = read_by_length(cursor, f"{asked} WHERE n = 0", [], key="n", packed="wh")
    told = {length: (keys.tolist(), numbers.tolist()) for length, (keys, numbers) in found.items()}
    assert told == {1: ([-2], [[7]]), 2: ([1], [[5, -6]])}
    assert none == {}
