"""Holds: what is held is not collected, and is again when the hold is lifted or over (EP-13.2)."""

from datetime import date

import pytest

from billing.enums import HoldState
from billing.operations import payment, payment_hold
from billing.queries.payment import to_collect
from billing.runs.payment_hold import expire_due
from tests.builders import billing
from tests.builders.billing import JOB, TODAY

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 5, 15)


def held(account, claim=None, **fields):
    standard = {"amount": 50_000, "placed_for": "complaint:1", "reason": "disputed", "clause": "EP-13.2"}
    return payment_hold.place(
        account=account, due_item=claim, ends_before=UNTIL, by=JOB, as_of=TODAY, **{**standard, **fields}
    )


def account_with_claim():
    account = billing.billing_account()
    billing.card(account)
    return account, billing.due_item(account)


@pytest.mark.parametrize("names_claim", [True, False])
@pytest.mark.rule("EP-13.2")
def test_held_claim_is_not_drawn_until_the_hold_ends(names_claim):
    account, claim = account_with_claim()
    held(account, claim if names_claim else None)
    with pytest.raises(payment.OnHold):
        payment.prepare(due_item_id=claim.pk, by=JOB, as_of=TODAY)
    assert list(to_collect(supplier=account.supplier, as_of=date(2026, 5, 14))) == []
    assert list(to_collect(supplier=account.supplier, as_of=UNTIL)) == [claim]


def test_hold_on_another_claim_holds_nothing_here():
    account, claim = account_with_claim()
    held(account, billing.due_item(account, collect_on=UNTIL, due_on=UNTIL))
    assert list(to_collect(supplier=account.supplier, as_of=TODAY)) == [claim]


@pytest.mark.rule("EP-13.2")
def test_lifted_hold_frees_the_claim_at_once():
    account, claim = account_with_claim()
    hold = held(account, claim)
    payment_hold.lift(hold=hold, reason="decided", by=JOB, as_of=TODAY)
    assert (hold.state, hold.lifted_on, hold.lifted_by) == (HoldState.LIFTED, TODAY, JOB)
    assert list(to_collect(supplier=account.supplier, as_of=TODAY)) == [claim]


@pytest.mark.rule("EP-13.2")
def test_hold_expires_on_the_day_it_ends_before():
    account, claim = account_with_claim()
    hold = held(account, claim)
    assert expire_due(supplier=account.supplier, as_of=date(2026, 5, 14)) == {"expired": 0}
    assert expire_due(supplier=account.supplier, as_of=UNTIL) == {"expired": 1}
    hold.refresh_from_db()
    assert (hold.state, hold.lifted_on) == (HoldState.EXPIRED, None)


def test_matter_has_one_hold_at_a_time():
    account, claim = account_with_claim()
    held(account, claim)
    with pytest.raises(payment_hold.AlreadyHeld):
        held(account)


def test_hold_larger_than_its_claim_or_already_over_is_refused():
    account, claim = account_with_claim()
    with pytest.raises(payment_hold.HoldOutsideClaim):
        held(account, claim, amount=50_001)
    with pytest.raises(payment_hold.HoldOutsideClaim):
        payment_hold.place(
            account=account,
            amount=1,
            placed_for="complaint:2",
            reason="",
            clause="EP-13.2",
            ends_before=TODAY,
            by=JOB,
            as_of=TODAY,
        )
