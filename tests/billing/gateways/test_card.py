"""The card port over Stripe's official client, against the sandbox over real HTTP: cards, charges, refunds."""

import pytest

from billing.gateways.card import ChargeState, EnrolmentState, RefundState
from tests.builders.card_provider import BACK, FAR_AHEAD, LONG_AGO, begin, captured, charge, enrol
from tests.builders.card_world import decide, operate, type_card


def test_enrolment_is_open_until_the_card_is_typed(provider, handle):
    begun = begin(provider)
    assert (begun.state, begun.url) == (EnrolmentState.OPEN, f"{handle.base_url}/c/pay/{begun.enrolment_id}")
    assert provider.read_enrolment(enrolment_id=begun.enrolment_id).state is EnrolmentState.OPEN
    type_card(begun.url, expiry="08/31")
    done = provider.read_enrolment(enrolment_id=begun.enrolment_id)
    assert (done.state, done.customer_token) == (EnrolmentState.COMPLETED, begun.customer_token)
    assert (done.brand, done.last4, done.exp_month, done.exp_year) == ("visa", "4242", 8, 2031)
    assert (done.token[:3], done.fingerprint != "") == ("pm_", True)


def test_enrolment_begun_twice_with_one_key_is_one(provider):
    assert begin(provider) == begin(provider)


def test_second_card_of_a_customer_keeps_the_customer(provider, saved):
    assert begin(provider, key="2", customer_token=saved.customer_token).customer_token == saved.customer_token


def test_enrolment_expires(provider, handle):
    begun = begin(provider)
    operate(handle, "clock", advance=24 * 3600)
    assert provider.read_enrolment(enrolment_id=begun.enrolment_id).state is EnrolmentState.EXPIRED


def test_enrolment_without_an_answer_is_unknown(provider, handle):
    operate(handle, "faults", kind="lost_reply", on="enrol", times=2)
    assert begin(provider).state is EnrolmentState.UNKNOWN
    operate(handle, "faults", kind="never_arrived", on="read")
    assert provider.read_enrolment(enrolment_id="cs_1").state is EnrolmentState.UNKNOWN


def test_card_approved_at_set_up_is_charged_silently(provider, handle):
    saved = enrol(provider, handle, number="4000 0025 0000 3155")
    assert charge(provider, saved).state is ChargeState.SUCCEEDED


def test_removed_card_can_no_longer_be_charged(provider, saved):
    assert provider.remove_card(token=saved.token, idempotency_key="r1") is True
    assert provider.remove_card(token=saved.token, idempotency_key="r2") is True
    refused = charge(provider, saved)
    assert (refused.state, refused.decline_code, refused.retryable) == (
        ChargeState.DECLINED,
        "payment_method_unusable",
        False,
    )


# --- charges


def test_charge_succeeds_with_amount_and_reference(provider, saved):
    done = charge(provider, saved)
    assert (done.state, done.amount, done.currency, done.reference) == (ChargeState.SUCCEEDED, 12_345, "DKK", "p1")
    assert provider.read(provider_id=done.provider_id) == done
    assert captured(provider) == [("p1", 12_345)]


@pytest.mark.parametrize(
    "code, retryable",
    [
        ("generic_decline", True),
        ("insufficient_funds", True),
        ("do_not_honor", True),
        ("processing_error", True),
        ("lost_card", False),
        ("stolen_card", False),
        ("pickup_card", False),
        ("expired_card", False),
    ],
)
def test_decline_says_why_and_whether_to_ask_again(provider, handle, saved, code, retryable):
    operate(handle, "faults", kind="decline", decline_code=code)
    refused = charge(provider, saved)
    assert (refused.state, refused.decline_code, refused.retryable) == (ChargeState.DECLINED, code, retryable)
    assert refused.provider_id.startswith("pi_")
    assert provider.read(provider_id=refused.provider_id) == refused
    assert captured(provider) == []


def test_bank_asks_for_its_customer_and_is_answered(provider, handle):
    saved = enrol(provider, handle, number="4000 0027 6000 3184")
    asked = charge(provider, saved)
    assert (asked.state, asked.decline_code) == (ChargeState.REQUIRES_ACTION, "authentication_required")
    led = provider.authenticate(
        provider_id=asked.provider_id, token=saved.token, return_url=BACK, idempotency_key="a1"
    )
    assert (led.state, led.action_url) == (
        ChargeState.REQUIRES_ACTION,
        f"{handle.base_url}/c/authenticate/{asked.provider_id}",
    )
    decide(handle, led.action_url)
    assert provider.read(provider_id=asked.provider_id).state is ChargeState.SUCCEEDED
    assert captured(provider) == [("p1", 12_345)]


def test_bank_asks_and_its_customer_declines(provider, handle):
    saved = enrol(provider, handle, number="4000 0027 6000 3184")
    asked = charge(provider, saved)
    led = provider.authenticate(
        provider_id=asked.provider_id, token=saved.token, return_url=BACK, idempotency_key="a1"
    )
    decide(handle, led.action_url, decision="reject")
    refused = provider.read(provider_id=asked.provider_id)
    assert (refused.state, refused.decline_code) == (
        ChargeState.DECLINED,
        "payment_intent_authentication_failure",
    )


def test_cancelled_payment_stays_cancelled(provider, handle):
    saved = enrol(provider, handle, number="4000 0027 6000 3184")
    asked = charge(provider, saved)
    assert provider.cancel(provider_id=asked.provider_id, idempotency_key="c1").state is ChargeState.CANCELLED
    led = provider.authenticate(
        provider_id=asked.provider_id, token=saved.token, return_url=BACK, idempotency_key="a1"
    )
    assert led.state is ChargeState.CANCELLED


def test_cancel_of_a_captured_payment_answers_that_it_succeeded(provider, saved):
    done = charge(provider, saved)
    assert provider.cancel(provider_id=done.provider_id, idempotency_key="c1") == done


def test_processing_payment_is_settled_later(provider, handle, saved):
    operate(handle, "faults", kind="processing")
    waiting = charge(provider, saved)
    assert (waiting.state, waiting.amount) == (ChargeState.PROCESSING, 0)
    operate(handle, f"payments/{waiting.provider_id}/settle", outcome="succeeded")
    assert provider.read(provider_id=waiting.provider_id).amount == 12_345


def test_refunds_never_exceed_the_capture(provider, saved):
    paid = charge(provider, saved, amount=10_000)

    def refund(amount, key):
        made = provider.refund(reference=key, provider_id=paid.provider_id, amount=amount, idempotency_key=key)
        return made.state, made.amount

    assert refund(4_000, "r1") == (RefundState.SUCCEEDED, 4_000)
    assert refund(4_000, "r1") == (RefundState.SUCCEEDED, 4_000)
    assert refund(6_001, "r2") == (RefundState.REFUSED, 0)
    assert refund(6_000, "r3") == (RefundState.SUCCEEDED, 6_000)
    (row,) = provider.captures(created_from=LONG_AGO, created_to=FAR_AHEAD)
    assert (row.amount, row.refunded, row.disputed) == (10_000, 10_000, False)


def test_refund_without_an_answer_is_unknown_and_its_key_repeats_it(provider, handle, saved):
    paid = charge(provider, saved, amount=10_000)
    operate(handle, "faults", kind="lost_reply", on="refund")
    facts = {"reference": "r", "provider_id": paid.provider_id, "amount": 7_000, "idempotency_key": "r"}
    assert provider.refund(**facts).state is RefundState.UNKNOWN
    assert provider.refund(**facts).state is RefundState.SUCCEEDED
    assert [row.refunded for row in provider.captures(created_from=LONG_AGO, created_to=FAR_AHEAD)] == [7_000]
