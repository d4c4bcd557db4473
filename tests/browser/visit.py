"""One person at one browser: opens a portal, logs in with the mailed code, and notes whatever goes wrong."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
CODE = re.compile(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who logs in, and at which supplier's address."""

    host: str
    email: str
    password: str


class Portal(Protocol):
    """A running portal: the ports of its pages and of its sandbox, and the mailbox its mails end in."""

    port: int
    sandbox_port: int

    def mails_to(self, email: str) -> list[str]:
        """Return the texts of the mails to an address, newest first."""
        ...


@dataclass
class Visit:
    """One person at one browser; `trouble` is what went wrong until now."""

    portal: Portal
    person: Person
    context: BrowserContext
    page: Page
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        self.page.on("requestfailed", lambda request: self._failed(request))
        self.context.on("request", self._asked)

    def url(self, path: str) -> str:
        return f"http://{self.person.host}:{self.portal.port}{path}"

    def open(self, path: str) -> int:
        """Go to a path of the supplier's site; return the status."""
        answer = self.page.goto(self.url(path))
        assert answer is not None
        return answer.status

    def sign_in(self) -> None:
        """Log in with password and the code from the mailbox, as a person does."""
        self.open("/")
        known = len(self._codes())
        self.page.locator("input[name=login]").fill(self.person.email)
        self.page.locator("input[name=password]").fill(self.person.password)
        self.page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        code = self.page.locator("input[name=code]")
        code.wait_for()
        code.fill(self._mailed_code(known))
        self.page.locator("form:has(input[name=code]) button[type=submit]").first.click()
        self.page.locator("nav.nav, button[value=skip]").first.wait_for()
        if self.page.locator("button[value=skip]").count():
            self.page.locator("button[value=skip]").click()
        self.page.locator("nav.nav").wait_for()

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def _mailed_code(self, known: int) -> str:
        """Return the newest code, once there are more than so many: a mail may take a moment."""
        give_up_at = time.monotonic() + PATIENCE / 1000
        while len(codes := self._codes()) <= known:
            assert time.monotonic() < give_up_at, f"no code was mailed to {self.person.email}"
            time.sleep(0.1)
        return codes[0]

    def _codes(self) -> list[str]:
        return [found[1] for text in self.portal.mails_to(self.person.email) if (found := CODE.search(text))]

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
        if address.scheme.startswith("http") and address.port not in {self.portal.port, self.portal.sandbox_port}:
            self._note(f"foreign address: {request.url}")


@contextmanager
def visiting(
    browser: Browser, portal: Portal, person: Person, *, width: int = 1280, **options: Any
) -> Iterator[Visit]:
    """Open a fresh browser profile at a width, and close it afterwards."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="da-DK", **options)
    context.set_default_timeout(PATIENCE)
    try:
        yield Visit(portal, person, context, context.new_page())
    finally:
        context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
