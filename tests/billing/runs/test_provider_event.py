"""The provider's messages: kept once, in any order the same end, forged without effect (reliability.md R6)."""

import json
import random
import time
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.models import Alarm, StaffTask
from billing.enums import DueState, EventState, MethodState, PaymentState
from billing.models import Payment, ProviderEvent, Transaction
from billing.operations import payment as payments
from billing.queries.balance import ledger_balance
from billing.runs import collect, provider_event
from billing.runs.charge import ask
from config.foundation import clock
from config.sandbox.exchange import public
from config.sandbox.webhook import signature
from tests.builders import billing
from tests.builders.billing import TODAY
from tests.builders.card_provider import charge
from tests.builders.card_world import WEBHOOK_SECRET, operate
from tests.builders.charge_world import (
    ASKS_HOLDER,
    GOOD,
    SHORT_OF_MONEY,
    broken_invariants,
    paid_claims,
)


def told(world):
    """Every message the sandbox has for us, signed as it would post it."""
    for event in world.handle.world.store.all("event"):
        body = json.dumps(public(event)).encode()
        yield body, signature(body, WEBHOOK_SECRET, int(time.time()))


def deliver(world, messages):
    for body, mark in messages:
        assert provider_event.receive(body=body, signature=mark, provider=world.provider) is not None


def handle_all(world, as_of=TODAY):
    return provider_event.handle_due(as_of=as_of, provider=world.provider)


def drawn(world, card=GOOD):
    claim = billing.due_item(world.account_with(card))
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    return claim


def test_message_is_kept_once_and_handled_once(world):
    drawn(world)
    messages = list(told(world))
    deliver(world, messages * 3)
    assert ProviderEvent.objects.count() == len(messages)
    assert handle_all(world) == {"handled": len(messages), "parked": 0}
    assert handle_all(world) == {"handled": 0, "parked": 0}
    assert not ProviderEvent.objects.exclude(state=EventState.DONE).exists()
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}


@pytest.mark.parametrize("how", ["secret", "body", "age", "nothing"])
def test_forged_message_has_no_effect(world, how):
    drawn(world)
    body, mark = next(told(world))
    if how == "secret":
        mark = signature(body, "whsec_other", int(time.time()))
    elif how == "body":
        body += b" "
    elif how == "age":
        mark = signature(body, WEBHOOK_SECRET, int(time.time()) - 301)
    else:
        mark = ""
    assert provider_event.receive(body=body, signature=mark, provider=world.provider) is None
    assert not ProviderEvent.objects.exists()


def test_lost_answer_is_told_by_the_message(world):
    operate(world.handle, "faults", kind="lost_reply")
    claim = drawn(world)
    assert claim.payments.get().state == PaymentState.UNKNOWN
    deliver(world, told(world))
    handle_all(world)
    claim.refresh_from_db()
    assert (claim.payments.get().state, claim.state) == (PaymentState.SUCCEEDED, DueState.PAID)
    assert world.captured() == paid_claims()


def test_message_before_our_own_answer_leaves_it_nothing_to_do(world):
    claim = billing.due_item(world.account_with())
    attempt = payments.prepare(due_item_id=claim.pk, by="job:test", as_of=TODAY)
    ask(attempt=attempt, provider=world.provider, by="job:test", as_of=TODAY)
    deliver(world, told(world))
    handle_all(world)
    ask(attempt=attempt, provider=world.provider, by="job:test", as_of=TODAY)
    assert Transaction.objects.count() == 1
    assert world.captured() == paid_claims()


@pytest.mark.parametrize("seed", range(5))
def test_messages_doubled_shuffled_and_dropped_end_as_in_order(world, seed):
    """Nine payments of three kinds, answers lost, each message one to five times, a tenth dropped."""
    chance = random.Random(seed)
    cards = [GOOD, GOOD, SHORT_OF_MONEY, ASKS_HOLDER]
    claims = {card: billing.due_item(world.account_with(card)) for card in cards[1:]}
    more = [billing.due_item(world.account_with(GOOD)) for _ in range(6)]
    operate(world.handle, "chaos", rates={"lost_reply": 0.5}, seed=seed)
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    operate(world.handle, "clear")
    messages = [message for message in told(world) for _ in range(chance.randrange(1, 6))]
    chance.shuffle(messages)
    deliver(world, [message for message in messages if chance.random() > 0.1])
    handle_all(world)
    provider_event.list_missing(provider=world.provider, now=clock.now())
    handle_all(world)
    states = Counter(Payment.objects.values_list("state", flat=True))
    assert states == {"SUCCEEDED": 7, "FAILED": 1, "REQUIRES_ACTION": 1}
    assert claims[ASKS_HOLDER].payments.get().state == PaymentState.REQUIRES_ACTION
    assert {claim.payments.get().state for claim in more} == {"SUCCEEDED"}
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}


def test_message_that_never_came_is_fetched_by_the_nightly_listing(world):
    operate(world.handle, "faults", kind="lost_reply")
    claim = drawn(world)
    assert provider_event.list_missing(provider=world.provider, now=clock.now()) > 0
    assert provider_event.list_missing(provider=world.provider, now=clock.now()) == 0
    handle_all(world)
    claim.refresh_from_db()
    assert claim.state == DueState.PAID


def test_chargeback_is_booked_back_once_opens_the_claim_and_asks_a_person(world):
    claim = drawn(world)
    payment = claim.payments.get()
    operate(world.handle, "disputes", payment=payment.provider_id)
    deliver(world, list(told(world)) * 2)
    handle_all(world)
    claim.refresh_from_db()
    payment.refresh_from_db()
    assert (payment.state, claim.state, claim.paid_on) == (PaymentState.SUCCEEDED, DueState.OPEN, None)
    assert ledger_balance(account=claim.billing_account, as_of=TODAY) == 0
    assert Transaction.objects.filter(reverses__isnull=False).count() == 1
    assert StaffTask.objects.get().kind == "payment-charged-back"


def test_claim_charged_back_is_not_drawn_again_by_itself(world):
    claim = drawn(world)
    operate(world.handle, "disputes", payment=claim.payments.get().provider_id)
    deliver(world, told(world))
    handle_all(world)
    collect.run(supplier=world.supplier, as_of=TODAY + timedelta(days=30), provider=world.provider)
    assert claim.payments.count() == 1


@pytest.mark.parametrize(("amount", "left"), [(50_000, 0), (20_000, 50_000)])
def test_refund_made_at_the_provider_is_booked_back_when_whole_and_shown_to_a_person_when_not(world, amount, left):
    claim = drawn(world)
    payment = claim.payments.get()
    world.provider.refund(reference="r", provider_id=payment.provider_id, amount=amount, idempotency_key="r")
    deliver(world, told(world))
    handle_all(world)
    claim.refresh_from_db()
    assert ledger_balance(account=claim.billing_account, as_of=TODAY) == left
    assert claim.state == (DueState.PAID if left else DueState.OPEN)
    assert list(Alarm.objects.values_list("kind", "ref")) == (
        [("payment-refunded-in-part", f"payment:{payment.pk}")] if left else []
    )


def test_second_capture_of_a_claim_is_an_alarm_and_its_refund_leaves_the_first_booked(world):
    """As after keys were lost: two payments carry our reference, and staff send the second one back."""
    claim = drawn(world)
    method = claim.billing_account.payment_methods.get()
    second = world.provider.charge(
        reference=f"gron:{claim.cause}:1",
        amount=claim.amount,
        currency="DKK",
        customer_token=method.customer_token,
        token=method.method_token,
        description="again",
        idempotency_key="another",
    )
    deliver(world, told(world))
    handle_all(world)
    assert list(Alarm.objects.values_list("kind", "ref")) == [
        ("payment-captured-wrongly", f"stripe:{second.provider_id}")
    ]
    world.provider.refund(reference="r", provider_id=second.provider_id, amount=claim.amount, idempotency_key="r")
    deliver(world, told(world))
    handle_all(world)
    claim.refresh_from_db()
    assert (claim.state, ledger_balance(account=claim.billing_account, as_of=TODAY)) == (DueState.PAID, 50_000)
    assert broken_invariants() == {}


def test_payment_we_have_no_row_of_is_an_alarm(world):
    """As after a restored backup: the provider took money that our books do not know."""
    claim = drawn(world)
    messages = list(told(world))
    method = claim.billing_account.payment_methods.get()
    saved = SimpleNamespace(customer_token=method.customer_token, token=method.method_token)
    charge(world.provider, saved, reference="gron:lost-in-the-backup:1")
    deliver(world, [message for message in told(world) if message[0] not in {body for body, _m in messages}])
    handle_all(world)
    assert {alarm.kind for alarm in Alarm.objects.all()} == {"payment-not-ours"}


def test_card_removed_at_the_provider_does_not_work_here(world):
    account = world.account_with()
    method = account.payment_methods.get()
    world.provider.remove_card(token=method.method_token, idempotency_key="remove-1")
    deliver(world, told(world))
    handle_all(world)
    method.refresh_from_db()
    assert (method.state, method.invalid_reason) == (MethodState.INVALID, "removed_at_provider")


def test_card_replaced_by_its_network_keeps_working_under_new_digits(world):
    account = world.account_with()
    method = account.payment_methods.get()
    operate(world.handle, f"methods/{method.method_token}/renew", year=2040, month=3, last4="1881")
    deliver(world, told(world))
    handle_all(world)
    method.refresh_from_db()
    assert (method.last4, method.expires_month, method.expires_year) == ("1881", 3, 2040)


def test_message_that_goes_wrong_is_tried_again_and_then_parked(world, monkeypatch):
    drawn(world)
    deliver(world, [next(told(world))])
    monkeypatch.setattr(provider_event, "_handle", lambda *args: 1 // 0)
    outcomes = [handle_all(world)["parked"] for _ in range(provider_event.MOST_TRIES + 1)]
    assert outcomes == [0, 0, 0, 0, 1, 0]
    row = ProviderEvent.objects.get()
    assert (row.state, row.tries, row.error) == (EventState.PARKED, 5, "ZeroDivisionError")
