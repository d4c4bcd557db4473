"""A move ends the old supplies and starts the new ones, whenever it is told, and is taken back until then."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Receipt
from config.foundation.transition import ForbiddenTransition
from contracts.enums import AgreementState, MoveState
from contracts.operations import move as operations
from contracts.operations.move import NothingToMove, NotYetSupplied, SamePointTwice, TooLateToUndo
from tests.builders import account, energy
from tests.builders.move import (
    BY,
    MOVES_ON,
    START,
    TODAY,
    business,
    gsrn,
    household_at,
    periods,
    running,
    tell,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _law():
    energy.figures_of_the_law()


@pytest.mark.rule("GE-V-10.3a", "GE-V-10.3c")
def test_a_move_told_in_time_ends_the_old_supply_and_starts_the_new_one_on_its_day():
    supply, number = running(), gsrn()
    told = tell(supply, to={supply.pk: number})
    assert periods(supply.agreement) == [(START, MOVES_ON), (MOVES_ON, None)]
    assert (told.state, told.timing, told.registrable_on, told.registered_on) == (
        MoveState.TOLD, "in_time", MOVES_ON, TODAY,
    )  # fmt: skip
    [row] = told.supplies.all()
    assert row.new_supply.metering_point.gsrn == number
    supply.agreement.refresh_from_db()
    assert (supply.agreement.state, supply.agreement.ends_before) == (AgreementState.ACTIVE, None)


@pytest.mark.rule("EP-11.2a", "OR-12.1", "GE-V-10.3a", "GE-F-10.3a")
@pytest.mark.parametrize(
    "code, terms_code, kind",
    [
        ("energiplus", "energiplus_2023", "SPOT"),
        ("orsted", "orsted_2019", "SPOT"),
        ("gron", "gron_variable_2024", "VARIABLE"),
        ("gron", "gron_fixed_2024", "FIXED"),
    ],
)
def test_the_agreement_goes_along_under_every_document(code, terms_code, kind):
    who = {"kind": "BUSINESS", "cvr": "12345674"} if code == "energiplus" else {}
    supply = running(terms_code, kind=kind, customer=account.customer(account.supplier(code), **who))
    told = tell(supply, without_number=True)
    assert periods(supply.agreement) == [(START, MOVES_ON), (MOVES_ON, None)]
    assert told.clauses[0].startswith({"energiplus": "EP-11.2", "orsted": "OR-12.5", "gron": "GE-"}[code])


@pytest.mark.rule("OR-12.1")
def test_every_metering_point_goes_along_and_one_that_has_no_successor_only_ends():
    customer = household_at("orsted", "orsted_2019")
    first = running("orsted_2019", kind="SPOT", customer=customer)
    second = running(agreement=first.agreement)
    gone = running(agreement=first.agreement)
    tell(first, second, gone, to={first.pk: gsrn(), second.pk: gsrn(), gone.pk: ""}, without_number=True)
    assert Counter(periods(first.agreement)) == {(START, MOVES_ON): 3, (MOVES_ON, None): 2}


@pytest.mark.rule("OR-12.3")
def test_what_is_not_told_about_goes_on_at_the_old_address():
    customer = household_at("orsted", "orsted_2019")
    moves, stays = running("orsted_2019", customer=customer), running("orsted_2019", customer=customer)
    tell(moves, without_number=True)
    assert periods(stays.agreement) == [(START, None)]


def test_one_metering_point_is_not_given_twice_nor_the_old_one_again():
    first, second = running(), running()
    second.agreement.customer = first.agreement.customer
    second.agreement.save()
    number = gsrn()
    with pytest.raises(SamePointTwice):
        tell(first, second, to={first.pk: number, second.pk: number})
    with pytest.raises(SamePointTwice):
        tell(first, to={first.pk: first.metering_point.gsrn})


def test_a_supply_that_moves_already_is_not_moved_again():
    supply = running()
    tell(supply)
    with pytest.raises(NothingToMove):
        tell(supply)


def test_the_next_move_goes_on_from_where_the_last_one_led():
    supply = running()
    tell(supply)
    following = supply.agreement.supplies.get(ends_before=None)
    with pytest.raises(NotYetSupplied):
        tell(following, moves_on=date(2026, 5, 20))
    tell(following, moves_on=date(2026, 7, 1))
    assert periods(supply.agreement) == list(pairwise([START, MOVES_ON, date(2026, 7, 1), None]))


@pytest.mark.rule("X-65", "EP-11.2d", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c")
def test_an_early_notice_is_kept_and_used_when_the_window_opens():
    supply = running()
    told = tell(supply, moves_on=date(2026, 9, 1))
    assert (told.state, told.held_until, told.registered_on) == (MoveState.HELD, date(2026, 7, 1), None)
    assert periods(supply.agreement) == [(START, None)]
    operations.register(move=told, by=BY, as_of=date(2026, 7, 1))
    assert (told.state, told.registered_on, told.ends_before) == (
        MoveState.TOLD, date(2026, 7, 1), date(2026, 9, 1),
    )  # fmt: skip
    assert periods(supply.agreement) == [(START, date(2026, 9, 1)), (date(2026, 9, 1), None)]
    assert Receipt.objects.count() == 2


@pytest.mark.rule("X-65", "GE-V-10.3c", "GE-F-10.3c", "OR-12.5")
def test_a_late_notice_is_accepted_and_the_old_address_paid_until_the_earliest_day():
    """Told on 4 May for 1 May: the move-out stands from the 5th, the new address is supplied from the 1st."""
    supply = running()
    told = tell(supply, moves_on=date(2026, 5, 1))
    assert (told.timing, told.registrable_on) == ("late", date(2026, 5, 5))
    assert periods(supply.agreement) == [(START, date(2026, 5, 5)), (date(2026, 5, 1), None)]
    [kept] = Receipt.objects.all()
    assert "4. maj 2026" in dict(kept.rows).values()
    assert any("5. maj 2026" in said for said, _clause in kept.reasons)


@pytest.mark.rule("X-65")
def test_a_move_of_long_ago_begins_at_the_new_address_as_far_back_as_can_be_registered():
    """Five days back from 4 May is 29 April."""
    supply = running()
    told = tell(supply, moves_on=date(2026, 3, 1))
    assert (told.starts_on, told.ends_before) == (date(2026, 4, 29), date(2026, 5, 5))
    assert supply.agreement.supplies.get(ends_before=None).starts_on == date(2026, 4, 29)


@pytest.mark.rule("EP-11.2f")
def test_a_business_pays_until_its_move_out_is_told_and_registered():
    """Both days and the moment are kept; while an early notice waits, nothing says when the liability ends."""
    supply = business()
    told = tell(supply, moves_on=date(2026, 9, 1))
    assert (told.told_on, told.ends_before, told.registered_at) == (TODAY, None, None)
    operations.register(move=told, by=BY, as_of=date(2026, 7, 1))
    assert (told.registered_on, told.ends_before) == (date(2026, 7, 1), date(2026, 9, 1))
    assert told.registered_at is not None
    assert supply.agreement.supplies.filter(ends_before=date(2026, 9, 1)).exists()


@given(told=st.integers(0, 200), moves=st.integers(-90, 200))
@pytest.mark.rule("X-65", "EP-11.2d", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c")
def test_whenever_it_is_told_there_is_no_gap_and_no_day_twice_at_a_place(told, moves):
    """A day is supplied twice only at two addresses: after a late notice, where both are paid for until then."""
    supply = running()
    as_of = START + timedelta(days=1 + told)
    moves_on = as_of + timedelta(days=moves)
    found = tell(supply, moves_on=moves_on, as_of=as_of)
    if found.state == MoveState.HELD:
        operations.register(move=found, by=BY, as_of=found.held_until)
    end = moves_on + timedelta(days=400)
    days = Counter(
        row.starts_on + DAY * number
        for row in supply.agreement.supplies.all()
        for number in range(((row.ends_before or end) - row.starts_on).days)
    )
    wanted = {START + DAY * number for number in range((end - START).days)}
    assert wanted <= set(days)
    twice = {day for day, times in days.items() if times > 1}
    assert twice == {day for day in days if found.starts_on <= day < found.ends_before and day >= START}
    assert not twice or moves_on <= as_of


def test_a_move_is_taken_back_until_the_day_before_and_everything_is_as_it_was():
    supply = running()
    told = tell(supply)
    operations.undo(move=told, by=BY, as_of=MOVES_ON - DAY)
    assert (told.state, told.undone_on) == (MoveState.UNDONE, MOVES_ON - DAY)
    assert periods(supply.agreement) == [(START, None)]
    assert Receipt.objects.count() == 2
    assert tell(supply, as_of=MOVES_ON - DAY, moves_on=date(2026, 7, 1)).state == MoveState.TOLD


def test_on_its_day_it_is_too_late_to_take_it_back():
    told = tell(running())
    with pytest.raises(TooLateToUndo):
        operations.undo(move=told, by=BY, as_of=MOVES_ON)


def test_taking_it_back_twice_changes_nothing():
    told = tell(running())
    operations.undo(move=told, by=BY, as_of=TODAY)
    with pytest.raises(ForbiddenTransition):
        operations.undo(move=told, by=BY, as_of=TODAY)


def test_a_kept_notice_is_taken_back():
    supply = running()
    told = tell(supply, moves_on=date(2026, 9, 1))
    operations.undo(move=told, by=BY, as_of=date(2026, 8, 31))
    assert periods(supply.agreement) == [(START, None)]
    assert tell(supply).state == MoveState.TOLD


def test_after_the_move_the_customer_is_written_to_at_the_new_address():
    supply = running(street="Havevej 1", postcode="2100")
    told = tell(supply)
    operations.note_done(move=told, by=BY, as_of=MOVES_ON)
    customer = supply.agreement.customer
    customer.refresh_from_db()
    assert (told.state, customer.street) == (MoveState.DONE, "Strandvej 7")


def test_who_gets_letters_somewhere_else_still_does():
    customer = account.customer(street="Postboks 9", postcode="1000")
    told = tell(running(customer=customer))
    operations.note_done(move=told, by=BY, as_of=MOVES_ON)
    customer.refresh_from_db()
    assert customer.street == "Postboks 9"
