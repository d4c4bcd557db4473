"""A link works once, in time, unless called back or guessed at five times."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.rules.scoped_link import works

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FRESH = {"expires_at": AT + timedelta(minutes=10), "used_at": None, "revoked_at": None, "tries": 0, "at": AT}


@pytest.mark.parametrize(
    "changes,working",
    [
        ({}, True),
        ({"tries": 4}, True),
        ({"tries": 5}, False),
        ({"used_at": AT}, False),
        ({"revoked_at": AT}, False),
        ({"at": AT + timedelta(minutes=10)}, False),
        ({"at": AT + timedelta(minutes=9, seconds=59)}, True),
    ],
)
def test_link_works(changes, working):
    assert works(**FRESH | changes) is working
