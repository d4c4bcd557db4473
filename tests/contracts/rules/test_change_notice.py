"""Changes of price and terms: EP-13.4-14.1, OR-17.1-17.2, GE-VF-13.1-13.2; X-21, X-63, X-74; law.md §5."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import terms
from contracts.rules.change_notice import (
    ChangeKind,
    change_start,
    last_day_to_tell,
    leave_end,
    leave_right,
    reason_allowed,
)
from contracts.rules.sentence import DecidedBy
from contracts.rules.statute import StatuteRow
from tests.contracts.rules.law import LAW, agreed, shown

RETAIL = ("energiplus_2023", "orsted_2019", "gron_variable_2024", "gron_fixed_2024")
HOUSEHOLD = RETAIL[1:]
ADVERSE = (ChangeKind.MATERIAL_ADVERSE, ChangeKind.OTHER_ADVERSE)


def started(code, kind, told, law=LAW):
    return change_start(agreed=agreed(code), kind=kind, told_on=date.fromisoformat(told), law=law)


@pytest.mark.parametrize("code", HOUSEHOLD)
@pytest.mark.parametrize("kind", ADVERSE)
@pytest.mark.parametrize(
    "told, takes_effect",
    [
        ("2026-01-15", "2026-04-15"),
        ("2026-02-28", "2026-05-28"),
        ("2026-11-28", "2027-02-28"),
        ("2026-11-29", "2027-03-01"),  # three months before 28 February is 28 November
        ("2026-11-30", "2027-03-01"),
        ("2023-11-29", "2024-02-29"),
        ("2023-11-30", "2024-03-01"),
        ("2027-11-29", "2028-02-29"),
        ("2026-03-31", "2026-07-01"),
        ("2026-01-31", "2026-05-01"),
    ],
)
@pytest.mark.rule("OR-17.2", "GE-VF-13.1")
def test_a_household_is_told_three_months_before_a_change_for_the_worse(code, kind, told, takes_effect):
    """OR-17.2, GE-VF-13.1; law.md §5: the law sets it, and a short month never shortens it."""
    found = started(code, kind, told)
    assert found.takes_effect_on == date.fromisoformat(takes_effect)
    assert found.why[-1].decided_by is DecidedBy.LAW


@pytest.mark.parametrize(
    "told, takes_effect",
    [("2026-05-01", "2026-05-15"), ("2026-12-24", "2027-01-07"), ("2024-02-20", "2024-03-05")],
)
@pytest.mark.rule("EP-13.4", "EP-14.1", "X-21")
def test_a_business_is_told_fourteen_days_before(told, takes_effect):
    """The terms' 14 days and the law's are alike, calendar days."""
    found = started("energiplus_2023", ChangeKind.MATERIAL_ADVERSE, told)
    assert found.takes_effect_on == date.fromisoformat(takes_effect)
    assert [(step.clause, step.decided_by) for step in found.why] == [
        ("EP-14.1", DecidedBy.LAW),
        ("EP-13.4", DecidedBy.TERMS),
    ]


@pytest.mark.parametrize(
    "days, kind, takes_effect, decided_by",
    [
        ("30", ChangeKind.MATERIAL_ADVERSE, "2026-05-31", DecidedBy.LAW),
        ("7", ChangeKind.MATERIAL_ADVERSE, "2026-05-15", DecidedBy.TERMS),
        ("7", ChangeKind.OTHER_ADVERSE, "2026-05-08", DecidedBy.LAW),  # the terms' minimum is for material ones
    ],
)
@pytest.mark.rule("EP-13.4", "EP-14.1", "X-21")
def test_the_longer_of_terms_and_law_wins(days, kind, takes_effect, decided_by):
    """The longer of the law's days and 14 calendar days."""
    other = StatuteRow.of(key="business_change_notice_days", valid_from="2026-01-01", value=days, unit="days")
    found = started("energiplus_2023", kind, "2026-05-01", law=(*LAW, other))
    assert (found.takes_effect_on, found.why[-1].decided_by) == (date.fromisoformat(takes_effect), decided_by)


@pytest.mark.parametrize("code", RETAIL)
@pytest.mark.parametrize("kind", [ChangeKind.FAVOURABLE, ChangeKind.PASSED_ON])
@pytest.mark.rule("EP-5.4", "OR-4.5", "GE-VF-5.5", "EP-13.4", "OR-17.2", "GE-VF-13.1")
def test_what_is_better_or_passed_on_begins_at_once(code, kind):
    """EP-5.4, OR-4.5, GE-VF-5.5; EP-13.4, OR-17.2, GE-VF-13.1 speak of changes for the worse."""
    found = started(code, kind, "2026-05-01")
    assert found.takes_effect_on == date(2026, 5, 1)
    day = date(2026, 5, 1)
    assert last_day_to_tell(agreed=agreed(code), kind=kind, takes_effect_on=day, law=LAW) == day


@pytest.mark.parametrize(
    "code, better, passed_on, decided_by",
    [
        ("energiplus_2023", "EP-13.4", "EP-5.4", DecidedBy.TERMS),
        ("orsted_2019", "OR-17.2", "OR-4.5", DecidedBy.TERMS),
        ("gron_variable_2024", "GE-VF-13.1", "GE-VF-5.5", DecidedBy.OUR_CHOICE),
        ("gron_fixed_2024", "GE-VF-13.1", "GE-VF-5.5", DecidedBy.OUR_CHOICE),
    ],
)
@pytest.mark.rule("EP-5.4", "OR-4.5", "GE-VF-5.5", "EP-13.4", "OR-17.2", "GE-VF-13.1")
def test_what_begins_at_once_names_its_clause(code, better, passed_on, decided_by):
    """GE-VF-5.5 speaks of price information alone; that rates are passed on is our choice there."""
    (own,) = started(code, ChangeKind.FAVOURABLE, "2026-05-01").why
    (others,) = started(code, ChangeKind.PASSED_ON, "2026-05-01").why
    assert own.clause == better
    assert (others.clause, others.decided_by) == (passed_on, decided_by)


@pytest.mark.rule("OR-17.2")
def test_why_counts_the_notice():
    """The arithmetic is shown."""
    (step,) = started("orsted_2019", ChangeKind.MATERIAL_ADVERSE, "2026-11-30").why
    assert shown(step) == "Told on 2026-11-30, the change begins 3 months later at the earliest: on 2027-03-01."


@given(st.dates(date(2021, 1, 1), date(2035, 12, 31)), st.sampled_from(RETAIL), st.sampled_from(ADVERSE))
@pytest.mark.rule("EP-13.4", "OR-17.2", "GE-VF-13.1")
def test_the_first_day_is_the_first_whose_last_day_to_tell_has_not_passed(told_on, code, kind):
    """Both directions agree, to the day."""
    agreement = agreed(code)
    first = change_start(agreed=agreement, kind=kind, told_on=told_on, law=LAW).takes_effect_on
    for day, in_time in ((first, True), (first - timedelta(days=1), False)):
        last = last_day_to_tell(agreed=agreement, kind=kind, takes_effect_on=day, law=LAW)
        assert (told_on <= last) is in_time


@pytest.mark.parametrize("reason", terms.by_code("orsted_2019").change_notice.reasons.value)
@pytest.mark.rule("OR-17.1")
def test_the_closed_list_of_reasons(reason):
    """Five reasons and no other."""
    part = terms.by_code("orsted_2019").change_notice
    assert len(part.reasons.value) == 5
    assert reason_allowed(part=part, reason=reason)


@pytest.mark.parametrize(
    "code, reason, allowed",
    [
        ("orsted_2019", "higher_profit", False),
        ("orsted_2019", "", False),
        ("energiplus_2023", "higher_profit", True),
        ("gron_fixed_2024", "higher_profit", True),
        ("gron_fixed_2024", "", False),  # a change always says why
    ],
)
@pytest.mark.rule("OR-17.1", "EP-13.4", "GE-VF-13.1")
def test_other_reasons(code, reason, allowed):
    """OR-17.1; EP-13.4 and GE-VF-13.1 have no list."""
    assert reason_allowed(part=terms.by_code(code).change_notice, reason=reason) is allowed


@pytest.mark.parametrize(
    "code, may_leave",
    [
        ("energiplus_2023", {ChangeKind.MATERIAL_ADVERSE}),
        ("orsted_2019", {*ADVERSE, ChangeKind.FAVOURABLE}),
        ("gron_variable_2024", {*ADVERSE, ChangeKind.FAVOURABLE}),
        ("gron_fixed_2024", {*ADVERSE, ChangeKind.FAVOURABLE}),
    ],
)
@pytest.mark.rule("EP-13.5", "GE-VF-13.2", "OR-17.2", "X-74")
def test_who_may_leave_for_which_change(code, may_leave):
    """EP-13.5 (material adverse), GE-VF-13.2 (any), OR-17.2 with X-74; never for what is passed on."""
    rights = {
        kind: leave_right(agreed=agreed(code), kind=kind, takes_effect_on=date(2026, 8, 1)) for kind in ChangeKind
    }
    assert {kind for kind, right in rights.items() if right} == may_leave


def right(code="gron_fixed_2024"):
    return leave_right(agreed=agreed(code), kind=ChangeKind.MATERIAL_ADVERSE, takes_effect_on=date(2026, 8, 1))


@pytest.mark.parametrize(
    "told, wanted, ends_before",
    [
        ("2026-05-10", None, "2026-08-01"),  # when the change takes effect, inside the binding or not
        ("2026-05-10", "2026-06-15", "2026-06-15"),
        ("2026-05-10", "2026-12-01", "2026-08-01"),
        ("2026-05-10", "2026-05-01", "2026-05-11"),
        ("2026-07-31", None, "2026-08-01"),  # the last day
        ("2026-08-01", None, None),  # too late for this way out
    ],
)
@pytest.mark.rule("EP-13.5", "GE-VF-13.2", "X-74")
def test_leaving_for_a_change_ends_when_it_begins_at_the_latest(told, wanted, ends_before):
    """No notice period."""
    found = leave_end(
        right=right(),
        told_on=date.fromisoformat(told),
        wanted=date.fromisoformat(wanted) if wanted else None,
    )
    assert found == (date.fromisoformat(ends_before) if ends_before else None)


@pytest.mark.rule("GE-VF-13.2", "X-74")
def test_the_right_says_until_when():
    """The day before the change."""
    assert (right().tell_by, right().ends_before_at_latest) == (date(2026, 7, 31), date(2026, 8, 1))
    assert shown(right().why) == (
        "You may leave without notice and without a fee if you tell us before 2026-08-01, when the change begins."
    )


def test_a_notice_the_law_counts_otherwise_is_refused():
    """law.md §5: a figure in another unit is a mistake in our figures."""
    odd = StatuteRow.of(key="consumer_change_notice_months", valid_from="2026-01-01", value="3", unit="bank_days")
    with pytest.raises(ValueError, match="bank_days"):
        started("orsted_2019", ChangeKind.OTHER_ADVERSE, "2026-05-01", law=(*LAW, odd))


def test_grid_terms_say_nothing_about_changes():
    with pytest.raises(ValueError, match="nothing about changes"):
        started("cerius_2019", ChangeKind.OTHER_ADVERSE, "2026-05-01")
