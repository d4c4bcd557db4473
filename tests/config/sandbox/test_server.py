"""The process: never in production, only on this machine, stopped by a signal."""

import http.client
import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from config.sandbox import server
from tests.builders import card_world

COMMAND = [sys.executable, "-m", "config.sandbox", "--port"]


@pytest.mark.parametrize("value", ["production", " Production "])
def test_production_is_refused(monkeypatch, value):
    monkeypatch.setenv("MINSIDE_ENV", value)
    with pytest.raises(server.ProductionRefused):
        server.start()


def test_production_is_refused_on_the_command_line():
    ended = subprocess.run(
        [*COMMAND, "0"], env=os.environ | {"MINSIDE_ENV": "production"}, capture_output=True, text=True, timeout=20
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "The sandbox refuses to start: MINSIDE_ENV is production.\n"


def test_taken_port_is_told_plainly():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = subprocess.run([*COMMAND, port], capture_output=True, text=True, timeout=20)
    assert (ended.returncode, "Address already in use" in ended.stderr) == (2, True)


def test_taken_mail_port_frees_the_state_folder(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            server.start(directory=tmp_path, smtp_port=taken.getsockname()[1])
    server.start(directory=tmp_path).stop()


def test_process_starts_answers_and_stops(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        smtp_port = str(probe.getsockname()[1])
    command = [*COMMAND, "0", "--smtp-port", smtp_port, "--state", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().split()[2].removesuffix("/operator,")
        assert httpx.get(f"{address}/healthz").json() == {"ok": True}
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def test_listens_on_loopback_alone(handle):
    assert handle._server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "http://evil.example"}],
)
def test_web_pages_elsewhere_cannot_steer_it(handle, headers):
    answer = httpx.post(f"{handle.base_url}/operator/keys/forget", headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "name, value", [("Content-Length", "99999999"), ("Content-Length", "x"), ("Transfer-Encoding", "chunked")]
)
def test_body_without_a_sane_length_is_refused(handle, name, value):
    connection = http.client.HTTPConnection(handle.base_url.removeprefix("http://"), timeout=5)
    connection.putrequest("POST", "/sms")
    connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 400
    connection.close()


def test_operator_page_lists_and_its_buttons_lead_back(handle, client, customer, card):
    facts = {"amount": 123_456, "currency": "dkk", "customer": customer, "payment_method": card}
    paid = client.v1.payment_intents.create(facts | {"confirm": True, "off_session": True}).id
    pressed = httpx.post(f"{handle.base_url}/operator/disputes", data={"payment": paid})
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/operator")
    page = httpx.get(f"{handle.base_url}/operator").text
    assert f"<td>{paid}</td><td>DKK 1,234.56</td><td>succeeded</td>" in page
    assert page.count(">needs_response<") == 1
    assert page.count('role="note">TEST – no money moves<') == 1


def test_state_survives_through_the_builder(tmp_path):
    with card_world.sandbox(directory=tmp_path) as running:
        httpx.post(f"{running.base_url}/letters", json={"to": "x"})
    with card_world.sandbox(directory=tmp_path) as running:
        kept = httpx.get(f"{running.base_url}/operator/summary.json").json()
    assert kept["counts"]["mail"] == 1
