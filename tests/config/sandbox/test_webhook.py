"""Web hooks: signed, retried, doubled, dropped, shuffled, and always listed (R6)."""

import json

import pytest
import stripe

from tests.builders import card_world
from tests.builders.card_world import WEBHOOK_SECRET, operate, wait_until


@pytest.fixture
def inbox():
    with card_world.receiver() as kept:
        yield kept


@pytest.fixture
def handle(inbox):
    with card_world.sandbox(webhook_url=inbox.url) as running:
        yield running


def detach(client, customer):
    """One change that makes exactly one event."""
    token = client.v1.payment_methods.attach("pm_card_visa", {"customer": customer}).id
    client.v1.payment_methods.detach(token)
    return token


def subjects(inbox):
    return [json.loads(body)["data"]["object"]["id"] for body in inbox.bodies]


def quiet(handle):
    wait_until(lambda: handle.world.courier.waiting() == 0)


def test_signature_is_what_the_official_client_expects(handle, client, customer, inbox):
    token = detach(client, customer)
    quiet(handle)
    body, header = inbox.bodies[0], inbox.headers[0]["Stripe-Signature"]
    event = stripe.Webhook.construct_event(body, header, WEBHOOK_SECRET)
    assert (event.type, event.data.object.id) == ("payment_method.detached", token)
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, header, "whsec_other")
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body.replace(b"detached", b"attached"), header, WEBHOOK_SECRET)


def test_refused_delivery_is_tried_again_until_it_is_taken(handle, client, customer, inbox):
    inbox.answers = [500, 400, 302, 200]
    token = detach(client, customer)
    quiet(handle)
    assert subjects(inbox) == [token] * 4
    assert client.v1.events.list().data[0].pending_webhooks == 0


def test_doubled_delivery_has_one_event_id(handle, client, customer, inbox):
    operate(handle, "faults", kind="webhook_duplicate")
    token = detach(client, customer)
    quiet(handle)
    assert subjects(inbox) == [token, token]
    assert len({json.loads(body)["id"] for body in inbox.bodies}) == 1


def test_dropped_delivery_is_listed_and_can_be_sent_again(handle, client, customer, inbox):
    operate(handle, "faults", kind="webhook_drop")
    lost, kept = detach(client, customer), detach(client, customer)
    quiet(handle)
    assert subjects(inbox) == [kept]
    listed = client.v1.events.list({"types": ["payment_method.detached"]}).data
    assert [row.data.object.id for row in listed] == [kept, lost]
    operate(handle, "webhooks", action="resend", event=listed[1].id)
    quiet(handle)
    assert subjects(inbox) == [kept, lost]


def test_held_back_then_released_shuffled_by_seed(handle, client, customer, inbox):
    operate(handle, "webhooks", action="pause")
    tokens = [detach(client, customer) for _ in range(6)]
    assert inbox.bodies == []
    operate(handle, "webhooks", action="release", seed=1)
    quiet(handle)
    assert sorted(subjects(inbox)) == sorted(tokens)
    assert subjects(inbox) != tokens


def test_delayed_delivery_is_overtaken(handle, client, customer, inbox):
    operate(handle, "faults", kind="webhook_delay", seconds=0.8)
    late, early = detach(client, customer), detach(client, customer)
    quiet(handle)
    assert subjects(inbox) == [early, late]


def test_receiver_that_was_away_gets_it_after_a_restart(tmp_path, inbox):
    with card_world.sandbox(directory=tmp_path, webhook_url="http://127.0.0.1:9/") as running:
        client = stripe.StripeClient(card_world.API_KEY, base_addresses={"api": running.base_url})
        token = detach(client, client.v1.customers.create({}).id)
    with card_world.sandbox(directory=tmp_path, webhook_url=inbox.url) as running:
        quiet(running)
    assert subjects(inbox) == [token]


def test_payment_tells_what_happened_in_order(handle, client, customer, card, inbox):
    facts = {"amount": 5000, "currency": "dkk", "customer": customer, "payment_method": card}
    client.v1.payment_intents.create(facts | {"confirm": True, "off_session": True})
    quiet(handle)
    assert [json.loads(body)["type"] for body in inbox.bodies] == ["charge.succeeded", "payment_intent.succeeded"]
