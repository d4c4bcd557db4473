"""The old meter is read on the day of the move, when nobody reads it remotely."""

from datetime import date

import pytest

from accounts.models import Event
from contracts.operations import move as moves
from contracts.operations import move_reading as operations
from contracts.operations.move_reading import NotTheDay, ReadRemotely
from tests.builders import energy
from tests.builders.move import BY, MOVES_ON, TODAY, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def give(row, kwh=12_345, as_of=MOVES_ON):
    operations.give(row=row, kwh=kwh, by=BY, as_of=as_of)


@pytest.mark.rule("OR-12.7", "OR-12.8")
def test_the_reading_of_the_day_is_kept_with_its_moment_and_may_be_corrected():
    row = tell(running(remotely_read=False)).supplies.get()
    give(row)
    give(row, kwh=12_346, as_of=date(2026, 6, 9))
    row.refresh_from_db()
    assert row.read_kwh == 12_346
    assert row.read_at is not None
    told = Event.objects.filter(kind="contracts.move.meter_read").first()
    assert (told.data["kwh"], told.data["read_on"]) == (12_345, "2026-06-01")


def test_before_the_day_nothing_is_read():
    with pytest.raises(NotTheDay):
        give(tell(running(remotely_read=False)).supplies.get(), as_of=date(2026, 5, 31))


def test_a_move_that_was_taken_back_needs_no_reading():
    told = tell(running(remotely_read=False))
    moves.undo(move=told, by=BY, as_of=TODAY)
    with pytest.raises(NotTheDay):
        give(told.supplies.get())


def test_a_meter_that_is_read_remotely_needs_none():
    with pytest.raises(ReadRemotely):
        give(tell(running()).supplies.get())
