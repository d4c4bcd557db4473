"""Over real HTTP: only a full answer about the one who was asked about counts; everything else is silence."""

import http.server
import json
import threading
from contextlib import contextmanager

import httpx
import pytest

from contracts.enums import CreditOutcome
from contracts.gateways.credit_bureau import CreditAnswer, CreditQuestion, HttpCreditBureau

QUESTION = CreditQuestion(
    reference="r1",
    kind="business",
    name="Bageri ApS",
    street="Nyvej 9",
    postcode="2100",
    city="Kbh",
    company_number="42133434",
)
FAST = httpx.Timeout(0.3)


@contextmanager
def bureau(status=200, body=b"", silent=False):
    asked, over = [], threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((self.path, self.headers["Authorization"], told))
            if silent:
                over.wait(5)
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        over.set()
        server.shutdown()
        server.server_close()


def ask(url):
    return HttpCreditBureau(url=url, key="hemmelig", timeout=FAST).check(QUESTION)


def told(**fields):
    return json.dumps({"reference": "r1", "outcome": "approved", "class": "B", **fields}).encode()


@pytest.mark.rule("EP-1.4")
@pytest.mark.parametrize("outcome", ["approved", "refused"])
def test_a_full_answer_is_believed(outcome):
    with bureau(body=told(outcome=outcome)) as (url, asked):
        assert ask(url) == CreditAnswer(outcome=CreditOutcome(outcome), result_class="B")
    [(path, key, question)] = asked
    assert (path, key) == ("/credit/checks", "Bearer hemmelig")
    assert question["company_number"] == "42133434"


@pytest.mark.rule("EP-1.4")
@pytest.mark.parametrize(
    "status, body",
    [
        (500, told()),
        (404, told()),
        (202, told()),
        (200, b""),
        (200, b"[]"),
        (200, b"approved"),
        (200, told(outcome="yes")),
        (200, told(reference="r2")),
        (200, b'{"outcome": "approved"}'),
        (200, told(more="x" * 10_000)),
    ],
)
def test_anything_else_is_no_answer(status, body):
    with bureau(status=status, body=body) as (url, _asked):
        assert ask(url).outcome is CreditOutcome.UNKNOWN


@pytest.mark.rule("EP-1.4")
def test_silence_is_no_answer():
    with bureau(silent=True) as (url, _asked):
        assert ask(url).outcome is CreditOutcome.UNKNOWN


@pytest.mark.rule("EP-1.4")
@pytest.mark.parametrize("url", ["", "http://127.0.0.1:1"])
def test_no_bureau_is_no_answer(url):
    assert ask(url).outcome is CreditOutcome.UNKNOWN
