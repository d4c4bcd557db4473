"""The whole site in this process: a live server over the world, a sandbox with mailbox, and one Chromium."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler, ThreadedWSGIServer
from playwright.sync_api import Browser

from accounts.models import User
from tests.browser.visit import Person, Visit, chromium, visiting
from tests.builders import account, world_stage
from tests.builders.world import Home, World
from tests.security import actors

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

    @property
    def sandbox_port(self) -> int:
        return urlsplit(self.world.handle.base_url).port or 0

    def mails_to(self, email: str) -> list[str]:
        return [mail["text"] for mail in self.world.handle.world.mailbox.newest(to=email)]

    def visit(self, home: Home, *, width: int = 1280, **options: Any) -> AbstractContextManager[Visit]:
        """Open a fresh browser profile at a width for who lives there."""
        person = Person(host=home.supplier.host, email=home.user.email, password=account.PASSWORD)
        return visiting(self.browser, self, person, width=width, **options)

    @contextmanager
    def signed_in_visit(self, home: Home, **options: Any) -> Iterator[Visit]:
        """Open a browser for somebody who logged in a moment ago; the login itself is walked elsewhere."""
        with self.visit(home, **options) as visit:
            _let_in(visit, home.user)
            yield visit

    @contextmanager
    def staff_visit(self, job: str, *, width: int = 1280, **options: Any) -> Iterator[Visit]:
        """Open the desk for somebody of the staff, signed in with a second factor a moment ago."""
        user = self.world.staff[job]
        person = Person(host=actors.ADMIN, email=user.email, password=account.PASSWORD)
        with visiting(self.browser, self, person, width=width, **options) as visit:
            _let_in(visit, user)
            yield visit


def _let_in(visit: Visit, user: User) -> None:
    cookies = in_the_world(lambda: actors.fresh(account.signed_in(user)).cookies)
    found = [{"name": name, "value": each.value, "url": visit.url("/")} for name, each in cookies.items()]
    visit.context.add_cookies(found)


@contextmanager
def running() -> Iterator[Site]:
    """Build the world, serve it and start the browser; undo everything at the end."""
    with (
        world_stage.standing(smtp=True) as world,
        _served() as port,
        override_settings(LINK_PORT=f":{port}", PORT=port),
        chromium() as browser,
    ):
        try:
            yield Site(world, browser, port)
        finally:
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
