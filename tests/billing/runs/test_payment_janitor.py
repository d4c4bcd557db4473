"""Payments without an answer: repeated young, looked up old, never guessed (reliability.md R2, R3)."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import Alarm, Message
from billing.enums import DueState, PaymentState
from billing.gateways.card import ChargeState
from billing.models import Payment
from billing.operations import payment_answer, payment_hold, payment_method
from billing.queries.payment import key_of
from billing.runs import collect, payment_janitor
from billing.runs.charge import answer_of
from config.simulation import set_simulated_day
from tests.builders import billing
from tests.builders.billing import TODAY
from tests.builders.card_world import decide, operate
from tests.builders.charge_world import ASKS_HOLDER, broken_invariants, paid_claims


@pytest.fixture
def claim(world):
    return billing.due_item(world.account_with())


def lose(world, fault):
    operate(world.handle, "faults", kind=fault)
    assert collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)["unknown"] == 1


def clear(world, **how):
    return payment_janitor.resolve_due(as_of=TODAY, provider=world.provider, **how)


def age(days=0, **more):
    Payment.objects.update(sent_at=F("sent_at") - timedelta(days=days, **more), next_try_at=Now())


@pytest.mark.parametrize("fault", ["lost_reply", "never_arrived", "error_before"])
def test_young_payment_is_asked_again_with_its_own_key(world, claim, fault):
    lose(world, fault)
    assert clear(world, at_once=True) == {"resolved": 1}
    claim.refresh_from_db()
    assert claim.state == DueState.PAID
    assert [attempt.idempotency_key for attempt in claim.payments.get().attempts.all()] == [
        f"gron:{claim.cause}:1"
    ] * 2
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}


def test_payment_is_not_looked_at_before_its_turn(world, claim):
    lose(world, "lost_reply")
    assert clear(world) == {"resolved": 0}
    age()
    assert clear(world) == {"resolved": 1}


def test_old_payment_is_looked_up_and_found(world, claim):
    lose(world, "lost_reply")
    world.handle.world.keys.forget()
    age(days=1)
    assert clear(world)["resolved"] == 1
    payment = claim.payments.get()
    assert (payment.state, payment.attempts.last().call) == (PaymentState.SUCCEEDED, "find")
    assert world.captured() == paid_claims()


def test_old_payment_proven_absent_is_cancelled_and_the_claim_drawn_under_a_new_number(world, claim):
    lose(world, "never_arrived")
    age(days=1)
    assert clear(world)["resolved"] == 1
    assert [payment.state for payment in claim.payments.all()] == [PaymentState.CANCELLED]
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    assert list(claim.payments.order_by("number").values_list("number", "state")) == [
        (1, "CANCELLED"),
        (2, "SUCCEEDED"),
    ]
    assert world.captured() == paid_claims()


def test_error_repeated_by_the_provider_is_never_taken_for_an_answer(world, claim):
    lose(world, "error_after")  # the money was taken, the 500 is what the key repeats
    assert clear(world, at_once=True)["resolved"] == 0
    age(days=1)
    assert clear(world)["resolved"] == 1
    claim.refresh_from_db()
    assert claim.state == DueState.PAID
    assert world.captured() == paid_claims()


def test_payment_the_provider_works_on_is_read_until_it_is_decided(world, claim):
    operate(world.handle, "faults", kind="processing")
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    payment = claim.payments.get()
    assert (payment.state, payment.provider_id != "") == (PaymentState.UNKNOWN, True)
    assert clear(world, at_once=True)["resolved"] == 0
    operate(world.handle, f"payments/{payment.provider_id}/settle", outcome="succeeded")
    assert clear(world, at_once=True)["resolved"] == 1
    assert world.captured() == paid_claims()


def test_day_without_an_answer_is_an_alarm_that_closes_with_the_answer(world, claim):
    operate(world.handle, "faults", kind="processing")
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    age(days=1)
    clear(world)
    payment = claim.payments.get()
    alarm = Alarm.objects.get(kind="payment-unknown")
    assert (alarm.ref, alarm.closed_at) == (f"payment:{payment.pk}", None)
    operate(world.handle, f"payments/{payment.provider_id}/settle", outcome="failed")
    clear(world, at_once=True)
    payment.refresh_from_db()
    alarm.refresh_from_db()
    assert (payment.state, alarm.closed_at is None) == (PaymentState.FAILED, False)


def test_payment_that_cannot_be_looked_at_stops_no_other(world, claim, monkeypatch):
    other = billing.due_item(world.account_with())
    operate(world.handle, "faults", kind="lost_reply", times=2)
    collect.run(supplier=world.supplier, as_of=TODAY, provider=world.provider)
    real = payment_janitor.resolve

    def resolve(*, payment, **rest):
        if payment.due_item_id == claim.pk:
            raise ZeroDivisionError
        return real(payment=payment, **rest)

    monkeypatch.setattr(payment_janitor, "resolve", resolve)
    assert clear(world, at_once=True) == {"resolved": 1}
    other.refresh_from_db()
    assert other.state == DueState.PAID
    assert Alarm.objects.get().kind == "payment-janitor-failed"


def stop_wanting(claim, why):
    account = claim.billing_account
    if why == "consent":
        payment_method.withdraw_consent(method=account.payment_methods.get(), by=billing.JOB, as_of=TODAY)
    elif why == "hold":
        payment_hold.place(
            account=account,
            amount=claim.amount,
            placed_for="complaint:1",
            reason="contested",
            clause="OR-7",
            ends_before=TODAY + timedelta(days=30),
            by=billing.JOB,
            as_of=TODAY,
            due_item=claim,
        )


@pytest.mark.parametrize("why", ["consent", "hold"])
def test_young_payment_that_never_arrived_is_not_sent_again_when_it_is_no_longer_wanted(world, claim, why):
    lose(world, "never_arrived")
    stop_wanting(claim, why)
    assert clear(world, at_once=True) == {"resolved": 0}
    payment = claim.payments.get()
    assert (payment.state, payment.attempts.last().call) == (PaymentState.UNKNOWN, "find")
    assert world.captured() == {}
    age(days=1)
    assert clear(world) == {"resolved": 1}
    payment.refresh_from_db()
    assert payment.state == PaymentState.CANCELLED


def test_money_taken_before_the_consent_was_withdrawn_is_found_and_booked(world, claim):
    lose(world, "lost_reply")
    stop_wanting(claim, "consent")
    assert clear(world, at_once=True) == {"resolved": 1}
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}


def test_answer_that_comes_by_web_hook_while_we_are_about_to_ask_is_no_alarm(world, claim, monkeypatch):
    lose(world, "lost_reply")
    ages = payment_janitor.age_of

    def answered_meanwhile(*, payment):
        answer = answer_of(
            world.provider.find(
                reference=key_of(payment=payment),
                customer_token=payment.method.customer_token,
                created_from=payment.prepared_at - timedelta(hours=1),
            )
        )
        payment_answer.record(payment=payment, answer=answer, by=billing.JOB, as_of=TODAY)
        return ages(payment=payment)

    monkeypatch.setattr(payment_janitor, "age_of", answered_meanwhile)
    assert clear(world, at_once=True) == {"resolved": 1}
    payment = claim.payments.get()
    assert (payment.state, payment.claimed_until) == (PaymentState.SUCCEEDED, None)
    assert Alarm.objects.count() == 0
    assert world.captured() == paid_claims()


def draw_all(world, as_of=TODAY):
    counts = collect.run(supplier=world.supplier, as_of=as_of, provider=world.provider)
    return {name: count for name, count in counts.items() if count}


@pytest.fixture
def asked(world):
    claim = billing.due_item(world.account_with(ASKS_HOLDER))
    assert draw_all(world)["requires_action"] == 1
    return claim


def test_payment_its_holder_has_a_week_to_approve_is_left_alone(world, asked):
    age(days=6)
    assert draw_all(world) == {}
    assert asked.payments.get().state == PaymentState.REQUIRES_ACTION


def test_payment_nobody_approved_in_a_week_is_given_up_and_the_card_asked_again(world, asked):
    age(days=7)
    later = TODAY + timedelta(days=7)
    set_simulated_day(later)
    assert draw_all(world, later) == {"cancelled": 1}
    payment = asked.payments.get()
    assert (payment.state, payment.method.state) == (PaymentState.FAILED, "ACTIVE")
    assert world.provider.read(provider_id=payment.provider_id).state is ChargeState.CANCELLED
    assert payment.failure_code == "authentication_failed"
    assert not Message.objects.filter(kind="card_declined").exists()
    set_simulated_day(later + timedelta(days=1))
    draw_all(world, later + timedelta(days=1))
    assert asked.payments.get(number=2).state == PaymentState.REQUIRES_ACTION


def test_claim_whose_approval_never_came_is_drawn_from_the_new_card(world, asked):
    payment_method.withdraw_consent(
        method=asked.billing_account.payment_methods.get(), by=billing.JOB, as_of=TODAY
    )
    world.card_for(asked.billing_account)
    assert draw_all(world) == {"cancelled": 1, "succeeded": 1}
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}


def test_payment_approved_at_the_last_moment_is_booked_and_not_given_up(world, asked):
    payment = asked.payments.get()
    asks = world.provider.authenticate(
        provider_id=payment.provider_id,
        token=payment.method.method_token,
        return_url="http://127.0.0.1/",
        idempotency_key="approve",
    )
    decide(world.handle, asks.action_url)
    age(days=7)
    assert draw_all(world) == {}
    assert world.captured() == paid_claims()
    assert broken_invariants() == {}
