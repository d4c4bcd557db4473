"""Claiming a payment on account: its claim, its fee, its name (GE-VF-4.7, GE-VF-4.15, X-56, reliability.md R4)."""

from datetime import date

import pytest

from billing.enums import InstalmentState, MethodKind, TransactionKind
from billing.models import Transaction
from billing.operations import aconto_claim, due_item, payment, payment_hold
from billing.operations.aconto_instalment import plan_instalments
from billing.queries.balance import ledger_balance
from config.foundation.transition import ForbiddenTransition
from tests.builders import billing
from tests.builders.billing import JOB

pytestmark = pytest.mark.django_db
APRIL, DRAWN_ON = date(2026, 4, 1), date(2026, 4, 30)


@pytest.fixture
def instalment():
    account = billing.billing_account()
    billing.card(account)
    (made,) = plan_instalments(plan=billing.plan(account), as_of=APRIL)
    return made


def claim(instalment, as_of=DRAWN_ON):
    return aconto_claim.claim(instalment=instalment, by=JOB, as_of=as_of)


def test_claim_is_named_by_account_and_period(instalment):
    claimed = claim(instalment)
    account = instalment.billing_account
    assert claimed.cause == f"aconto:{account.number}:2026-05-01"
    assert (claimed.amount, claimed.channel, claimed.collect_on) == (62_900, MethodKind.CARD, DRAWN_ON)


@pytest.mark.rule("GE-VF-4.7", "GE-VF-4.15", "X-56")
def test_claiming_is_no_sale_but_books_its_fee(instalment):
    claimed = claim(instalment)
    booked = Transaction.objects.get()
    assert (booked.kind, booked.cause) == (TransactionKind.FEE, f"fee:monthly:{claimed.cause}")
    assert ledger_balance(account=instalment.billing_account, as_of=DRAWN_ON) == -900


def test_claim_is_made_once_and_not_before_its_day(instalment):
    with pytest.raises(payment.NotYetDue):
        claim(instalment, as_of=date(2026, 4, 29))
    claim(instalment)
    with pytest.raises((due_item.AlreadyClaimed, ForbiddenTransition)):
        claim(instalment)


def test_claim_made_late_is_due_the_day_it_is_made(instalment):
    claimed = claim(instalment, as_of=date(2026, 5, 3))
    assert (claimed.collect_on, claimed.due_on) == (DRAWN_ON, date(2026, 5, 3))


@pytest.mark.rule("EP-13.2")
def test_account_on_hold_is_not_claimed(instalment):
    payment_hold.place(
        account=instalment.billing_account,
        amount=1,
        placed_for="complaint:1",
        reason="",
        clause="EP-13.2",
        ends_before=date(2026, 5, 10),
        by=JOB,
        as_of=APRIL,
    )
    with pytest.raises(payment.OnHold):
        claim(instalment)


def test_period_claimed_again_after_being_taken_back_has_another_name(instalment):
    claimed = claim(instalment)
    due_item.take_back(due_item=claimed, reason="a mistake", by=JOB, as_of=DRAWN_ON)
    plan_instalments(plan=instalment.plan, as_of=DRAWN_ON)
    again = instalment.plan.instalments.get(period_starts_on=date(2026, 5, 1), state=InstalmentState.PLANNED)
    assert claim(again).cause == f"{claimed.cause}:2"
