"""Drawing one claim: booked once, and every answer of the provider in its own state (reliability.md R1, R2)."""

import pytest

from accounts.models import Alarm, Event, Message
from billing.enums import DueState, MethodState, PaymentState
from billing.models import Entry, Payment
from billing.operations import payment as payments
from billing.operations import payment_answer
from billing.queries.balance import ledger_balance
from billing.rules.payment_answer import Outcome, PaymentAnswer
from billing.runs.charge import charge
from config.simulation import set_simulated_day
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.builders.card_world import operate
from tests.builders.charge_world import (
    ASKS_HOLDER,
    GOOD,
    SHORT_OF_MONEY,
    broken_invariants,
    paid_claims,
)


def draw(world, due_item, as_of=TODAY):
    return charge(due_item_id=due_item.pk, provider=world.provider, by=JOB, as_of=as_of)


def test_claim_is_drawn_booked_and_paid_once(world):
    account = world.account_with(GOOD)
    claim = billing.due_item(account)
    payment = draw(world, claim)
    claim.refresh_from_db()
    assert (payment.state, payment.number, claim.state, claim.paid_on) == ("SUCCEEDED", 1, "PAID", TODAY)
    assert ledger_balance(account=account, as_of=TODAY) == 50_000
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}
    kinds = list(Event.objects.filter(customer=account.customer).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["billing.due_item.paid", "billing.payment.succeeded"]


def test_attempt_keeps_the_derived_key(world):
    claim = billing.due_item(world.account_with())
    attempt = draw(world, claim).attempts.get()
    assert (attempt.call, attempt.outcome) == ("charge", "succeeded")
    assert attempt.idempotency_key == f"gron:{claim.cause}:1"


def test_paid_claim_is_refused(world):
    claim = billing.due_item(world.account_with())
    draw(world, claim)
    with pytest.raises(payments.NothingToPay):
        draw(world, claim)
    assert sum(world.captured().values()) == 1


def test_soft_decline_keeps_the_card_and_says_when_it_is_tried_again(world):
    account = world.account_with(SHORT_OF_MONEY)
    claim = billing.due_item(account)
    set_simulated_day(TODAY)
    payment = draw(world, claim)
    claim.refresh_from_db()
    assert (payment.state, payment.may_retry, claim.state) == (PaymentState.FAILED, True, DueState.OPEN)
    assert account.payment_methods.get().state == MethodState.ACTIVE
    message = Message.objects.get(kind="card_declined")
    assert message.reason == f"card_declined:{payment.pk}"
    assert "2. maj 2026" in message.body
    assert not Entry.objects.exists()


def test_hard_decline_makes_the_card_invalid(world):
    account = world.account_with()
    operate(world.handle, "faults", kind="decline", decline_code="stolen_card")
    payment = draw(world, billing.due_item(account))
    method = account.payment_methods.get()
    assert (payment.state, payment.may_retry) == (PaymentState.FAILED, False)
    assert (method.state, method.invalid_reason) == (MethodState.INVALID, "stolen_card")


def test_bank_that_asks_its_customer_has_not_said_no(world):
    account = world.account_with(ASKS_HOLDER)
    claim = billing.due_item(account)
    payment = draw(world, claim)
    claim.refresh_from_db()
    assert (payment.state, claim.state) == (PaymentState.REQUIRES_ACTION, DueState.OPEN)
    assert Message.objects.filter(kind="payment_needs_approval").count() == 1
    with pytest.raises(payments.PaymentUnderWay):
        draw(world, claim)


@pytest.mark.parametrize("fault", ["lost_reply", "never_arrived", "error_before", "error_after"])
def test_lost_answer_is_unknown_and_nothing_else_happens_to_the_claim(world, fault):
    claim = billing.due_item(world.account_with())
    operate(world.handle, "faults", kind=fault)
    payment = draw(world, claim)
    claim.refresh_from_db()
    assert (payment.state, payment.tries, claim.state) == (PaymentState.UNKNOWN, 1, DueState.OPEN)
    with pytest.raises(payments.PaymentUnderWay):
        draw(world, claim)


def test_claim_on_hold_early_or_without_card_is_not_drawn(world):
    account = world.account_with()
    early = billing.due_item(account, collect_on=TODAY.replace(day=2), due_on=TODAY.replace(day=2))
    with pytest.raises(payments.NotYetDue):
        draw(world, early)
    with pytest.raises(payments.NoCard):
        draw(world, billing.due_item())
    assert not Payment.objects.exists()


def test_money_taken_that_we_called_refused_is_an_alarm_and_not_a_posting(world):
    claim = billing.due_item(world.account_with(SHORT_OF_MONEY))
    payment = draw(world, claim)
    answer = PaymentAnswer(outcome=Outcome.SUCCEEDED, provider_id="pi_late", amount=50_000, currency="DKK")
    payment_answer.record(payment=payment, answer=answer, by=JOB, as_of=TODAY)
    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED
    assert [alarm.ref for alarm in Alarm.objects.filter(kind="payment-captured-wrongly")] == ["stripe:pi_late"]
    assert not Entry.objects.exists()
