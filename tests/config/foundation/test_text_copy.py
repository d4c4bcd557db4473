"""COPY in text: what is written comes back as it was, whatever characters it holds."""

import pytest
from django.db import connection

from config.foundation.text_copy import NULL, escaped, write

AWKWARD = ["plain", "tab\there", "line\nbreak", "\\N", "back\\slash", "return\r", "", "æøå 'quote\" ;--"]


@pytest.mark.django_db
def test_words_come_back_as_they_went_in():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE written (id int, words text, number bigint DEFAULT 7)")
        rows = [f"{number}\t{escaped(text)}" for number, text in enumerate(AWKWARD)]
        write(cursor, table="written", columns=("id", "words"), rows=rows)
        write(cursor, table="written", columns=("id", "words"), rows=[])
        write(cursor, table="written", columns=("id", "number"), rows=[f"99\t{NULL}"])
        cursor.execute("SELECT words, number FROM written ORDER BY id")
        assert cursor.fetchall() == [*((text, 7) for text in AWKWARD), (None, None)]
        cursor.execute("DROP TABLE written")
