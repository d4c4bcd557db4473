"""Waits between tries: 1, 4, 16, 64, 240, 240, 240 minutes, then a person."""

from accounts.rules.message_retry import wait_before_next


def test_waits_grow_fourfold_up_to_four_hours_and_end_with_the_eighth():
    waits = [wait_before_next(attempts=attempts) for attempts in range(1, 9)]
    assert [wait and wait.total_seconds() / 60 for wait in waits] == [1, 4, 16, 64, 240, 240, 240, None]
