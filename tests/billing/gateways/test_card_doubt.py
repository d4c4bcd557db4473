"""Doubt about a charge (R1-R4): nothing raises, a look-up settles it, and money moves once."""

import random
import socket
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from billing.gateways.card import (
    ChargeState,
    ProviderUnavailable,
)
from tests.builders import card_world
from tests.builders.card_provider import (
    FAR_AHEAD,
    LONG_AGO,
    captured,
    charge,
    find,
    provider_at,
)
from tests.builders.card_world import operate, wait_until


@pytest.mark.parametrize(
    "fault, found, money",
    [
        ("lost_reply", ChargeState.SUCCEEDED, 1),
        ("error_after", ChargeState.SUCCEEDED, 1),
        ("never_arrived", ChargeState.ABSENT, 0),
        ("error_before", ChargeState.ABSENT, 0),
        ("rate_limited", ChargeState.ABSENT, 0),
    ],
)
def test_doubt_is_unknown_and_a_look_up_settles_it(provider, handle, saved, fault, found, money):
    operate(handle, "faults", kind=fault)
    doubt = charge(provider, saved)
    assert (doubt.state, doubt.provider_id) == (ChargeState.UNKNOWN, "")
    assert find(provider, saved, "p1").state is found
    assert len(captured(provider)) == money


def test_slow_answer_is_unknown_after_the_read_time_is_up(provider, handle, saved):
    hasty = provider_at(handle.base_url, timeout=(1.0, 0.2))
    operate(handle, "faults", kind="delay", seconds=1.2)
    assert charge(hasty, saved).state is ChargeState.UNKNOWN
    assert charge(hasty, saved).state is ChargeState.UNKNOWN  # 409: the first one is still being worked on
    wait_until(lambda: find(provider, saved, "p1").state is ChargeState.SUCCEEDED)
    assert captured(provider) == [("p1", 12_345)]


def test_same_key_with_other_amount_is_unknown_and_takes_nothing_more(provider, saved):
    charge(provider, saved, amount=5_000)
    assert charge(provider, saved, amount=6_000).state is ChargeState.UNKNOWN
    assert captured(provider) == [("p1", 5_000)]


def test_repeat_with_the_same_key_is_the_same_payment(provider, handle, saved):
    operate(handle, "faults", kind="lost_reply")
    charge(provider, saved)
    again = charge(provider, saved)
    assert (again.state, find(provider, saved, "p1")) == (ChargeState.SUCCEEDED, again)
    assert captured(provider) == [("p1", 12_345)]


def test_key_forgotten_after_24_hours_would_charge_twice_and_the_look_up_prevents_it(provider, handle, saved):
    operate(handle, "faults", kind="lost_reply")
    charge(provider, saved)
    operate(handle, "clock", advance=25 * 3600)
    assert find(provider, saved, "p1").state is ChargeState.SUCCEEDED
    charge(provider, saved)  # the control: repeated without looking up first
    twice = find(provider, saved, "p1")
    assert (len(captured(provider)), len(twice.duplicates)) == (2, 1)


@pytest.mark.parametrize("api_key, port", [("sk_test_wrong", None), (card_world.API_KEY, 9)])
def test_wrong_key_or_no_provider_is_unknown_not_a_decline(handle, saved, api_key, port):
    broken = provider_at(f"http://127.0.0.1:{port}" if port else handle.base_url, api_key=api_key)
    assert charge(broken, saved).state is ChargeState.UNKNOWN
    assert find(broken, saved, "p1").state is ChargeState.UNKNOWN
    assert broken.read(provider_id="pi_1").state is ChargeState.UNKNOWN
    assert broken.remove_card(token=saved.token, idempotency_key="r") is False
    with pytest.raises(ProviderUnavailable):
        list(broken.captures(created_from=LONG_AGO, created_to=FAR_AHEAD))
    with pytest.raises(ProviderUnavailable):
        list(broken.events(created_from=LONG_AGO))


def test_answer_that_is_no_json_is_unknown():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        provider = provider_at(f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=(1.0, 0.3))
        assert provider.read(provider_id="pi_1").state is ChargeState.UNKNOWN


def test_amount_we_should_not_have_asked_is_doubt_with_its_reason(provider, saved):
    doubt = charge(provider, saved, amount=100)
    assert doubt.state is ChargeState.UNKNOWN
    assert doubt.problem.startswith("InvalidRequestError 400 amount_too_small req_")
    assert find(provider, saved, "p1").state is ChargeState.ABSENT


def test_find_looks_only_at_the_customer_and_from_the_moment_on(provider, handle, saved):
    charge(provider, saved)
    ahead = datetime.fromtimestamp(time.time(), UTC) + timedelta(hours=1)
    later = provider.find(reference="p1", customer_token=saved.customer_token, created_from=ahead)
    assert later.state is ChargeState.ABSENT
    assert find(provider, saved, "p2").state is ChargeState.ABSENT


def settle(provider, saved, reference, draw):
    """What a run does with one claim: ask, and after doubt repeat by the key or look up, until it is known."""
    outcome = charge(provider, saved, reference=reference)
    while outcome.state in (ChargeState.UNKNOWN, ChargeState.ABSENT):
        if draw.random() < 0.5 and outcome.state is ChargeState.UNKNOWN:
            outcome = find(provider, saved, reference)
        else:
            outcome = charge(provider, saved, reference=reference)
    return outcome


def test_chaos_ends_with_one_capture_per_claim(provider, handle, saved):
    rates = {"lost_reply": 0.2, "never_arrived": 0.15, "error_before": 0.1, "error_after": 0.1}
    operate(handle, "chaos", seed=20, rates=rates)
    draw = random.Random(20)
    claims = [f"p{number}" for number in range(120)]
    states = Counter(settle(provider, saved, claim, draw).state for claim in claims)
    injected = dict(handle.world.faults.injected)
    operate(handle, "clear")
    assert states == {ChargeState.SUCCEEDED: 120}
    assert sorted(injected) == ["error_after", "error_before", "lost_reply", "never_arrived"]
    assert captured(provider) == sorted((claim, 12_345) for claim in claims)


def test_chaos_control_random_keys_charge_twice(provider, handle, saved):
    operate(handle, "faults", kind="lost_reply", times=5)
    for number in range(10):
        charge(provider, saved, reference=f"p{number % 5}", key=f"random-{number}")
    assert len(captured(provider)) == 10
