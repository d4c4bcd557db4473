"""Withdrawal: OR-11.1, GE-VF-1.3, EP-1.1; law.md §2 with its vectors, rules.md §9."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.calendar import STATUTORY_DEADLINE, is_working_day
from contracts import terms
from contracts.rules.sentence import DecidedBy
from contracts.rules.statute import StatuteRow
from contracts.rules.withdrawal import (
    MadeAt,
    WithdrawalRight,
    has_right,
    is_in_time,
    withdrawal_right,
    withdrawn_fuels,
)
from contracts.terms.parts.scope import CustomerKind, Fuel
from tests.contracts.rules.law import LAW, agreed, shown

HOUSEHOLD_TERMS = ("orsted_2019", "gron_variable_2024", "gron_fixed_2024")
DENMARK = ZoneInfo("Europe/Copenhagen")


def right(code="orsted_2019", concluded="2026-03-02", informed="at once", law=LAW):
    told = {"at once": concluded, "never": None}.get(informed, informed)
    return withdrawal_right(
        agreed=agreed(code, concluded=concluded),
        made_at=MadeAt.DISTANCE,
        informed_on=date.fromisoformat(told) if told else None,
        law=law,
    )


@pytest.mark.parametrize("code", HOUSEHOLD_TERMS)
@pytest.mark.parametrize(
    "concluded, last_day",
    [
        ("2026-03-02", "2026-03-16"),  # Monday to Monday
        ("2026-03-19", "2026-04-07"),  # 2 April is Maundy Thursday, 6 April Easter Monday
        ("2026-04-30", "2026-05-15"),  # 14 May is Ascension; the Friday after is a working day
        ("2026-05-22", "2026-06-08"),  # 5 June is a Friday
        ("2026-12-10", "2026-12-28"),  # 24 December to Sunday 27 December
        ("2026-12-17", "2027-01-04"),  # 31 December, New Year's Day, weekend
        ("2026-03-07", "2026-03-23"),  # 21 March is a Saturday
        ("2024-02-15", "2024-02-29"),  # a leap day is a day like others
        ("2028-02-14", "2028-02-28"),
        ("2028-02-15", "2028-02-29"),
        ("2023-04-21", "2023-05-08"),  # 5 May 2023 was the last Great Prayer Day, a Friday
        ("2024-04-12", "2024-04-26"),  # the Friday that was Great Prayer Day until 2023
    ],
)
@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
def test_fourteen_days_after_conclusion_moved_to_a_working_day(code, concluded, last_day):
    """OR-11.1, GE-VF-1.3; law.md §2: the day of the agreement is not counted."""
    assert right(code, concluded).last_day == date.fromisoformat(last_day)


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)))
def test_the_last_day_is_always_a_working_day_14_to_19_days_on(concluded_on):
    """law.md §2: it never ends on a day that moves it, and a move skips at most five closed days."""
    last_day = right(concluded=concluded_on.isoformat()).last_day
    assert is_working_day(last_day, days_off=STATUTORY_DEADLINE)
    assert timedelta(14) <= last_day - concluded_on <= timedelta(19)


@pytest.mark.parametrize(
    "informed, last_day",
    [
        ("2026-02-20", "2026-03-16"),  # told before: the days run from the agreement
        ("2026-03-03", "2026-03-17"),  # a day late
        ("2027-02-26", "2027-03-12"),
        ("2027-03-10", "2027-03-16"),  # 24 March 2027 would be later than 12 months after 16 March 2026
        ("2027-06-01", "2027-03-16"),
        ("never", "2027-03-16"),
    ],
)
def test_without_the_information_the_days_wait_twelve_months_at_the_most(informed, last_day):
    """law.md §2: forbrugeraftaleloven § 19(3)-(4)."""
    found = right(concluded="2026-03-02", informed=informed)
    assert found.last_day == date.fromisoformat(last_day)
    assert (found.why[0].decided_by is DecidedBy.LAW) == (informed != "2026-02-20")


def test_a_longer_period_of_the_law_wins():
    """law.md §2: the length is the law's where that is longer than the terms' 14 days."""
    longer = StatuteRow.of(key="withdrawal_days", valid_from="2026-01-01", value="30", unit="days")
    found = right(concluded="2026-03-02", law=(*LAW, longer))
    assert (found.last_day, found.why[0].decided_by) == (date(2026, 4, 1), DecidedBy.LAW)


@pytest.mark.parametrize(
    "code, clause",
    [("orsted_2019", "OR-11.1"), ("gron_variable_2024", "GE-VF-1.3"), ("gron_fixed_2024", "GE-VF-1.3")],
)
@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
def test_why_shows_the_count_and_the_move(code, clause):
    """Each step names clause and who decided."""
    counted, moved = right(code, "2026-12-10").why
    assert shown(counted) == "14 days after 2026-12-10, when the agreement was made, end on 2026-12-24."
    assert shown(moved) == "2026-12-24 is not a working day, so you have until 2026-12-28."
    assert [(step.clause, step.decided_by) for step in (counted, moved)] == [
        (clause, DecidedBy.TERMS),
        (clause, DecidedBy.LAW),
    ]
    assert len(right(code, "2026-03-02").why) == 1


@pytest.mark.parametrize(
    "code, made_at, there_is",
    [
        ("orsted_2019", MadeAt.PREMISES, True),  # however it was made
        ("orsted_2019", MadeAt.DISTANCE, True),
        ("gron_variable_2024", MadeAt.DISTANCE, True),
        ("gron_variable_2024", MadeAt.OFF_PREMISES, True),
        ("gron_fixed_2024", MadeAt.PREMISES, False),
        ("energiplus_2023", MadeAt.DISTANCE, False),  # a business has none
        ("cerius_2019", MadeAt.DISTANCE, False),
    ],
)
@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
def test_who_has_the_right(code, made_at, there_is):
    agreement = agreed(
        code, customer=CustomerKind.BUSINESS if code == "energiplus_2023" else CustomerKind.HOUSEHOLD
    )
    found = withdrawal_right(agreed=agreement, made_at=made_at, informed_on=agreement.concluded_on, law=LAW)
    assert has_right(agreed=agreement, made_at=made_at) is (found is not None) is there_is


def test_a_business_under_household_terms_has_no_right():
    """law.md §2: the kind of customer is the agreement's, not the document's."""
    business = agreed("gron_fixed_2024", customer=CustomerKind.BUSINESS)
    assert not has_right(agreed=business, made_at=MadeAt.DISTANCE)


@pytest.mark.parametrize(
    "sent_at, in_time",
    [
        (datetime(2026, 4, 7, 23, 59, 59, tzinfo=DENMARK), True),
        (datetime(2026, 4, 8, 0, 0, 0, tzinfo=DENMARK), False),
        (datetime(2026, 4, 7, 21, 59, 59, tzinfo=UTC), True),  # summer time: 23:59:59 at home
        (datetime(2026, 4, 7, 22, 0, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 20, 9, 0, 0, tzinfo=UTC), True),
    ],
)
@pytest.mark.rule("OR-11.1", "GE-VF-1.3")
def test_sending_before_local_midnight_is_in_time(sent_at, in_time):
    """OR-11.1, GE-VF-1.3; rules.md §9: sent 23:59:59 local on the last day."""
    assert is_in_time(right=WithdrawalRight(last_day=date(2026, 4, 7), why=()), sent_at=sent_at) is in_time


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        is_in_time(right=WithdrawalRight(last_day=date(2026, 4, 7), why=()), sent_at=datetime(2026, 4, 7))


BOTH = {Fuel.ELECTRICITY, Fuel.GAS}


@pytest.mark.parametrize(
    "code, named, held, withdrawn",
    [
        ("gron_fixed_2024", {Fuel.GAS}, BOTH, {Fuel.GAS}),
        ("gron_fixed_2024", {Fuel.GAS}, {Fuel.ELECTRICITY}, set()),
        ("gron_fixed_2024", set(), BOTH, BOTH),
        ("orsted_2019", {Fuel.ELECTRICITY}, {Fuel.ELECTRICITY}, {Fuel.ELECTRICITY}),
    ],
)
@pytest.mark.rule("GE-VF-1.3")
def test_electricity_and_gas_are_withdrawn_from_apart(code, named, held, withdrawn):
    assert withdrawn_fuels(part=terms.by_code(code).withdrawal, named=named, held=held) == withdrawn
