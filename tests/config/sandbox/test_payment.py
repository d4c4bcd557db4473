"""Payment intents: captured, declined, approved by the holder, cancelled, and found again."""

import time

import pytest
import stripe

from tests.builders.card_world import decide, operate


def ask(client, customer, token, *, amount=12_345, **more):
    facts = {"amount": amount, "currency": "dkk", "customer": customer, "payment_method": token}
    return client.v1.payment_intents.create(facts | {"confirm": True, "off_session": True} | more)


def attached(client, customer, token):
    return client.v1.payment_methods.attach(token, {"customer": customer}).id


def test_charge_without_the_holder_succeeds(client, customer, card):
    paid = ask(client, customer, card, metadata={"reference": "r1"})
    assert (paid.status, paid.amount_received, paid.currency) == ("succeeded", 12_345, "dkk")
    charge = client.v1.charges.retrieve(paid.latest_charge, {"expand": ["balance_transaction"]})
    assert (charge.captured, charge.metadata.to_dict()) == (True, {"reference": "r1"})
    assert (charge.balance_transaction.net, charge.balance_transaction.type) == (12_345, "charge")


@pytest.mark.parametrize(
    "forced, code, reason, advice",
    [
        ("generic_decline", "card_declined", "generic_decline", "try_again_later"),
        ("insufficient_funds", "card_declined", "insufficient_funds", "try_again_later"),
        ("lost_card", "card_declined", "lost_card", "do_not_try_again"),
        ("stolen_card", "card_declined", "stolen_card", "do_not_try_again"),
        ("expired_card", "expired_card", None, "do_not_try_again"),
    ],
)
def test_decline_is_402_with_the_payment_inside(handle, client, customer, card, forced, code, reason, advice):
    operate(handle, "faults", kind="decline", decline_code=forced)
    with pytest.raises(stripe.CardError) as decline:
        ask(client, customer, card)
    error = decline.value.json_body["error"]
    assert (error["code"], error.get("decline_code"), error["advice_code"]) == (code, reason, advice)
    assert error["payment_intent"]["status"] == "requires_payment_method"
    kept = client.v1.payment_intents.retrieve(error["payment_intent"]["id"])
    assert (kept.last_payment_error.code, kept.amount_received) == (code, 0)


def test_card_that_saves_but_cannot_pay(client, customer):
    token = attached(client, customer, "pm_card_chargeCustomerFail")
    with pytest.raises(stripe.CardError, match="declined"):
        ask(client, customer, token)


def test_expired_card_is_declined_until_the_network_renews_it(handle, client, customer, card):
    operate(handle, f"methods/{card}/expire")
    with pytest.raises(stripe.CardError) as decline:
        ask(client, customer, card)
    assert decline.value.code == "expired_card"
    operate(handle, f"methods/{card}/renew", month=7, year=2039, last4="1881")
    assert ask(client, customer, card).status == "succeeded"
    saved = client.v1.payment_methods.retrieve(card)
    assert (saved.card.exp_month, saved.card.exp_year, saved.card.last4) == (7, 2039, "1881")


def test_holder_asked_off_session_is_402_then_approved_on_session(handle, client, customer):
    token = attached(client, customer, "pm_card_authenticationRequired")
    with pytest.raises(stripe.CardError) as decline:
        ask(client, customer, token)
    intent = decline.value.json_body["error"]["payment_intent"]
    assert decline.value.code == "authentication_required"
    back = "http://gron.localhost:8000/betaling/"
    asked = client.v1.payment_intents.confirm(intent["id"], {"payment_method": token, "return_url": back})
    assert asked.status == "requires_action"
    answer = decide(handle, asked.next_action.redirect_to_url.url)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{back}?payment_intent={intent['id']}&")
    assert answer.headers["location"].endswith("redirect_status=succeeded")
    assert client.v1.payment_intents.retrieve(intent["id"]).status == "succeeded"


def test_holder_declines_on_the_bank_page(handle, client, customer):
    token = attached(client, customer, "pm_card_authenticationRequired")
    back = "http://gron.localhost:8000/betaling/?x=1"
    asked = ask(client, customer, token, off_session=False, return_url=back)
    answer = decide(handle, asked.next_action.redirect_to_url.url, decision="reject")
    assert answer.headers["location"].startswith(f"{back}&payment_intent=")
    read = client.v1.payment_intents.retrieve(asked.id)
    assert (read.status, read.last_payment_error.code) == (
        "requires_payment_method",
        "payment_intent_authentication_failure",
    )


def test_cancelled_payment_cannot_be_approved_later(handle, client, customer):
    token = attached(client, customer, "pm_card_authenticationRequired")
    asked = ask(client, customer, token, off_session=False, return_url="http://gron.localhost/")
    assert client.v1.payment_intents.cancel(asked.id).status == "canceled"
    assert decide(handle, asked.next_action.redirect_to_url.url).status_code == 410
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.confirm(asked.id)
    assert refusal.value.code == "payment_intent_unexpected_state"


@pytest.mark.parametrize("outcome, status", [("succeeded", "succeeded"), ("failed", "requires_payment_method")])
def test_processing_payment_is_settled_by_the_operator(handle, client, customer, card, outcome, status):
    operate(handle, "faults", kind="processing")
    waiting = ask(client, customer, card)
    assert waiting.status == "processing"
    operate(handle, f"payments/{waiting.id}/settle", outcome=outcome)
    assert client.v1.payment_intents.retrieve(waiting.id).status == status


def test_card_of_another_customer_is_refused(client, card):
    stranger = client.v1.customers.create({"name": "Stranger"}).id
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        ask(client, stranger, card)
    assert refusal.value.param == "payment_method"


@pytest.mark.parametrize("amount, code", [(249, "amount_too_small"), (0, "parameter_invalid_integer")])
def test_amount_below_the_least_is_refused(client, customer, card, amount, code):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        ask(client, customer, card, amount=amount)
    assert refusal.value.code == code


def test_list_pages_through_one_customer_newest_first(client, customer, card):
    made = [ask(client, customer, card, amount=1000 + number).id for number in range(5)]
    other = client.v1.customers.create({"name": "Other"}).id
    ask(client, other, attached(client, other, "pm_card_mastercard"))
    first = client.v1.payment_intents.list({"customer": customer, "limit": 2})
    assert ([row.id for row in first.data], first.has_more) == (made[:2:-1], True)
    assert [row.id for row in first.auto_paging_iter()] == made[::-1]


def test_list_is_cut_by_created(handle, client, customer, card):
    ask(client, customer, card)
    operate(handle, "clock", advance=3600)
    later = ask(client, customer, card)
    since = {"gte": int(time.time()) + 1800}
    listed = client.v1.payment_intents.list({"customer": customer, "created": since})
    assert [row.id for row in listed.data] == [later.id]


def test_search_by_our_reference(client, customer, card):
    ask(client, customer, card, metadata={"reference": "r1"})
    sought = ask(client, customer, card, metadata={"reference": "r2"})
    found = client.v1.payment_intents.search({"query": "metadata['reference']:'r2' AND status:'succeeded'"})
    assert [row.id for row in found.data] == [sought.id]


def test_forced_decline_of_one_customer_spares_the_others(handle, client, customer, card):
    other = client.v1.customers.create({"name": "Other"}).id
    token = attached(client, other, "pm_card_visa")
    operate(handle, "faults", kind="decline", customer=other)
    assert ask(client, customer, card).status == "succeeded"
    with pytest.raises(stripe.CardError):
        ask(client, other, token)
