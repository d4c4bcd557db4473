"""Web hooks (R6): verified, reduced to what is needed, refused when forged, and listed when lost."""

import json
import time

import pytest
import stripe

from billing.gateways.card import EventKind, EventRefused
from tests.builders.card_provider import LONG_AGO, charge, enrol, provider_at
from tests.builders.card_world import WEBHOOK_SECRET, operate, wait_until


def arrived(provider, inbox, handle):
    wait_until(lambda: handle.world.courier.waiting() == 0)
    pairs = zip(inbox.bodies, inbox.headers, strict=True)
    return [provider.parse_event(body=body, signature=header["Stripe-Signature"]) for body, header in pairs]


def test_events_of_enrolment_charge_refund_and_dispute(provider, handle, saved, inbox):
    paid = charge(provider, saved)
    provider.refund(reference="r", provider_id=paid.provider_id, amount=5, idempotency_key="r")
    operate(handle, "disputes", payment=paid.provider_id)
    events = arrived(provider, inbox, handle)
    told = [(event.kind, event.payment_id) for event in events if event.kind is not EventKind.OTHER]
    assert told == [
        (EventKind.ENROLMENT_COMPLETED, ""),
        (EventKind.PAYMENT_SUCCEEDED, paid.provider_id),
        (EventKind.PAYMENT_REFUNDED, paid.provider_id),
        (EventKind.DISPUTE_OPENED, paid.provider_id),
    ]
    done = next(event for event in events if event.kind is EventKind.PAYMENT_SUCCEEDED)
    assert (done.provider, done.reference, done.object_id) == ("stripe", "p1", paid.provider_id)
    assert (done.payload["amount_received"], done.payload["customer"]) == (12_345, saved.customer_token)


def test_bank_asking_for_its_customer_is_no_failure(provider, handle, inbox):
    saved = enrol(provider, handle, number="4000 0027 6000 3184")
    asked = charge(provider, saved)
    last = arrived(provider, inbox, handle)[-1]
    assert (last.kind, last.payment_id) == (EventKind.PAYMENT_NEEDS_ACTION, asked.provider_id)


def test_card_updated_by_the_network_tells_what_may_be_shown(provider, handle, saved, inbox):
    operate(handle, f"methods/{saved.token}/renew", month=3, year=2041, last4="1881")
    last = arrived(provider, inbox, handle)[-1]
    assert (last.kind, last.object_id) == (EventKind.METHOD_UPDATED, saved.token)
    shown = {"brand": "visa", "last4": "1881", "exp_month": 3, "exp_year": 2041}
    assert last.payload["card"] == shown | {"fingerprint": saved.fingerprint}
    assert "billing_details" not in last.payload


def test_dropped_events_are_listed_with_the_same_ids(provider, handle, saved, inbox):
    operate(handle, "chaos", seed=3, rates={"webhook_drop": 0.5, "webhook_duplicate": 0.3})
    for number in range(10):
        charge(provider, saved, reference=f"p{number}")
    received = {event.event_id for event in arrived(provider, inbox, handle)}
    listed = {event.event_id for event in provider.events(created_from=LONG_AGO)}
    assert received < listed
    assert len(inbox.bodies) > len(received)


BODY = json.dumps(
    {"id": "evt_1", "object": "event", "type": "x", "created": 1, "data": {"object": {"object": "x"}}}
)


def signed(body=BODY, *, secret=WEBHOOK_SECRET, age=0):
    return stripe.WebhookSignature.generate_signature_header(body, secret, int(time.time()) - age)


def test_signed_event_of_an_unknown_kind_is_read(provider):
    assert provider.parse_event(body=BODY.encode(), signature=signed()).kind is EventKind.OTHER


@pytest.mark.parametrize("age, taken", [(295, True), (310, False)])
def test_signature_is_good_for_300_seconds(provider, age, taken):
    if taken:
        assert provider.parse_event(body=BODY.encode(), signature=signed(age=age)).event_id == "evt_1"
    else:
        with pytest.raises(EventRefused):
            provider.parse_event(body=BODY.encode(), signature=signed(age=age))


@pytest.mark.parametrize(
    "body, signature",
    [
        (BODY.encode(), ""),
        (BODY.encode(), "t=1,v1=00"),
        (BODY.encode(), "nonsense"),
        (BODY.encode(), signed(secret="whsec_other")),
        (BODY.replace("evt_1", "evt_2").encode(), signed()),
        (b"\xff\xfe", signed()),
        (b"[]", signed("[]")),
        (b"{}", signed("{}")),
        (b"not json", signed("not json")),
        (b"x" * 300_000, signed("x" * 300_000)),
    ],
    ids=[
        "not signed",
        "wrong sum",
        "no signature",
        "another secret",
        "another body",
        "not text",
        "a list",
        "an empty object",
        "not JSON",
        "too large",
    ],
)
def test_forged_or_broken_event_is_refused(provider, body, signature):
    with pytest.raises(EventRefused):
        provider.parse_event(body=body, signature=signature)


def test_both_secrets_are_good_while_they_are_rolled(handle):
    provider = provider_at(handle.base_url, secrets=("whsec_new", WEBHOOK_SECRET))
    for secret in ("whsec_new", WEBHOOK_SECRET):
        assert provider.parse_event(body=BODY.encode(), signature=signed(secret=secret)).event_id == "evt_1"
