"""A taken port is told by its number, its user and a way out."""

import os
import socket

import pytest
from django.core.management.base import CommandError

from config.management import ports


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_demand_free_port_is_silent(taken):
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        free = probe.getsockname()[1]
    assert ports.demand(port=free, variable="PORT", purpose="the web pages") is None


def test_demand_taken_port_names_it_and_another(taken, monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port == taken + 2)
    with pytest.raises(CommandError) as told:
        ports.demand(port=taken, variable="PORT", purpose="the web pages")
    assert str(told.value).endswith(f"Choose another: PORT={taken + 2} make run")
    assert str(told.value).startswith(f"Port {taken} (the web pages) is taken")
    assert f"(process {os.getpid()})" in str(told.value)


def test_is_free_tells_both(taken):
    assert not ports.is_free(taken)
