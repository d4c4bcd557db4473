"""The sandbox answers the official client, and refuses what the real provider refuses."""

import ast
from pathlib import Path

import pytest
import stripe

import config.sandbox

PRODUCT = {"accounts", "billing", "complaints", "contracts", "django", "stripe"}


def test_customer_created_then_changed_keeps_its_other_facts(client):
    made = client.v1.customers.create({"name": "Åse", "metadata": {"a": "1"}, "preferred_locales": ["da"]})
    client.v1.customers.update(made.id, {"email": "aase@example.dk", "metadata": {"b": "2"}})
    read = client.v1.customers.retrieve(made.id)
    assert (read.name, read.email, read.preferred_locales) == ("Åse", "aase@example.dk", ["da"])
    assert read.metadata.to_dict() == {"a": "1", "b": "2"}


def test_wrong_key_is_401(handle):
    stranger = stripe.StripeClient("sk_test_wrong", base_addresses={"api": handle.base_url})
    with pytest.raises(stripe.AuthenticationError):
        stranger.v1.customers.list()


def test_unknown_parameter_is_refused_by_name(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.customers.create({"surname": "x"})
    assert (refusal.value.code, refusal.value.param) == ("parameter_unknown", "surname")


def test_unknown_object_is_404(client):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.retrieve("pi_none")
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


def test_payment_methods_of_a_customer_until_detached(client, customer, card):
    listed = client.v1.customers.payment_methods.list(customer)
    assert [(row.id, row.card.last4) for row in listed.data] == [(card, "4242")]
    client.v1.payment_methods.detach(card)
    assert client.v1.payment_methods.list({"customer": customer}).data == []
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_methods.attach(card, {"customer": customer})


@pytest.mark.parametrize(
    "token, code, reason",
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
    ],
)
def test_declined_card_cannot_be_saved(client, customer, token, code, reason):
    with pytest.raises(stripe.CardError) as decline:
        client.v1.payment_methods.attach(token, {"customer": customer})
    error = decline.value.json_body["error"]
    assert (decline.value.code, error["decline_code"]) == (code, reason)
    assert client.v1.payment_methods.list({"customer": customer}).data == []


def test_sandbox_imports_nothing_of_the_product():
    found = set()
    for path in Path(config.sandbox.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
    assert [name for name in found if name.split(".")[0] in PRODUCT] == []
    own = [name for name in found if name.split(".")[0] == "config"]
    assert [name for name in own if not name.startswith("config.sandbox")] == []
