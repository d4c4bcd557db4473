"""Arrears are claims past their last timely day, without what is expressly on hold."""

from datetime import date, timedelta

import pytest

from billing.operations import payment_hold
from billing.queries.arrears import owes_overdue
from tests.builders import billing

pytestmark = pytest.mark.django_db

DUE = billing.TODAY


@pytest.fixture
def account():
    found = billing.billing_account()
    billing.due_item(found, collect_on=DUE)
    return found


@pytest.mark.rule("EP-1.5", "OR-7.1")
def test_a_claim_is_owed_from_the_day_after_its_last_timely_one(account):
    last = account.due_items.get().due_on
    assert not owes_overdue(account.customer, as_of=last)
    assert owes_overdue(account.customer, as_of=last + timedelta(days=1))


def test_what_is_paid_is_owed_no_more(account):
    account.due_items.update(state="PAID", paid_on=DUE)
    assert not owes_overdue(account.customer, as_of=date(2030, 1, 1))


@pytest.mark.rule("EP-1.5")
def test_what_is_disputed_is_no_arrears_while_it_is_on_hold(account):
    last = account.due_items.get().due_on
    payment_hold.place(
        account=account,
        amount=100,
        placed_for="complaint:1",
        reason="Vi undersøger det.",
        clause="EP-13.2",
        ends_before=last + timedelta(days=30),
        by="test",
        as_of=DUE,
    )
    assert not owes_overdue(account.customer, as_of=last + timedelta(days=1))
    assert owes_overdue(account.customer, as_of=last + timedelta(days=30))


def test_somebody_elses_claims_are_not_theirs(account):
    assert not owes_overdue(billing.billing_account().customer, as_of=date(2030, 1, 1))
