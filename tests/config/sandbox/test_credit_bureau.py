"""The sandbox's credit bureau answers by the name it is asked about."""

import httpx
import pytest

from tests.builders import card_world

KEY = {"Authorization": "Bearer test"}


@pytest.fixture(scope="module")
def handle():
    with card_world.sandbox() as running:
        yield running


def ask(handle, headers=KEY, **question):
    return httpx.post(f"{handle.base_url}/credit/checks", json=question, headers=headers, timeout=5)


@pytest.mark.parametrize("name, outcome", [("Karen Holm", "approved"), ("Peter Afvist", "refused")])
def test_a_name_decides_and_the_reference_comes_back(handle, name, outcome):
    for _time in range(2):
        told = ask(handle, reference="r1", name=name).json()
        assert (told["reference"], told["outcome"]) == ("r1", outcome)


def test_one_name_is_met_with_silence(handle):
    with pytest.raises(httpx.RemoteProtocolError):
        ask(handle, reference="r1", name="Tavs Tavsen")


def test_without_a_key_or_a_name_nobody_is_answered(handle):
    assert ask(handle, headers={}, reference="r1", name="A").status_code == 401
    assert ask(handle, reference="r1").status_code == 400
