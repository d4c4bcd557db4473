"""A template writes every kind of value as its reader does: the same line in three languages."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.translation import override

from config.foundation.money import Money

LINE = """{% load reader %}\
{{ amount|money }} | {{ amount|money:"owed" }} | {{ back|money:"signed" }} | {{ wh|kwh:1 }}
{{ paid|day }} | {{ paid|day:"weekday" }} | {{ paid|day:"month" }} | {{ seen|moment }} | {{ nothing|money }}"""

VALUES = {
    "amount": Money(123_450, "DKK"),
    "back": Money(-4_120, "DKK"),
    "wh": 1_234_560,
    "paid": date(2026, 3, 30),
    "seen": datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # half an hour after the clocks went forward
    "nothing": None,
}


@pytest.mark.parametrize(
    "language, first, second",
    [
        (
            "da",
            "1.234,50 kr. | du skylder 1.234,50 kr. | −41,20 kr. | 1.234,6 kWh",
            "30. marts 2026 | mandag 30. marts | marts 2026 | 29. marts 2026 kl. 03.30 | ",
        ),
        (
            "sv",
            "1 234,50 DKK | du är skyldig 1 234,50 DKK | −41,20 DKK | 1 234,6 kWh",
            "30 mars 2026 | måndag 30 mars | mars 2026 | 29 mars 2026 kl. 03:30 | ",
        ),
        (
            "en",
            "DKK 1,234.50 | you owe DKK 1,234.50 | −DKK 41.20 | 1,234.6 kWh",
            "30 March 2026 | Monday 30 March | March 2026 | 29 March 2026, 03:30 | ",
        ),
    ],
)
def test_a_line_in_the_readers_language(language, first, second):
    with override(language):
        written = engines["django"].from_string(LINE).render(VALUES)
    assert written.replace("\u00a0", " ") == f"{first}\n{second}"
