"""What a move leads to in words, and the moves that were told with the way back while there is one."""

from datetime import date

import pytest

from contracts.models import MoveSupply
from contracts.queries.move import plan_of, supplies_to_move
from contracts.queries.move_page import cards_of, consequence_of
from tests.builders import energy
from tests.builders.move import MOVES_ON, START, TODAY, business, fixed, gsrn, running, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


def led_to(supply, *, moves_on=MOVES_ON, to=None):
    supply = supplies_to_move(supply.agreement.customer).get()
    plan = plan_of(
        supplies=[supply], to={supply.pk: gsrn() if to is None else to}, moves_on=moves_on, told_on=TODAY
    )
    return consequence_of(plan, told_on=TODAY, locale="da")


def test_in_time_the_old_address_ends_the_day_before_the_new_one_begins():
    found = led_to(running())
    assert (found.is_early, found.is_late) == (False, False)
    assert (found.old_last_day, found.starts_on, found.undo_until) == (
        date(2026, 5, 31),
        MOVES_ON,
        date(2026, 5, 31),
    )


@pytest.mark.rule("X-65")
def test_late_it_takes_effect_at_once():
    found = led_to(running(), moves_on=date(2026, 5, 2))
    assert (found.is_late, found.old_last_day, found.starts_on) == (True, TODAY, date(2026, 5, 2))
    assert found.undo_until is None


@pytest.mark.rule("X-65", "EP-11.2f")
def test_early_a_business_is_told_no_last_day_yet():
    found = led_to(business(), moves_on=date(2026, 9, 1))
    assert (found.is_early, found.held_until, found.old_last_day) == (True, date(2026, 7, 1), None)


def test_leaving_shows_the_cost_line_by_line_and_once():
    found = led_to(fixed(), to="")
    [one] = found.agreements
    assert (one.leaves, one.cost.minor, found.starts_on) == (True, 60_000, None)
    assert [line.amount.minor for line in one.lines] == [60_000]
    assert one.lines[0].spoken.text not in [reason.text for reason in one.reasons]


def test_the_moves_are_read_in_the_same_few_queries_whatever_their_number(django_assert_num_queries):
    supply = running()
    tell(supply, moves_on=MOVES_ON)
    second = supply.agreement.supplies.get(ends_before=None)
    tell(second, moves_on=date(2026, 7, 1))
    with django_assert_num_queries(2):
        cards = cards_of(supply.agreement.customer, as_of=TODAY, locale="da")
    assert [bool(card.undo_url) for card in cards] == [True, True]
    with django_assert_num_queries(2):
        later = cards_of(supply.agreement.customer, as_of=date(2026, 6, 1), locale="da")
    assert [bool(card.undo_url) for card in later] == [True, False]


@pytest.mark.rule("OR-12.7")
def test_an_old_meter_that_nobody_reads_remotely_is_asked_for_on_the_day():
    supply = running(remotely_read=False)
    tell(supply)
    [before] = cards_of(supply.agreement.customer, as_of=date(2026, 5, 31), locale="da")
    [on_the_day] = cards_of(supply.agreement.customer, as_of=MOVES_ON, locale="da")
    assert [(meter.value, meter.url) for meter in before.meters] == [("", "")]
    assert on_the_day.meters[0].url
    MoveSupply.objects.update(read_kwh=12, read_at="2026-06-01T10:00:00Z")
    [after] = cards_of(supply.agreement.customer, as_of=MOVES_ON, locale="da")
    assert after.meters[0].value == "12\xa0kWh"


def test_what_can_move_is_what_runs():
    supply = running()
    assert list(supplies_to_move(supply.agreement.customer)) == [supply]
    assert supply.starts_on == START
    tell(supply)
    assert list(supplies_to_move(supply.agreement.customer)) == list(
        supply.agreement.supplies.filter(ends_before=None)
    )
