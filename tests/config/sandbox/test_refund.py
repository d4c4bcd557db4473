"""Refunds and disputes: never more back than was taken, and every øre in the settlement report."""

import pytest
import stripe

from tests.builders.card_world import operate


@pytest.fixture
def paid(client, customer, card):
    facts = {"amount": 10_000, "currency": "dkk", "customer": customer, "payment_method": card}
    return client.v1.payment_intents.create(facts | {"confirm": True, "off_session": True}).id


def balance(client):
    return sum(row.net for row in client.v1.balance_transactions.list({"limit": 100}).auto_paging_iter())


def test_partial_refunds_add_up_and_the_next_øre_is_refused(client, paid):
    client.v1.refunds.create({"payment_intent": paid, "amount": 4_000})
    with pytest.raises(stripe.InvalidRequestError, match=r"\(6001\) is greater than .* \(6000\)"):
        client.v1.refunds.create({"payment_intent": paid, "amount": 6_001})
    client.v1.refunds.create({"payment_intent": paid})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": paid, "amount": 1})
    assert refusal.value.code == "charge_already_refunded"
    assert [row.amount for row in client.v1.refunds.list({"payment_intent": paid}).data] == [6_000, 4_000]
    assert balance(client) == 0


def test_refund_that_fails_later_can_be_made_again(handle, client, paid):
    first = client.v1.refunds.create({"payment_intent": paid})
    operate(handle, f"refunds/{first.id}/fail")
    assert client.v1.refunds.retrieve(first.id).status == "failed"
    assert balance(client) == 10_000
    assert client.v1.refunds.create({"payment_intent": paid}).status == "succeeded"


def test_charge_back_takes_the_money_and_blocks_refunds(handle, client, paid):
    dispute = operate(handle, "disputes", payment=paid)
    assert client.v1.disputes.retrieve(dispute["id"]).status == "needs_response"
    assert balance(client) == 0
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": paid})
    assert refusal.value.code == "charge_disputed"


@pytest.mark.parametrize("outcome, left", [("won", 10_000), ("lost", 0)])
def test_dispute_closed(handle, client, paid, outcome, left):
    dispute = operate(handle, "disputes", payment=paid)
    operate(handle, f"disputes/{dispute['id']}/close", outcome=outcome)
    assert client.v1.disputes.retrieve(dispute["id"]).status == outcome
    assert balance(client) == left
    assert [row.type for row in client.v1.events.list({"limit": 2}).data] == [
        "charge.dispute.closed",
        "charge.dispute.created",
    ]
