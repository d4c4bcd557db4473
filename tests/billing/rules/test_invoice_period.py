"""When what is invoiced (EP-6.4, GE-VF-4.8, GE-VF-4.11, OR-5.1c, OR-5.1d, X-34)."""

from datetime import date

import pytest

from billing.rules.invoice_period import Schedule, due_period, invoiced_through, last_timely_day, schedule
from config.foundation.period import Period
from contracts import terms

MONTHLY = Schedule(day=15, months=1, months_later=1, clause="EP-6.4")
QUARTERLY = Schedule(day=15, months=3, months_later=1, clause="OR-5.1c")
YEARLY = Schedule(day=15, months=12, months_later=1, clause="GE-VF-4.11")


@pytest.mark.parametrize(
    "code, fuel, remote, expected",
    [
        ("energiplus_2023", "ELECTRICITY", True, (15, 1, 1, "EP-6.4")),
        ("energiplus_2023", "ELECTRICITY", False, (15, 1, 1, "EP-6.4")),
        ("gron_variable_2024", "ELECTRICITY", True, (15, 1, 1, "GE-VF-4.8")),
        ("gron_variable_2024", "GAS", True, (15, 12, 1, "GE-VF-4.11")),
        ("orsted_2019", "ELECTRICITY", True, (15, 3, 1, "OR-5.1c")),
        ("orsted_2019", "ELECTRICITY", False, (15, 12, 1, "OR-5.1d")),
    ],
)
@pytest.mark.rule("EP-6.4", "OR-5.1c", "OR-5.1d", "GE-VF-4.8", "GE-VF-4.11")
def test_each_document_has_its_schedule(code, fuel, remote, expected):
    found = schedule(invoicing=terms.by_code(code).invoicing, fuel=fuel, read_remotely_by_the_hour=remote)
    assert (found.day, found.months, found.months_later, found.clause) == expected


@pytest.mark.parametrize(
    "of, as_of, through",
    [
        (MONTHLY, date(2026, 2, 14), date(2026, 1, 1)),
        (MONTHLY, date(2026, 2, 15), date(2026, 2, 1)),  # a Sunday: the calendar day counts
        (MONTHLY, date(2026, 1, 15), date(2026, 1, 1)),
        (QUARTERLY, date(2026, 4, 14), date(2026, 1, 1)),
        (QUARTERLY, date(2026, 4, 15), date(2026, 4, 1)),
        (QUARTERLY, date(2026, 5, 15), date(2026, 4, 1)),
        (YEARLY, date(2026, 12, 31), date(2026, 1, 1)),
        (YEARLY, date(2027, 1, 15), date(2027, 1, 1)),
    ],
)
@pytest.mark.rule("EP-6.4", "OR-5.1c", "GE-VF-4.8", "GE-VF-4.11")
def test_invoiced_through(of, as_of, through):
    assert invoiced_through(schedule=of, as_of=as_of) == through


@pytest.mark.parametrize(
    "of, as_of, open_from, ends_before, expected",
    [
        (MONTHLY, date(2026, 2, 15), date(2026, 1, 1), None, (date(2026, 1, 1), date(2026, 2, 1))),
        (MONTHLY, date(2026, 2, 15), date(2026, 1, 20), None, (date(2026, 1, 20), date(2026, 2, 1))),
        (MONTHLY, date(2026, 2, 15), date(2026, 1, 20), date(2026, 1, 25), (date(2026, 1, 20), date(2026, 1, 25))),
        (
            MONTHLY,
            date(2026, 4, 1),
            date(2026, 1, 1),
            None,
            (date(2026, 1, 1), date(2026, 2, 1)),
        ),  # the oldest first
        (MONTHLY, date(2026, 2, 14), date(2026, 1, 1), None, None),
        (MONTHLY, date(2026, 2, 15), date(2026, 2, 1), None, None),
        (MONTHLY, date(2026, 2, 15), date(2026, 1, 20), date(2026, 1, 20), None),  # ended as it began
        (
            MONTHLY,
            date(2026, 2, 14),
            date(2026, 1, 1),
            date(2026, 1, 10),
            None,
        ),  # its last part waits for the 15th
        (QUARTERLY, date(2026, 4, 15), date(2026, 2, 10), None, (date(2026, 2, 10), date(2026, 4, 1))),
    ],
)
@pytest.mark.rule("EP-6.4", "GE-VF-4.8")
def test_due_period(of, as_of, open_from, ends_before, expected):
    found = due_period(schedule=of, as_of=as_of, open_from=open_from, ends_before=ends_before)
    assert found == (Period(*expected) if expected else None)


@pytest.mark.parametrize(
    "issued_on, day",
    [
        (date(2026, 2, 15), date(2026, 3, 2)),  # 1 March is a Sunday
        (date(2026, 12, 15), date(2026, 12, 29)),
        (date(2026, 3, 20), date(2026, 4, 7)),  # Maundy Thursday to Easter Monday are no bank days
    ],
)
def test_the_last_timely_day_is_a_bank_day(issued_on, day):
    assert last_timely_day(issued_on=issued_on) == day
