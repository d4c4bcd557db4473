"""Rows of several shapes by one binary COPY: PostgreSQL reads each in its place, words, nulls and all."""

import uuid
from datetime import date

import numpy as np
import pytest
from django.db import connection

from config.foundation.binary_copy import day_number
from config.foundation.copy_shape import Shape, json_word, word, write

COLUMNS = {
    "n": "bigint", "small": "smallint", "day": "date", "yes": "boolean", "says": "text", "source": "jsonb",
    "key": "uuid",
}  # fmt: skip
KEYS = [uuid.UUID(int=2**127 + n) for n in range(3)]


def shape(place, says, **more):
    data = {
        "n": np.array(place) * 10, "small": -3, "day": day_number(date(1999, 12, 31)), "yes": np.array(place) % 2,
        "says": word(says), "source": json_word('{"a": 1}'),
        "key": np.array([KEYS[n].bytes for n in place], "V16"),
    }  # fmt: skip
    return Shape(np.array(place), data | more)


@pytest.fixture
def table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE shaped (at serial, n bigint, small smallint, day date, yes boolean, says text,"
            " source jsonb, key uuid)"
        )
        yield cursor


def test_rows_stand_in_their_places_with_their_words(table):
    write(table, table="shaped", columns=COLUMNS, shapes=[shape([2, 0], "Å\tx"), shape([1], "", small=None)])
    table.execute("SELECT n, small, day, yes, says, source ->> 'a', key FROM shaped ORDER BY at")
    day = date(1999, 12, 31)
    assert table.fetchall() == [
        (0, -3, day, False, "Å\tx", "1", KEYS[0]),
        (10, None, day, True, "", "1", KEYS[1]),
        (20, -3, day, False, "Å\tx", "1", KEYS[2]),
    ]


def test_a_shape_without_rows_and_no_rows_at_all_write_nothing(table):
    none = Shape(np.zeros(0, np.intp), {**shape([0], "x").data, "n": np.zeros(0), "yes": 0, "key": None})
    write(table, table="shaped", columns=COLUMNS, shapes=[none])
    write(table, table="shaped", columns=COLUMNS, shapes=[none, shape([0], "x")])
    table.execute("SELECT count(*) FROM shaped")
    assert table.fetchone() == (1,)


@pytest.mark.parametrize("large", [{"small": np.array([2**15])}, {"day": np.array([2**31])}])
def test_a_number_too_large_for_its_column_is_refused(table, large):
    with pytest.raises(OverflowError, match=next(iter(large))):
        write(table, table="shaped", columns=COLUMNS, shapes=[shape([0], "x", **large)])
