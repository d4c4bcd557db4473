"""Something beyond control: written down, told to every customer at once, named clocks rest, money never does."""

from datetime import date

import pytest

from accounts.enums import DeadlineState
from accounts.models import Deadline, DeadlinePause, Event, Message
from complaints.enums import ComplaintSubject
from complaints.operations import complaint as complaints
from complaints.queries.complaint import clock_of, is_overdue
from complaints.runs import complaint_clock
from contracts.enums import AgreementState
from contracts.models import ForceMajeure
from contracts.operations import force_majeure as operations
from contracts.operations.force_majeure import (
    CareMissing,
    DoesNotCount,
    EndsTooEarly,
    Hindrance,
    MoneyNeverRests,
    TermsAreSilent,
)
from contracts.rules.force_majeure import Cause
from contracts.runs import force_majeure as runs
from tests.builders import account, contract, energy

pytestmark = pytest.mark.django_db

FIRST, TODAY, LAST = date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 25)


@pytest.fixture
def gron():
    energy.figures_of_the_law()
    return account.supplier()


def begin(supplier, **fields):
    standard = {
        "cause": Cause.EVENT,
        "reason": "Stormen har lukket kontoret.",
        "starts_on": FIRST,
        "rules": ["complaint-answer"],
    }
    return operations.begin(supplier=supplier, hindrance=Hindrance(**(standard | fields)), by="test", as_of=TODAY)


def complain(customer, as_of):
    subject = ComplaintSubject.TREATMENT
    return complaints.receive(customer=customer, subject=subject, text="Klage", by="test", as_of=as_of)


@pytest.mark.rule("EP-10.1", "OR-9.1", "GE-VF-8")
@pytest.mark.parametrize(
    "terms_code, clause",
    [("gron_variable_2024", "GE-VF-8"), ("energiplus_2023", "EP-10.1"), ("orsted_2019", "OR-9.1")],
)
def test_it_is_written_down_by_the_clause_of_the_supplier(terms_code, clause):
    period = begin(account.supplier("s", terms_code=terms_code), care="Generator stod klar.")
    assert (period.clause, period.starts_on, period.ends_before) == (clause, FIRST, None)
    assert Event.objects.get(kind="contracts.force_majeure.begun").clause == clause


@pytest.mark.rule("EP-10.1", "OR-9.1")
@pytest.mark.parametrize(
    "terms_code, fields, refusal",
    [
        ("cerius_2019", {}, TermsAreSilent),
        ("gron_variable_2024", {"cause": Cause.MONEY}, DoesNotCount),
        ("gron_variable_2024", {"cause": Cause.LABOUR}, DoesNotCount),
        ("orsted_2019", {}, CareMissing),
        ("gron_variable_2024", {"rules": ["complaint-answer", "final-bill"]}, MoneyNeverRests),
        ("gron_variable_2024", {"starts_on": date(2026, 3, 6)}, EndsTooEarly),
        ("gron_variable_2024", {"expected_end": date(2026, 3, 2)}, EndsTooEarly),
    ],
)
def test_what_the_terms_do_not_allow_is_refused_whole(terms_code, fields, refusal):
    supplier = account.supplier("s", terms_code=terms_code)
    with pytest.raises(refusal):
        begin(supplier, **fields)
    assert not ForceMajeure.objects.exists()


@pytest.mark.rule("EP-10.1", "GE-VF-8")
def test_every_customer_with_an_agreement_is_told_once_in_their_language(gron):
    dane = contract.agreement(account.customer(gron)).customer
    swede = contract.agreement(account.customer(gron, language="sv")).customer
    contract.agreement(account.customer(gron), state=AgreementState.ENDED, ends_before=FIRST)
    contract.agreement(account.customer(account.supplier("orsted")))
    period = begin(gron, expected_end=LAST)
    assert runs.run(supplier=gron, as_of=TODAY) == {"hindrance_told": 2}
    assert runs.run(supplier=gron, as_of=TODAY) == {}
    told = {row.customer_id: row for row in Message.objects.filter(kind="force_majeure")}
    assert set(told) == {dane.pk, swede.pk}
    assert {(row.legal, row.clause) for row in told.values()} == {(True, "GE-VF-8")}
    assert "Stormen" in told[dane.pk].body
    assert "25. marts 2026" in told[dane.pk].body
    assert told[dane.pk].subject != told[swede.pk].subject or told[dane.pk].language != told[swede.pk].language
    period.refresh_from_db()
    assert period.told_on == TODAY


@pytest.mark.rule("EP-10.1", "GE-VF-8")
def test_named_clocks_rest_and_run_on_later_by_the_days(gron):
    karen = account.customer(gron)
    complaint = complain(karen, date(2026, 3, 2))
    due = clock_of(complaint).due_at
    period = begin(gron)
    assert clock_of(complaint).state == DeadlineState.SUSPENDED
    late = date(2026, 5, 1)
    assert complaint_clock.run(supplier=gron, as_of=late) == {"warned": 0, "missed": 0}
    assert not is_overdue(complaint, as_of=late)
    assert operations.end(period=period, ends_before=date(2026, 3, 13), by="test", as_of=date(2026, 3, 13)) == 1
    after = clock_of(complaint)
    assert (after.state, (after.due_at - due).days) == (DeadlineState.OPEN, 10)


@pytest.mark.rule("GE-VF-8")
def test_a_clock_that_begins_meanwhile_rests_from_its_own_day(gron):
    begin(gron)
    complain(account.customer(gron), date(2026, 3, 9))
    assert runs.run(supplier=gron, as_of=date(2026, 3, 10))["rested"] == 1
    assert DeadlinePause.objects.get().starts_on == date(2026, 3, 9)


@pytest.mark.rule("EP-10.1", "GE-VF-8")
def test_clocks_that_are_not_named_and_those_of_others_run(gron):
    complain(account.customer(gron), FIRST)
    complain(account.customer(account.supplier("orsted")), FIRST)
    begin(gron, rules=[])
    assert set(Deadline.objects.values_list("state", flat=True)) == {DeadlineState.OPEN}


@pytest.mark.parametrize("day", [FIRST, date(2026, 3, 6)])
def test_it_is_over_after_it_began_and_not_tomorrow(gron, day):
    period = begin(gron)
    with pytest.raises(EndsTooEarly):
        operations.end(period=period, ends_before=day, by="test", as_of=TODAY)


def test_it_is_over_once(gron):
    period = begin(gron)
    operations.end(period=period, ends_before=TODAY, by="test", as_of=TODAY)
    with pytest.raises(EndsTooEarly):
        operations.end(period=period, ends_before=TODAY, by="test", as_of=TODAY)
    assert runs.run(supplier=gron, as_of=TODAY) == {}
