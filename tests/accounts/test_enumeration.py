"""A clock tells nobody who is a customer: known and unknown addresses take the same time (reliability.md S6)."""

from statistics import median
from time import perf_counter

import pytest
from django.core.cache import cache

from tests.builders import account

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

ROUNDS = 60
TIMES = 3
LARGEST_GAP = 0.05
NEW = {"password1": "en-god-lang-kode-55"}
ATTEMPTS = {
    "login": ("/log-ind/", "login", {"password": "forkert-kode-12345"}),
    "signup": ("/opret/", "email", NEW),
    "reset": ("/adgangskode/", "email", {}),
    "activation": ("/foerste-gang/", "email", {"postcode": "2100"}),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_known_and_unknown_take_the_same_time(name):
    """The machine may differ once; a leak differs every time."""
    gaps = []
    while len(gaps) < TIMES and (not gaps or abs(gaps[-1]) >= LARGEST_GAP):
        gaps.append(_gap(name))
    assert abs(gaps[-1]) < LARGEST_GAP, gaps


def _gap(name):
    path, field, rest = ATTEMPTS[name]
    at = account.supplier("gron")
    known = [account.customer(at) for _number in range(ROUNDS)]
    for of in known:
        account.holder(of)
    times = {True: [], False: []}
    for round_number, of in enumerate(known):
        for is_known in (True, False) if round_number % 2 else (False, True):
            data = rest | {field: of.email if is_known else f"ukendt{round_number}@post.example"}
            data |= {"number": of.number if is_known else f"9{of.number}"} if name == "activation" else {}
            times[is_known].append(_time(path, data))
    known_ms, unknown_ms = (median(times[is_known]) * 1000 for is_known in (True, False))
    gap = known_ms / unknown_ms - 1
    print(f"{name}: known {known_ms:.2f} ms, unknown {unknown_ms:.2f} ms, {gap:+.1%}")
    return gap


def _time(path, data):
    cache.clear()
    client = account.client_at("gron.localhost")
    client.get(path)
    started = perf_counter()
    client.post(path, data)
    return perf_counter() - started
