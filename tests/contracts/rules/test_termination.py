"""Notice: EP-11.1a-d, OR-13.1a, GE-V-10.1, GE-F-10.1a-b; law.md §2 (§ 28), rules.md §9."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.foundation.calendar import end_of_month
from contracts.rules.sentence import DecidedBy
from contracts.rules.termination import (
    NoticeForm,
    NoticeUnknown,
    customer_termination,
    form_suffices,
    latest_end_by_law,
    supplier_termination,
)
from contracts.terms.parts.scope import CustomerKind
from tests.contracts.rules.law import LAW, agreed, shown


def ended(code, given_on, **agreement):
    return customer_termination(agreed=agreed(code, **agreement), given_on=date.fromisoformat(given_on), law=LAW)


@pytest.mark.parametrize(
    "given_on, last_day",
    [
        ("2026-01-01", "2026-02-28"),
        ("2026-01-28", "2026-02-28"),
        ("2026-01-31", "2026-02-28"),
        ("2026-02-28", "2026-03-31"),
        ("2026-08-31", "2026-09-30"),
        ("2026-12-31", "2027-01-31"),
        ("2024-01-31", "2024-02-29"),
        ("2028-01-15", "2028-02-29"),
        ("2024-02-29", "2024-03-31"),
    ],
)
@pytest.mark.rule("GE-V-10.1")
def test_without_a_binding_one_month_to_the_end_of_a_month(given_on, last_day):
    """GE-V-10.1; rules.md §9: notice on the 31st, leap days."""
    found = ended("gron_variable_2024", given_on, concluded="2023-01-15")
    assert found.last_day == date.fromisoformat(last_day)
    assert (found.decided_by, found.clauses) == (DecidedBy.TERMS, ("GE-V-10.1",))


@pytest.mark.parametrize(
    "concluded, given_on, last_day",
    [
        ("2026-01-15", "2026-06-20", "2026-07-31"),
        ("2026-01-15", "2026-07-01", "2026-08-31"),
        ("2026-01-31", "2026-06-30", "2026-07-31"),
        ("2026-01-15", "2026-04-10", "2026-07-31"),  # notice in month 4 to leave at month 6
        ("2026-01-15", "2026-01-16", "2026-07-31"),
        ("2026-01-01", "2026-02-01", "2026-06-30"),  # free from 1 July: the month before is long enough
        ("2026-01-02", "2026-02-01", "2026-07-31"),
        ("2023-08-31", "2023-09-01", "2024-02-29"),  # free from 29 February 2024
        ("2027-08-31", "2027-09-01", "2028-02-29"),
        ("2024-02-29", "2024-03-01", "2024-08-31"),
    ],
)
@pytest.mark.rule("GE-F-10.1b", "X-52")
def test_a_fixed_price_ends_no_earlier_than_its_six_months(concluded, given_on, last_day):
    """GE-F-10.1b with X-52; rules.md §6 and §9."""
    found = ended("gron_fixed_2024", given_on, concluded=concluded)
    assert (found.last_day, found.ends_before) == (
        date.fromisoformat(last_day),
        date.fromisoformat(last_day) + timedelta(days=1),
    )


@pytest.mark.rule("GE-F-10.1b", "X-52")
def test_why_shows_both_steps_of_a_held_notice():
    """The last step decided, and says that the reading is ours."""
    found = ended("gron_fixed_2024", "2026-04-10")
    assert [shown(step) for step in found.why] == [
        "1 month's notice from 2026-04-10, to the end of a month, is 2026-05-31.",
        "The binding lasts until 2026-07-14, and the agreement ends with that month: 2026-07-31.",
    ]
    assert [step.decided_by for step in found.why] == [DecidedBy.TERMS, DecidedBy.OUR_CHOICE]
    assert found.decided_by is DecidedBy.OUR_CHOICE


@pytest.mark.rule("GE-F-10.1a", "X-75")
def test_gas_under_fixed_terms_is_not_held():
    assert ended("gron_fixed_2024", "2026-02-01", fuel="gas").last_day == date(2026, 3, 31)


@pytest.mark.parametrize(
    "given_on, last_day",
    [
        ("2026-03-02", "2029-02-28"),  # early notice is kept: X-76
        ("2029-01-31", "2029-02-28"),
        ("2029-02-01", "2029-03-31"),
        ("2029-06-30", "2029-07-31"),
    ],
)
@pytest.mark.rule("EP-11.1a", "EP-11.1b", "X-25", "X-76")
def test_a_business_is_held_for_36_months_from_the_agreed_start(given_on, last_day):
    """EP-11.1a, EP-11.1b with X-25 and X-76; no law shortens it."""
    found = ended("energiplus_2023", given_on, concluded="2026-01-15", starts="2026-03-01")
    assert found.last_day == date.fromisoformat(last_day)
    assert DecidedBy.LAW not in {step.decided_by for step in found.why}


@pytest.mark.parametrize(
    "start, last_day", [("2025-02-28", "2028-02-29"), ("2024-02-29", "2027-02-28"), ("2026-08-31", "2029-08-31")]
)
@pytest.mark.rule("EP-11.1a")
def test_36_months_that_end_in_february_or_on_the_31st(start, last_day):
    """EP-11.1a; rules.md §9: clipped ends."""
    assert ended("energiplus_2023", start, concluded=start).last_day == date.fromisoformat(last_day)


@pytest.mark.parametrize(
    "own, given_on, last_day, decided_by",
    [
        ({}, "2026-02-10", "2026-03-31", DecidedBy.LAW),  # nothing stated: the law's month
        ({"notice_months": 1}, "2026-02-10", "2026-03-31", DecidedBy.AGREEMENT),
        ({"notice_months": 1, "binding_months": 6}, "2026-02-10", "2026-07-31", DecidedBy.AGREEMENT),
        ({"notice_months": 1, "binding_months": 12}, "2026-02-10", "2026-07-31", DecidedBy.LAW),
        ({"notice_months": 1, "binding_months": 12}, "2026-06-15", "2026-07-31", DecidedBy.LAW),
        ({"notice_months": 1, "binding_months": 12}, "2026-07-01", "2026-08-31", DecidedBy.LAW),
        ({"notice_months": 1, "binding_months": 12}, "2026-12-01", "2027-01-31", DecidedBy.AGREEMENT),
        ({"notice_months": 3}, "2026-02-10", "2026-05-31", DecidedBy.AGREEMENT),  # within the first five months
        ({"notice_months": 3}, "2026-08-10", "2026-09-30", DecidedBy.LAW),
        ({"notice_months": 0}, "2026-02-10", "2026-02-28", DecidedBy.AGREEMENT),
    ],
)
@pytest.mark.rule("OR-13.1a")
def test_the_front_page_decides_up_to_the_laws_limit(own, given_on, last_day, decided_by):
    """OR-13.1a; law.md §2: concluded 15 January 2026, five months have passed on 15 June."""
    found = ended("orsted_2019", given_on, concluded="2026-01-15", **own)
    assert (found.last_day, found.decided_by) == (date.fromisoformat(last_day), decided_by)


@pytest.mark.parametrize(
    "code, given_on, clause",
    [
        ("energiplus_2023", "2029-06-10", "EP-11.1b"),
        ("orsted_2019", "2026-02-10", "OR-13.1a"),
        ("gron_variable_2024", "2026-02-10", "GE-V-10.1"),
        ("gron_fixed_2024", "2026-02-10", "GE-F-10.1b"),
    ],
)
@pytest.mark.rule("EP-11.1b", "OR-13.1a", "GE-V-10.1", "GE-F-10.1b")
def test_a_notice_of_the_agreements_own_stands_under_the_clause_on_notice(code, given_on, clause):
    step = ended(code, given_on, notice_months=2).why[0]
    assert (step.clause, step.decided_by) == (clause, DecidedBy.AGREEMENT)
    assert step.params["months"] == 2


def test_why_shows_that_the_law_won():
    """law.md §2: the steps of the agreement stand first, the law's decide."""
    found = ended("orsted_2019", "2026-02-10", notice_months=1, binding_months=12)
    assert [shown(step) for step in found.why] == [
        "1 month's notice from 2026-02-10, to the end of a month, is 2026-03-31.",
        "The binding lasts until 2027-01-14, and the agreement ends with that month: 2027-01-31.",
        "The law lets every household give notice once 5 months have passed: from 2026-06-15.",
        "1 month's notice from 2026-06-15, to the end of a month, is 2026-07-31.",
    ]
    assert found.clauses == ("OR-13.1a",)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 900), st.integers(0, 24), st.integers(0, 36))
def test_no_household_is_ever_held_beyond_the_law(concluded_on, days_on, notice_months, binding_months):
    """law.md §2: the end is a month's end, never before the notice, and never after the law's."""
    agreement = agreed(
        "orsted_2019",
        concluded=concluded_on.isoformat(),
        notice_months=notice_months,
        binding_months=binding_months,
    )
    given_on = concluded_on + timedelta(days=days_on)
    last_day = customer_termination(agreed=agreement, given_on=given_on, law=LAW).last_day
    assert given_on <= last_day <= latest_end_by_law(agreed=agreement, given_on=given_on, law=LAW)
    assert last_day == end_of_month(last_day)


@given(st.dates(date(2024, 9, 1), date(2035, 12, 31)), st.integers(0, 400))
@pytest.mark.rule("GE-F-10.1b", "X-52")
def test_gron_fixed_keeps_within_the_law_by_itself(concluded_on, days_on):
    """The only reading that fits the law's five months and one."""
    found = ended(
        "gron_fixed_2024",
        (concluded_on + timedelta(days=days_on)).isoformat(),
        concluded=concluded_on.isoformat(),
    )
    assert found.decided_by is not DecidedBy.LAW


@given(st.dates(date(2024, 9, 1), date(2030, 12, 31)), st.integers(0, 400))
@pytest.mark.rule("GE-F-10.1b")
def test_later_notice_never_ends_earlier(given_on, days_later):
    """GE-F-10.1b, law.md §2."""
    agreement = agreed("gron_fixed_2024", concluded="2024-09-01")
    ends = [
        customer_termination(agreed=agreement, given_on=day, law=LAW).last_day
        for day in (given_on, given_on + timedelta(days=days_later))
    ]
    assert ends[0] <= ends[1]


@pytest.mark.parametrize(
    "code, agreement, last_day",
    [
        ("energiplus_2023", {}, date(2026, 3, 31)),  # EP-11.1c: at any time, also inside the binding
        ("energiplus_2023", {"notice_months": 3}, date(2026, 3, 31)),  # the agreement's notice is the customer's
        ("gron_variable_2024", {}, date(2026, 3, 31)),
        ("gron_variable_2024", {"notice_months": 2}, date(2026, 4, 30)),  # "either party"
        ("gron_fixed_2024", {}, date(2026, 7, 31)),  # GE-F-10.1b: a party, no earlier than six months
        ("orsted_2019", {"notice_months": 2}, date(2026, 4, 30)),
    ],
)
@pytest.mark.rule("EP-11.1c", "OR-13.1a", "GE-V-10.1", "GE-F-10.1b")
def test_the_suppliers_own_notice(code, agreement, last_day):
    found = supplier_termination(agreed=agreed(code, **agreement), given_on=date(2026, 2, 10))
    assert found.last_day == last_day


@pytest.mark.rule("OR-13.1a")
def test_a_notice_that_stands_nowhere_is_a_gap_in_the_data():
    """A supplier may not guess its own notice, nor that of a business."""
    with pytest.raises(NoticeUnknown, match="supplier's"):
        supplier_termination(agreed=agreed("orsted_2019"), given_on=date(2026, 2, 10))
    with pytest.raises(NoticeUnknown, match="customer's"):
        ended("orsted_2019", "2026-02-10", customer=CustomerKind.BUSINESS)
    with pytest.raises(NoticeUnknown, match="no agreement"):
        ended("cerius_2019", "2026-02-10")


@pytest.mark.parametrize(
    "code, form, suffices",
    [
        ("energiplus_2023", NoticeForm.PHONE, False),
        ("energiplus_2023", NoticeForm.EMAIL, True),
        ("energiplus_2023", NoticeForm.SELF_SERVICE, True),
        ("energiplus_2023", NoticeForm.LETTER, True),
        ("orsted_2019", NoticeForm.PHONE, True),
        ("gron_fixed_2024", NoticeForm.PHONE, True),
    ],
)
@pytest.mark.rule("EP-11.1d")
def test_where_notice_must_be_in_writing(code, form, suffices):
    """EP-11.1d; the household terms ask for no form."""
    assert form_suffices(agreed=agreed(code), form=form) is suffices
