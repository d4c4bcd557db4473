"""The sandbox's HTTP server on loopback, startable from the command line or inside a test."""

import http.server
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller

from config.sandbox import site
from config.sandbox.exchange import Request, Response, as_json
from config.sandbox.form import decoded
from config.sandbox.problem import Problem, invalid
from config.sandbox.smtp import controller
from config.sandbox.world import World

_LARGEST_BODY = 5_000_000


class ProductionRefused(RuntimeError):
    """The sandbox pretends to be a bank: it never runs beside real customers."""


class _Handler(http.server.BaseHTTPRequestHandler):
    """Turns sockets into Request values and Response values into bytes."""

    protocol_version = "HTTP/1.1"
    server_version = "Sandbox"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: "_Server"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    do_DELETE = do_POST  # noqa: N815 -- the standard library looks methods up by this name

    def _answer(self) -> None:
        try:
            response = site.answer(self.server.world, self._request())
        except Problem as problem:
            self.close_connection = True
            response = as_json({"error": problem.error}, status=problem.status)
        if response.lost:
            self.close_connection = True
            return
        self._send(response)

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self._body(headers)
        query = decoded(parts.query)
        params = query
        if self.command == "POST":
            params = _params(body, headers.get("content-type", ""))
        origin = f"http://{headers.get('host', '')}"
        return Request(self.command, parts.path, query, params, headers, origin)

    def _body(self, headers: Mapping[str, str]) -> bytes:
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > _LARGEST_BODY or "transfer-encoding" in headers:
            raise invalid("The body is too large or of unknown length.")
        return self.rfile.read(int(length))

    def _send(self, response: Response) -> None:
        self.send_response(response.status, HTTPStatus(response.status).phrase)
        headers = {"Content-Type": response.content_type, "X-Content-Type-Options": "nosniff"} | response.headers
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the operator's page shows what happened."""


def _params(body: bytes, content_type: str) -> dict[str, object]:
    try:
        if content_type.startswith("application/json"):
            value = json.loads(body or b"{}")
            if isinstance(value, dict):
                return value
            raise invalid("The body must be a JSON object.")
        return decoded(body.decode("utf-8"))
    except ValueError:
        raise invalid("The body cannot be read.") from None


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    world: World

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


@dataclass(frozen=True)
class Handle:
    """A running sandbox."""

    base_url: str
    smtp_port: int
    world: World
    _server: _Server
    _smtp: Controller | None

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        if self._smtp is not None:
            self._smtp.stop()
        self.world.stop()


def refuse_in_production(environment: Mapping[str, str]) -> None:
    if environment.get("MINSIDE_ENV", "").strip().lower() == "production":
        raise ProductionRefused("The sandbox refuses to start: MINSIDE_ENV is production.")


def start(
    *,
    port: int = 0,
    smtp_port: int | None = None,
    directory: Path | None = None,
    webhook_url: str = "",
    webhook_secret: str = "whsec_sandbox",  # noqa: S107 -- a test secret, printed in the documentation
    api_key: str = "sk_test_sandbox",
    first_pause: float = 1.0,
) -> Handle:
    """Start on 127.0.0.1; port 0 takes a free one, no SMTP port means no mail sink."""
    refuse_in_production(os.environ)
    server = _Server(port)
    try:
        server.world = World(
            api_key=api_key,
            webhook_url=webhook_url,
            webhook_secret=webhook_secret,
            directory=directory,
            first_pause=first_pause,
        )
        smtp = _mail_sink(server.world, smtp_port)
    except OSError:
        server.server_close()
        raise
    server.world.start()
    threading.Thread(target=server.serve_forever, args=(0.05,), name="sandbox", daemon=True).start()
    base_url = f"http://127.0.0.1:{server.server_address[1]}"
    return Handle(base_url, smtp.port if smtp else 0, server.world, server, smtp)


def _mail_sink(world: World, port: int | None) -> Controller | None:
    """The started mail sink; a taken port lets go of the journal again."""
    if port is None:
        return None
    sink = controller(world.mailbox, port)
    try:
        sink.start()
    except OSError:
        world.store.close()
        raise
    return sink
