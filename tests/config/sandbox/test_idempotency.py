"""Idempotency keys as the provider documents them (R1, R3, R4)."""

import threading

import httpx
import pytest

from tests.builders import card_world
from tests.builders.card_world import operate

DAY = 24 * 3600


@pytest.fixture
def ask(handle, customer, card):
    """Ask for money over plain HTTP, so that bytes and headers can be compared."""

    def send(key: str, *, amount: int = 5000, token: str = card) -> httpx.Response:
        form = {"amount": amount, "currency": "dkk", "customer": customer, "payment_method": token}
        headers = {"Authorization": f"Bearer {card_world.API_KEY}", "Idempotency-Key": key}
        url = f"{handle.base_url}/v1/payment_intents"
        return httpx.post(url, data=form | {"confirm": "true", "off_session": "true"}, headers=headers)

    return send


def captures(handle) -> list[int]:
    rows = httpx.get(f"{handle.base_url}/operator/captures.json").json()["captures"]
    return [row["amount"] for row in rows]


def test_same_key_gives_the_same_bytes_and_one_capture(handle, ask):
    first, second = ask("k1"), ask("k1")
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.content == first.content
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert captures(handle) == [5000]


def test_other_keys_give_two_captures(handle, ask):
    ask("k1"), ask("k2")
    assert captures(handle) == [5000, 5000]


def test_decline_is_replayed_even_when_the_card_works_again(handle, ask):
    operate(handle, "faults", kind="decline", decline_code="insufficient_funds")
    first, second = ask("k1"), ask("k1")
    assert (first.status_code, second.status_code) == (402, 402)
    assert second.content == first.content
    assert captures(handle) == []


def test_error_after_execution_is_replayed_for_ever_though_money_moved(handle, ask):
    operate(handle, "faults", kind="error_after")
    first, second = ask("k1"), ask("k1")
    assert (first.status_code, second.status_code) == (500, 500)
    assert second.headers["idempotent-replayed"] == "true"
    assert captures(handle) == [5000]


def test_error_before_execution_is_not_remembered(handle, ask):
    operate(handle, "faults", kind="error_before")
    assert [ask("k1").status_code, ask("k1").status_code] == [500, 200]
    assert captures(handle) == [5000]


def test_lost_reply_is_replayed_with_the_answer_that_was_lost(handle, ask):
    operate(handle, "faults", kind="lost_reply")
    with pytest.raises(httpx.RemoteProtocolError):
        ask("k1")
    again = ask("k1")
    assert (again.status_code, again.json()["status"]) == (200, "succeeded")
    assert captures(handle) == [5000]


def test_other_parameters_with_the_same_key_are_refused(handle, ask):
    ask("k1")
    other = ask("k1", amount=5001)
    assert (other.status_code, other.json()["error"]["type"]) == (400, "idempotency_error")
    assert captures(handle) == [5000]


def test_invalid_parameters_do_not_use_up_the_key(ask):
    assert [ask("k1", amount=100).status_code, ask("k1", amount=5000).status_code] == [400, 200]


def test_same_key_at_the_same_time_is_409(handle, ask):
    operate(handle, "faults", kind="delay", seconds=0.6)
    answers = []
    slow = threading.Thread(target=lambda: answers.append(ask("k1")))
    slow.start()
    card_world.wait_until(lambda: handle.world.faults.injected["delay"] == 1)
    meanwhile = ask("k1")
    slow.join()
    assert (meanwhile.status_code, answers[0].status_code) == (409, 200)
    assert meanwhile.json()["error"]["code"] == "idempotency_key_in_use"
    assert captures(handle) == [5000]


@pytest.mark.parametrize("seconds, amounts", [(DAY - 5, [5000]), (DAY, [5000, 5000])])
def test_key_lives_24_hours_of_the_sandbox_clock(handle, ask, seconds, amounts):
    ask("k1")
    operate(handle, "clock", advance=seconds)
    ask("k1")
    assert captures(handle) == amounts


def test_operator_forgets_keys(handle, ask):
    ask("k1")
    assert operate(handle, "keys/forget")["forgotten"] >= 1
    ask("k1")
    assert captures(handle) == [5000, 5000]


def test_key_longer_than_255_is_refused(ask):
    assert ask("k" * 256).status_code == 400
