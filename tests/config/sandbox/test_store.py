"""The journal: a restart, even a torn one, keeps what was answered."""

import pytest
import stripe

from config.sandbox.store import FolderTaken, Store
from tests.builders import card_world


def connect(running):
    return stripe.StripeClient(card_world.API_KEY, base_addresses={"api": running.base_url})


def test_restart_keeps_customers_cards_payments_and_keys(tmp_path):
    with card_world.sandbox(directory=tmp_path) as running:
        client = connect(running)
        customer = client.v1.customers.create({"name": "Åse"}).id
        card = client.v1.payment_methods.attach("pm_card_visa", {"customer": customer}).id
        facts = {"amount": 5000, "currency": "dkk", "customer": customer, "payment_method": card}
        facts |= {"confirm": True, "off_session": True}
        paid = client.v1.payment_intents.create(facts, {"idempotency_key": "k1"}).id
    with card_world.sandbox(directory=tmp_path) as running:
        client = connect(running)
        assert client.v1.customers.retrieve(customer).name == "Åse"
        assert client.v1.payment_methods.retrieve(card).customer == customer
        assert client.v1.payment_intents.create(facts, {"idempotency_key": "k1"}).id == paid
        assert [row.id for row in client.v1.payment_intents.list().data] == [paid]


def test_torn_last_line_is_dropped_whole(tmp_path):
    store = Store(tmp_path)
    store.put({"object": "customer", "id": "cus_1"})
    store.commit()
    store.put({"object": "customer", "id": "cus_2"})
    store.put({"object": "key", "id": "k"})
    store.commit()
    store.close()
    journal = tmp_path / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-5])
    again = Store(tmp_path)
    assert [row["id"] for row in again.all("customer")] == ["cus_1"]
    assert again.all("key") == []
    again.close()


def test_dropped_object_stays_dropped(tmp_path):
    store = Store(tmp_path)
    store.put({"object": "key", "id": "k"})
    store.commit()
    store.drop("key", "k")
    store.commit()
    store.close()
    again = Store(tmp_path)
    assert again.get("key", "k") is None
    again.close()


def test_start_keeps_one_line_per_object(tmp_path):
    store = Store(tmp_path)
    for number in range(50):
        store.put({"object": "customer", "id": "cus_1", "number": number})
        store.commit()
    store.close()
    Store(tmp_path).close()
    assert (tmp_path / "journal.jsonl").read_text() == (
        '[["customer","cus_1",{"object":"customer","id":"cus_1","number":49}]]\n'
    )


def test_folder_belongs_to_one_sandbox_at_a_time(tmp_path):
    first = Store(tmp_path)
    with pytest.raises(FolderTaken):
        Store(tmp_path)
    first.close()
    Store(tmp_path).close()
