"""Billing asks which old addresses are to be settled, by when, and what was read there."""

from datetime import date

import pytest

from contracts.operations import move as operations
from contracts.operations import move_reading
from contracts.queries.move_settlement import moved_out
from tests.builders import account, energy
from tests.builders.move import BY, MOVES_ON, TODAY, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def found(as_of, since=date(2026, 5, 1)):
    return list(moved_out(supplier_id=account.supplier().pk, since=since, as_of=as_of))


@pytest.mark.rule("EP-11.5a", "GE-V-10.6b", "OR-12.8")
def test_an_old_address_is_settled_within_six_weeks_with_what_was_read():
    supply = running(remotely_read=False)
    move_reading.give(row=tell(supply).supplies.get(), kwh=4_711, by=BY, as_of=MOVES_ON)
    assert found(date(2026, 5, 31)) == []
    [one] = found(MOVES_ON)
    assert (one.supply_id, one.ends_before, one.settle_by, one.read_kwh) == (
        supply.pk, MOVES_ON, date(2026, 7, 12), 4_711,
    )  # fmt: skip


def test_a_window_of_days_finds_each_old_address_once():
    tell(running())
    assert found(date(2026, 6, 5), since=MOVES_ON) == []
    assert len(found(date(2026, 6, 5), since=date(2026, 5, 31))) == 1


def test_a_move_that_was_taken_back_settles_nothing():
    operations.undo(move=tell(running()), by=BY, as_of=TODAY)
    assert found(date(2026, 6, 5)) == []
