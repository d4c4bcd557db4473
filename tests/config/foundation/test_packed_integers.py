"""Whole numbers as bytes: Python and PostgreSQL read the same from them."""

import struct

import pytest
from django.db import connection

from config.foundation.packed_integers import pack, unpack

NUMBERS = {1: [0, 7, 255], 4: [0, 1, -1, 2**31 - 1, -(2**31)], 8: [0, 1, -1, 2**63 - 1, -(2**63), 10**13]}
READS = {1: ("packed_bytes", "smallint"), 4: ("packed_values", "integer"), 8: ("packed_bigints", "bigint")}


@pytest.mark.parametrize("size", NUMBERS)
def test_python_reads_back_what_it_packed(size):
    assert unpack(pack(NUMBERS[size], size=size), size=size) == NUMBERS[size]
    assert len(pack(NUMBERS[size], size=size)) == size * len(NUMBERS[size])


@pytest.mark.parametrize("size, number", [(1, 256), (1, -1), (4, 2**31), (8, 2**63)])
def test_a_number_that_does_not_fit_is_refused(size, number):
    with pytest.raises(struct.error):
        pack([number], size=size)


@pytest.mark.django_db
@pytest.mark.parametrize("size", NUMBERS)
def test_postgresql_reads_and_writes_the_same_bytes(size):
    function, kind = READS[size]
    packed = pack(NUMBERS[size], size=size)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s::bytea), pack_values(%s::{kind}[]), {function}('')", [
            packed, NUMBERS[size],
        ])  # fmt: skip
        assert cursor.fetchone() == (NUMBERS[size], packed, [])
