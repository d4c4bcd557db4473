"""The whole site in this process: a live server over the world, a sandbox with mailbox, and one Chromium."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler, ThreadedWSGIServer
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.builders import account, world_stage
from tests.builders.world import Home, World

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]
PATIENCE = 15_000
# A form sent back with its errors is an answer; Chromium still writes a line about it.
AN_ANSWER = "status of 422"

Application = Callable[[dict[str, Any], Any], Any]


class _Server(ThreadedWSGIServer):
    """Serves over the test's own connection, so that everything is undone by one rollback."""

    def _close_connections(self) -> None:
        """Leave the one connection open: it holds the transaction the world stands in."""


class _OneAtATime:
    """Lets one request at a time to the application: they share a database connection."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        with LOCK:
            return self._application(environ, start_response)


LOCK = threading.Lock()
"""Held while a request is answered, and while a test asks the database itself."""

_WORLDS: list[Any] = []


@dataclass
class Site:
    """Where everything is, and who lives there."""

    world: World
    browser: Browser
    port: int

    def url(self, home: Home, path: str = "/") -> str:
        return f"http://{home.supplier.host}:{self.port}{path}"

    def mailed_code(self, email: str) -> str:
        """Return the code in the newest mail to an address."""
        text = self.world.handle.world.mailbox.newest(to=email)[0]["text"]
        found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\r?$", text, re.MULTILINE)
        assert found, text
        return found.group(1)

    @contextmanager
    def visit(self, home: Home, *, width: int = 1280, **options: Any) -> Iterator[Visit]:
        """Open a fresh browser profile at a width, and close it afterwards."""
        size = {"width": width, "height": 844}
        context = self.browser.new_context(viewport=size, locale="da-DK", **options)
        context.set_default_timeout(PATIENCE)
        try:
            yield Visit(self, home, context, context.new_page())
        finally:
            context.close()


@dataclass
class Visit:
    """One person at one browser; `trouble` is what went wrong until now."""

    site: Site
    home: Home
    context: BrowserContext
    page: Page
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        self.page.on("requestfailed", lambda request: self._failed(request))
        self.context.on("request", self._asked)

    def open(self, path: str) -> int:
        """Go to a path of the supplier's site; return the status."""
        answer = self.page.goto(self.site.url(self.home, path))
        assert answer is not None
        return answer.status

    def sign_in(self) -> None:
        """Log in with password and the code from the mailbox, as a person does."""
        self.open("/")
        self.page.locator("input[name=login]").fill(self.home.user.email)
        self.page.locator("input[name=password]").fill(account.PASSWORD)
        self.page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        code = self.page.locator("input[name=code]")
        code.wait_for()
        code.fill(self.site.mailed_code(self.home.user.email))
        self.page.locator("form:has(input[name=code]) button[type=submit]").first.click()
        self.page.locator("nav.nav, button[value=skip]").first.wait_for()
        if self.page.locator("button[value=skip]").count():
            self.page.locator("button[value=skip]").click()
        self.page.locator("nav.nav").wait_for()

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def _note(self, words: str) -> None:
        self.trouble.append(f"{self.path()}: {words}")

    def _said(self, message: Any) -> None:
        if message.type in {"error", "warning"} and AN_ANSWER not in message.text:
            self._note(f"console {message.type}: {message.text}")

    def _failed(self, request: Any) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):
            self._note(f"request failed: {request.url} {request.failure}")

    def _asked(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.path == "/csp":
            self._note(f"policy report: {request.post_data}")
        known = {str(self.site.port), urlsplit(self.site.world.handle.base_url).netloc.rpartition(":")[2]}
        if address.scheme.startswith("http") and str(address.port) not in known:
            self._note(f"foreign address: {request.url}")


@contextmanager
def running() -> Iterator[Site]:
    """Build the world, serve it and start the browser; undo everything at the end."""
    with (
        world_stage.standing(smtp=True) as world,
        _served() as port,
        override_settings(LINK_PORT=f":{port}", PORT=port),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield Site(world, browser, port)
        finally:
            browser.close()
            connections.close_all()  # those opened beside Playwright's event loop; the world's is another


@contextmanager
def _served() -> Iterator[int]:
    """Serve the project over this thread's database connection; return the port."""
    shared = connections["default"]
    shared.inc_thread_sharing()
    _WORLDS.append(shared)
    server = _Server(("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override={"default": shared})
    server.set_app(_OneAtATime(WSGIHandler()))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    for each in (request_started, request_finished):
        each.disconnect(close_old_connections)  # it would close a connection that is inside a transaction
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        for each in (request_started, request_finished):
            each.connect(close_old_connections)
        shared.dec_thread_sharing()
        _WORLDS.clear()


def in_the_world(question: Callable[[], Any]) -> Any:
    """Ask the database the server uses; beside Playwright's event loop Django would open another connection."""

    def ask() -> Any:
        connections["default"] = _WORLDS[0]
        return question()

    with LOCK, ThreadPoolExecutor(1) as thread:
        return thread.submit(ask).result()
