"""What a move means beyond its day: EP-11.2a-c, OR-12.1-12.2, OR-12.7, GE-V-10.3a-b, GE-F-10.3a-b; X-33, X-65."""

from datetime import date

import pytest

from contracts import terms
from contracts.rules.move import (
    flat_fee_alone,
    late_start,
    move_in_day,
    reading_wanted,
    settled_by,
    what_follows,
)
from contracts.rules.sentence import DecidedBy
from tests.contracts.rules.law import LAW, agreed, shown


def part(code):
    return terms.by_code(code).move_notice


@pytest.mark.rule("X-65")
@pytest.mark.parametrize(
    "moves_on, starts_on",
    [("06-01", "06-01"), ("04-30", "04-30"), ("04-29", "04-29"), ("04-28", "04-29")],
)
def test_a_move_in_is_registered_five_days_back_at_the_most(moves_on, starts_on):
    day = move_in_day(
        moves_on=date.fromisoformat(f"2026-{moves_on}"), told_on=date(2026, 5, 4), country="DK", law=LAW
    )
    assert day.isoformat() == f"2026-{starts_on}"


@pytest.mark.parametrize(
    "code, follows, price",
    [
        ("energiplus_2023", "EP-11.2a", "EP-11.2c"),
        ("orsted_2019", "OR-12.1", "OR-12.2"),
        ("gron_variable_2024", "GE-V-10.3a", "GE-V-10.3b"),
        ("gron_fixed_2024", "GE-F-10.3a", "GE-F-10.3b"),
    ],
)
@pytest.mark.rule(
    "EP-11.2a", "EP-11.2c", "OR-12.1", "OR-12.2", "GE-V-10.3a", "GE-V-10.3b", "GE-F-10.3a", "GE-F-10.3b"
)
def test_agreement_and_price_of_the_new_place_stand_on_their_clauses(code, follows, price):
    goes, costs = what_follows(part=part(code), is_fixed_price=False)
    assert (goes.clause, costs.clause) == (follows, price)
    assert "our price for its grid area" in shown(costs)


@pytest.mark.rule("X-33", "OR-12.2")
def test_a_fixed_price_is_kept_where_the_document_lets_it():
    _goes, kept = what_follows(part=part("orsted_2019"), is_fixed_price=True)
    assert "keep the price of the electricity" in shown(kept)
    assert kept.decided_by is DecidedBy.OUR_CHOICE
    _goes, elsewhere = what_follows(part=part("gron_fixed_2024"), is_fixed_price=True)
    assert "our price for its grid area" in shown(elsewhere)


@pytest.mark.rule("OR-12.1")
def test_where_the_document_says_so_every_metering_point_goes_along():
    assert "every metering point" in shown(what_follows(part=part("orsted_2019"), is_fixed_price=False)[0])
    assert "every metering point" not in shown(what_follows(part=part("gron_fixed_2024"), is_fixed_price=False)[0])


@pytest.mark.rule("OR-12.7")
def test_the_old_meter_is_read_on_the_very_day_where_the_document_asks():
    wanted = reading_wanted(part=part("orsted_2019"), moves_on=date(2026, 6, 1))
    assert (wanted.clause, wanted.params["day"]) == ("OR-12.7", date(2026, 6, 1))
    assert reading_wanted(part=part("gron_variable_2024"), moves_on=date(2026, 6, 1)) is None


@pytest.mark.rule("EP-11.2b")
def test_leaving_by_a_move_is_the_flat_fee_alone_at_one_supplier():
    assert flat_fee_alone(part=terms.by_code("energiplus_2023").early_exit).clause == "EP-11.2b"
    assert flat_fee_alone(part=terms.by_code("gron_fixed_2024").early_exit) is None


@pytest.mark.rule("X-65")
def test_a_late_start_at_the_new_address_is_said():
    said = late_start(part=part("gron_variable_2024"), starts_on=date(2026, 4, 29))
    assert "2026-04-29" in shown(said)


@pytest.mark.rule("EP-11.5a", "OR-13.1b", "GE-V-10.6b", "GE-F-10.6b")
@pytest.mark.parametrize(
    "code, clause",
    [
        ("energiplus_2023", "EP-11.5a"),
        ("orsted_2019", "OR-13.1b"),
        ("gron_variable_2024", "GE-V-10.6b"),
        ("gron_fixed_2024", "GE-F-10.6b"),
    ],
)
def test_the_old_address_is_settled_six_weeks_after_its_last_day(code, clause):
    """Supply ends with 31 May; 42 days later it is 12 July."""
    day, why = settled_by(agreed=agreed(code), ends_before=date(2026, 6, 1))
    assert (day, why.params["day"], why.clause) == (date(2026, 7, 12), date(2026, 7, 12), clause)


def test_a_grid_company_settles_no_move():
    with pytest.raises(ValueError, match="no settlement"):
        settled_by(agreed=agreed("cerius_2019"), ends_before=date(2026, 6, 1))
