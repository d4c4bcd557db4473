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


def web(port):
    return ports.Wanted(port=port, variable="PORT", purpose="the web pages")


def test_demand_free_port_is_silent():
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        free = probe.getsockname()[1]
    assert ports.demand(web(free)) is None


def test_demand_taken_port_names_it_and_another(taken, monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port == taken + 2)
    with pytest.raises(CommandError) as told:
        ports.demand(web(taken))
    assert str(told.value).endswith(f" Choose another: PORT={taken + 2} make run")
    assert str(told.value).startswith(f"Port {taken} (the web pages) is taken")
    assert f"(process {os.getpid()})" in str(told.value)


def test_demand_tells_of_all_taken_ports_at_once_and_offers_none_twice(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port not in {8000, 8001})
    monkeypatch.setattr(ports, "_by_whom", lambda _port: "")
    mail = ports.Wanted(port=8001, variable="SANDBOX_SMTP_PORT", purpose="the sandbox's mail")
    with pytest.raises(CommandError) as told:
        ports.demand(web(8000), ports.Wanted(port=8002, variable="SANDBOX_PORT", purpose="the sandbox"), mail)
    assert str(told.value) == (
        "Port 8000 (the web pages) is taken. Port 8001 (the sandbox's mail) is taken."
        " Choose others: PORT=8003 SANDBOX_SMTP_PORT=8004 make run"
    )


def test_is_free_tells_both(taken):
    assert not ports.is_free(taken)
