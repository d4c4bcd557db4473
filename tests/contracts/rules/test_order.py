"""For whom terms are, what an early start asks for, and that no answer is no approval."""

from datetime import date

import pytest

from contracts import terms
from contracts.enums import CreditOutcome
from contracts.rules.order import (
    NextStep,
    asks_for_arrears,
    is_meant_for,
    needs_credit_check,
    needs_registration,
    needs_start_request,
    next_step,
)
from contracts.terms.parts.scope import CustomerKind

HOUSEHOLD, BUSINESS = CustomerKind.HOUSEHOLD, CustomerKind.BUSINESS


@pytest.mark.rule("EP-1.1", "OR-1.1", "GE-VF-1.1")
@pytest.mark.parametrize(
    "code, household, business",
    [
        ("energiplus_2023", False, True),
        ("orsted_2019", True, False),
        ("gron_variable_2024", True, False),
        ("gron_fixed_2024", True, False),
    ],
)
def test_terms_are_for_one_main_use(code, household, business):
    document = terms.by_code(code)
    assert is_meant_for(terms=document, customer=HOUSEHOLD) is household
    assert is_meant_for(terms=document, customer=BUSINESS) is business


@pytest.mark.rule("EP-1.1")
def test_a_business_gives_its_company_number_and_a_household_none():
    assert needs_registration(terms=terms.by_code("energiplus_2023"), customer=BUSINESS)
    assert needs_registration(terms=terms.by_code("orsted_2019"), customer=BUSINESS)
    assert not needs_registration(terms=terms.by_code("orsted_2019"), customer=HOUSEHOLD)


@pytest.mark.rule("OR-11.2")
@pytest.mark.parametrize(
    "day, last, needed",
    [
        (date(2026, 4, 7), date(2026, 4, 7), True),
        (date(2026, 4, 8), date(2026, 4, 7), False),
        (date(2026, 3, 20), None, False),
    ],
)
def test_a_start_on_a_day_one_may_still_withdraw_must_be_asked_for(day, last, needed):
    assert needs_start_request(starts_on=day, last_day=last) is needed


@pytest.mark.rule("EP-1.4", "OR-7.1")
@pytest.mark.parametrize(
    "code, waits", [("energiplus_2023", True), ("orsted_2019", True), ("gron_fixed_2024", False)]
)
def test_only_terms_that_say_so_wait_for_a_credit_check(code, waits):
    assert needs_credit_check(terms=terms.by_code(code)) is waits


def test_a_grid_company_concludes_nothing_here():
    assert not needs_credit_check(terms=terms.by_code("cerius_2019"))


@pytest.mark.rule("EP-1.4", "X-35")
@pytest.mark.parametrize(
    "outcome, customer, step",
    [
        (CreditOutcome.APPROVED, HOUSEHOLD, NextStep.GOES_ON),
        (CreditOutcome.APPROVED, BUSINESS, NextStep.GOES_ON),
        (CreditOutcome.UNKNOWN, HOUSEHOLD, NextStep.WAITS),
        (CreditOutcome.UNKNOWN, BUSINESS, NextStep.WAITS),
        (CreditOutcome.REFUSED, HOUSEHOLD, NextStep.SECURITY),
        (CreditOutcome.REFUSED, BUSINESS, NextStep.PERSON_DECIDES),
    ],
)
def test_silence_waits_and_a_household_is_never_turned_away(outcome, customer, step):
    assert next_step(outcome=outcome, owes=False, customer=customer) is step


@pytest.mark.rule("EP-1.5", "OR-7.1", "X-35")
@pytest.mark.parametrize(
    "owes, customer, step",
    [
        (None, HOUSEHOLD, NextStep.WAITS),
        (None, BUSINESS, NextStep.WAITS),
        (True, HOUSEHOLD, NextStep.SECURITY),
        (True, BUSINESS, NextStep.PERSON_DECIDES),
    ],
)
def test_arrears_are_no_approval_whatever_the_bureau_says(owes, customer, step):
    assert next_step(outcome=CreditOutcome.APPROVED, owes=owes, customer=customer) is step


@pytest.mark.rule("EP-1.5", "OR-7.1")
@pytest.mark.parametrize(
    "code, asks",
    [("energiplus_2023", True), ("orsted_2019", True), ("gron_fixed_2024", False), ("cerius_2019", False)],
)
def test_only_terms_that_say_so_ask_for_arrears(code, asks):
    assert asks_for_arrears(terms=terms.by_code(code)) is asks
