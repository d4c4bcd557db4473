"""Telling about a move: EP-11.2d, EP-11.2f, OR-12.2, OR-12.5-12.6, GE-V-10.3c, GE-F-10.3c; X-65, X-33."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.calendar import is_working_day
from contracts import terms
from contracts.rules.move_notice import MoveTiming, keeps_energy_price, missing_data, move_answer, move_window
from contracts.rules.sentence import DecidedBy
from tests.contracts.rules.law import LAW, agreed, shown

RETAIL = ("energiplus_2023", "orsted_2019", "gron_variable_2024", "gron_fixed_2024")


def window(code, moves_on):
    return move_window(part=terms.by_code(code).move_notice, moves_on=date.fromisoformat(moves_on))


def answer(code, *, told, moves="2026-06-01", registered=None):
    return move_answer(
        agreed=agreed(code),
        moves_on=date.fromisoformat(moves),
        told_on=date.fromisoformat(told),
        registered_on=date.fromisoformat(registered) if registered else None,
        law=LAW,
    )


@pytest.mark.parametrize(
    "moves_on, seven, ten, fourteen",
    [
        ("2026-06-01", "2026-05-20", "2026-05-15", "2026-05-08"),  # over Ascension and Whitsun
        ("2026-01-01", "2025-12-19", "2025-12-16", "2025-12-10"),  # 24 and 31 December count
        ("2026-04-07", "2026-03-24", "2026-03-19", "2026-03-13"),  # over Easter
        ("2024-03-01", "2024-02-21", "2024-02-16", "2024-02-12"),  # over a leap day
        ("2023-05-06", "2023-04-26", "2023-04-21", "2023-04-17"),  # 5 May 2023 was Great Prayer Day
        ("2024-04-29", "2024-04-18", "2024-04-15", "2024-04-09"),  # 26 April 2024 was a working day
        ("2026-06-08", "2026-05-28", "2026-05-22", "2026-05-18"),  # 5 June counts
    ],
)
@pytest.mark.rule("EP-11.2d", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c")
def test_the_last_day_in_working_days_before_the_move(moves_on, seven, ten, fourteen):
    """EP-11.2d, OR-12.5, GE-V-10.3c, GE-F-10.3c; rules.md §9: the holiday-only calendar."""
    last_days = [window(code, moves_on).last_day.isoformat() for code in RETAIL]
    assert last_days == [seven, ten, fourteen, fourteen]


@pytest.mark.parametrize(
    "moves_on, opens_on",
    [
        ("2026-06-01", "2026-04-01"),
        ("2026-04-30", "2026-02-28"),
        ("2024-04-30", "2024-02-29"),
        ("2028-04-30", "2028-02-29"),
        ("2028-04-29", "2028-02-29"),
        ("2026-01-31", "2025-11-30"),
        ("2026-03-31", "2026-01-31"),
    ],
)
@pytest.mark.parametrize("code", RETAIL)
@pytest.mark.rule("EP-11.2d", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c")
def test_the_window_opens_two_months_before(code, moves_on, opens_on):
    """EP-11.2d, OR-12.5, GE-V-10.3c, GE-F-10.3c; rules.md §9."""
    assert window(code, moves_on).opens_on == date.fromisoformat(opens_on)


@pytest.mark.parametrize(
    "told, timing",
    [
        ("2026-03-31", MoveTiming.EARLY),
        ("2026-04-01", MoveTiming.IN_TIME),
        ("2026-05-15", MoveTiming.IN_TIME),
        ("2026-05-16", MoveTiming.LATE),
        ("2026-06-20", MoveTiming.LATE),
    ],
)
@pytest.mark.rule("OR-12.5")
def test_early_in_time_and_late(told, timing):
    """Both ends of the window are in time."""
    assert answer("orsted_2019", told=told).timing is timing


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(RETAIL))
@pytest.mark.rule("EP-11.2d", "OR-12.5", "GE-V-10.3c")
def test_the_window_is_never_empty_and_its_last_day_is_a_working_day(moves_on, code):
    """Exactly so many working days lie between."""
    part = terms.by_code(code).move_notice
    found = move_window(part=part, moves_on=moves_on)
    assert found.opens_on < found.last_day < moves_on
    between = [found.last_day + timedelta(n) for n in range((moves_on - found.last_day).days)]
    assert is_working_day(found.last_day)
    assert sum(is_working_day(day) for day in between) == part.latest.count


@pytest.mark.rule("X-65")
def test_an_early_notice_is_held_until_the_window_opens():
    """Stored and used on the first day of the window, never refused."""
    found = answer("orsted_2019", told="2026-02-10")
    assert (found.held_until, found.old_address_ends_before) == (date(2026, 4, 1), date(2026, 6, 1))
    assert [shown(step) for step in found.why] == [
        "A move is told from 2026-04-01 (2 months before) to 2026-05-15 (10 working days before).",
        "We keep your notice and use it on 2026-04-01.",
        "You pay for the old address until and including 2026-05-31.",
    ]
    assert answer("orsted_2019", told="2026-04-01").held_until is None


@pytest.mark.parametrize(
    "code, window, liability",
    [
        ("energiplus_2023", "EP-11.2d", "EP-11.2f"),
        ("orsted_2019", "OR-12.5", "OR-12.5"),
        ("gron_variable_2024", "GE-V-10.3c", "GE-V-10.3c"),
        ("gron_fixed_2024", "GE-F-10.3c", "GE-F-10.3c"),
    ],
)
@pytest.mark.rule("EP-11.2d", "EP-11.2f", "OR-12.5", "GE-V-10.3c", "GE-F-10.3c", "X-65")
def test_early_and_late_notices_name_their_clauses(code, window, liability):
    """Holding an early one and accepting a late one are our readings of the window."""
    for told in ("2026-02-10", "2026-06-10"):
        why = answer(code, told=told).why
        assert [step.clause for step in why] == [window, window, liability]
        assert [step.decided_by for step in why[1:]] == [DecidedBy.OUR_CHOICE] * 2


@pytest.mark.parametrize("code", ["orsted_2019", "gron_variable_2024", "gron_fixed_2024"])
@pytest.mark.parametrize(
    "told, registrable_on",
    [
        ("2026-05-06", "2026-06-01"),
        ("2026-05-31", "2026-06-01"),  # late, and still before the move
        ("2026-06-01", "2026-06-02"),  # on the day itself
        ("2026-06-30", "2026-07-01"),
    ],
)
@pytest.mark.parametrize("registered", [None, "2026-08-15"])
@pytest.mark.rule("OR-12.5", "GE-V-10.3c", "GE-F-10.3c", "X-65")
def test_a_household_is_free_from_the_earliest_day_that_can_be_registered(code, told, registrable_on, registered):
    """However late the supplier registers."""
    found = answer(code, told=told, registered=registered)
    assert found.registrable_on == found.old_address_ends_before == date.fromisoformat(registrable_on)


@pytest.mark.parametrize(
    "told, registered, free_from",
    [
        ("2026-05-06", None, None),
        ("2026-05-06", "2026-05-08", "2026-06-01"),  # registered ahead: until the move
        ("2026-05-06", "2026-06-10", "2026-06-10"),
        ("2026-06-05", "2026-06-10", "2026-06-10"),
    ],
)
@pytest.mark.rule("EP-11.2f")
def test_a_business_pays_until_told_and_registered(told, registered, free_from):
    """The document makes the business liable until then."""
    found = answer("energiplus_2023", told=told, registered=registered)
    assert found.old_address_ends_before == (date.fromisoformat(free_from) if free_from else None)
    assert found.why[-1].clause == "EP-11.2f"


@pytest.mark.rule("GE-V-10.3c", "X-65")
def test_a_late_notice_names_the_earliest_day():
    """Accepted, and told what follows."""
    found = answer("gron_variable_2024", told="2026-06-10")
    assert shown(found.why[1]) == (
        "You told us later than that; we accept it, and 2026-06-11 is the earliest day we can register."
    )
    assert [step.decided_by for step in found.why] == [
        DecidedBy.TERMS,
        DecidedBy.OUR_CHOICE,
        DecidedBy.OUR_CHOICE,
    ]


def test_grid_terms_know_no_moves():
    with pytest.raises(ValueError, match="no moves"):
        answer("cerius_2019", told="2026-05-01")


@pytest.mark.parametrize(
    "code, given, missing",
    [
        ("orsted_2019", (), ("new_address", "move_date", "personal_number")),
        ("orsted_2019", ("personal_number", "new_address", "move_date"), ()),
        ("gron_fixed_2024", (), ()),
    ],
)
@pytest.mark.rule("OR-12.6")
def test_what_a_notice_must_hold(code, given, missing):
    assert missing_data(part=terms.by_code(code).move_notice, given=given) == missing


@pytest.mark.parametrize(
    "code, is_fixed_price, kept",
    [
        ("orsted_2019", True, True),
        ("orsted_2019", False, False),
        ("gron_fixed_2024", True, False),
        ("energiplus_2023", True, False),
    ],
)
@pytest.mark.rule("OR-12.2", "X-33", "EP-11.2c", "GE-F-10.3b")
def test_a_fixed_price_is_kept_only_where_the_terms_imply_it(code, is_fixed_price, kept):
    part = terms.by_code(code).move_notice
    assert keeps_energy_price(part=part, is_fixed_price=is_fixed_price) is kept
