"""A running sandbox for a test: its start and stop, a receiver of web hooks, and a hand on the hosted pages."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from config.sandbox import server

API_KEY = "sk_test_of_the_tests"
WEBHOOK_SECRET = "whsec_of_the_tests"
VISA = "4242 4242 4242 4242"


@dataclass
class Receiver:
    """An address that keeps what is posted to it and answers as told (200 when nothing is left to say)."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            kept.headers.append(dict(self.headers))
            self.send_response(kept.answers.pop(0) if kept.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True).start()
    kept.url = f"http://127.0.0.1:{listener.server_address[1]}/webhooks/card/"
    try:
        yield kept
    finally:
        listener.shutdown()
        listener.server_close()


@contextmanager
def sandbox(
    *, directory: Path | None = None, webhook_url: str = "", smtp_port: int | None = None
) -> Iterator[server.Handle]:
    handle = server.start(
        directory=directory,
        webhook_url=webhook_url,
        webhook_secret=WEBHOOK_SECRET,
        api_key=API_KEY,
        smtp_port=smtp_port,
        first_pause=0.02,
    )
    try:
        yield handle
    finally:
        handle.stop()


def operate(handle: server.Handle, path: str, **values: Any) -> dict[str, Any]:
    """Tell the sandbox's operator something: `operate(handle, "faults", kind="lost_reply")`."""
    answer = httpx.post(f"{handle.base_url}/operator/{path}", json=values)
    answer.raise_for_status()
    return answer.json()


def type_card(url: str, *, number: str = VISA, expiry: str = "12/39", cvc: str = "123") -> httpx.Response:
    """Fill in the hosted card page and press its button."""
    return httpx.post(url, data={"number": number, "expiry": expiry, "cvc": cvc, "name": "Test Testesen"})


def decide(handle: server.Handle, location: str, *, decision: str = "approve") -> httpx.Response:
    """Approve or decline on the bank's page that this address leads to."""
    url = httpx.URL(handle.base_url).join(location)
    session = url.params.get("session", "")
    return httpx.post(url.copy_with(query=None), data={"decision": decision, "session": session})


def wait_until(true: Callable[[], bool], *, seconds: float = 5.0) -> None:
    """Wait for the courier's thread; fails the test when the time is up."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
