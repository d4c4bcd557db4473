"""Binary COPY in and out: the bytes by hand, days of every length, and PostgreSQL itself as the judge."""

import struct
from datetime import date

import numpy as np
import pytest

from config.foundation.binary_copy import Column, CopyRefused, date_of, days_since_2000, read, written

HEAD = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8


def array_bytes(*numbers):
    head = struct.pack(">iiiii", 1, 0, 23, len(numbers), 1)
    body = head + b"".join(struct.pack(">ii", 4, number) for number in numbers)
    return struct.pack(">i", len(body)) + body


def row_bytes(point, day, *numbers):
    return struct.pack(">hiqii", 3, 8, point, 4, day) + array_bytes(*numbers)


def test_written_is_the_documented_format():
    columns = [Column(np.array([7, 8])), Column(np.array([1, -1]), 4), Column(np.array([[5, 6], [0, -9]]), 4)]
    assert written(columns) == HEAD + row_bytes(7, 1, 5, 6) + row_bytes(8, -1, 0, -9) + b"\xff\xff"


def test_read_gives_runs_of_arrays_of_one_length():
    data = HEAD + row_bytes(7, 1, 5, 6) + row_bytes(8, 1, 3, 4) + row_bytes(7, 2, 9) + row_bytes(8, 3, 1, 2)
    blocks = list(read(data + b"\xff\xff", widths=(8, 4), element_width=4))
    assert [block.arrays.tolist() for block in blocks] == [[[5, 6], [3, 4]], [[9]], [[1, 2]]]
    assert [[column.tolist() for column in block.columns] for block in blocks] == [
        [[7, 8], [1, 1]],
        [[7], [2]],
        [[8], [3]],
    ]


def test_read_of_no_rows_is_nothing():
    assert list(read(HEAD + b"\xff\xff", widths=(8, 4), element_width=4)) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        HEAD,
        HEAD + row_bytes(7, 1, 5)[:-1] + b"\xff\xff",
        HEAD + row_bytes(7, 1, 5) + b"\0" * 5 + b"\xff\xff",
        HEAD + struct.pack(">hiqi", 3, 8, 7, -1) + array_bytes(5) + b"\xff\xff",  # a null day
        HEAD
        + struct.pack(">hiqii", 3, 8, 7, 4, 1)
        + array_bytes(5).replace(b"\0\0\0\4\0\0\0\5", b"\xff\xff\xff\xff")
        + b"\xff\xff",
    ],
)
def test_read_refuses_other_rows_nulls_and_a_cut(data):
    with pytest.raises(CopyRefused):
        list(read(data, widths=(8, 4), element_width=4))


def test_written_refuses_what_does_not_fit():
    with pytest.raises(CopyRefused, match="4 bytes"):
        written([Column(np.array([2**31]), 4)])
    with pytest.raises(CopyRefused, match="one length"):
        written([Column(np.array([1])), Column(np.array([1, 2]))])


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2000, 1, 1), date(2026, 10, 25)])
def test_dates_go_there_and_back(day):
    assert date_of(days_since_2000([day])[0]) == day


@pytest.mark.django_db
def test_postgresql_reads_what_is_written_and_we_read_what_it_writes():
    from django.db import connection

    days = [date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 25)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (point bigint, day date, quality smallint, wh integer[])")
        for day, hours in zip(days, (23, 24, 25), strict=True):
            columns = [
                Column(np.array([2**40, 2])),
                Column(days_since_2000([day, day]), 4),
                Column(np.array([1, 6]), 2),
                Column(np.arange(2 * hours).reshape(2, hours) - 3, 4),
            ]
            with cursor.copy("COPY copied FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(written(columns))
        cursor.execute("SELECT day, quality, array_length(wh, 1), wh[1], wh[23] FROM copied ORDER BY day, quality")
        assert cursor.fetchall() == [
            (days[0], 1, 23, -3, 19),
            (days[0], 6, 23, 20, 42),
            (days[1], 1, 24, -3, 19),
            (days[1], 6, 24, 21, 43),
            (days[2], 1, 25, -3, 19),
            (days[2], 6, 25, 22, 44),
        ]
        asked = "SELECT point, day, quality, wh FROM copied ORDER BY day, point DESC"
        with cursor.copy(f"COPY ({asked}) TO STDOUT (FORMAT BINARY)") as copy:
            blocks = list(read(b"".join(copy), widths=(8, 4, 2), element_width=4))
    assert [block.arrays.shape for block in blocks] == [(2, 23), (2, 24), (2, 25)]
    assert [date_of(block.columns[1][0]) for block in blocks] == days
    assert [block.columns[0].tolist() for block in blocks] == [[2**40, 2]] * 3
    assert blocks[2].arrays[1].tolist() == list(range(22, 47))
