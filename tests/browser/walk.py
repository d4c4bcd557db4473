"""Walks a site as a curious customer: every link of the menu and of the pages behind it, every button once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Response

from tests.browser.visit import Visit

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
# Query parts that only choose another day or page of the same kind of page.
SAME_KIND = {"start", "page", "point", "account", "invoice", "next"}
LEAVES = re.compile(r"/(log-ud|logga-ut)/")
# Pages the walk of every customer with an invoice and a message must have come by, as kinds.
PAGES = {
    "/overblik/",
    "/forbrug/",
    "/aftale/",
    "/aftale/*/vilkaar/",
    "/betaling/",
    "/betaling/metode/",
    "/regninger/",
    "/regninger/*/",
    "/beskeder/",
    "/beskeder/*/",
    "/profil/",
    "/klage/",
}
# What ends the visit or the card, or talks to a device; each has its own test.
NOT_PRESSED = re.compile(r"log-ud|annuller|webauthn|enheder|adgangsn|begynd|sprog")
_LINKS = "[...document.querySelectorAll('a[href]')].map((each) => each.getAttribute('href'))"
_BUTTONS = """() => [...document.querySelectorAll('button, input[type=submit]')]
  .filter((each) => each.checkVisibility() && !each.disabled)
  .map((each, index) => { each.setAttribute('data-press', index);
    return {index, text: each.textContent.trim(), submits: each.type === 'submit' && !!each.form,
      action: each.form ? (each.form.getAttribute('action') || '') : ''}; })"""
_WAYS_ON = f"() => ({{links: {_LINKS}, buttons: ({_BUTTONS})()}})"


@dataclass
class Walk:
    """What has been seen; `found` are the pages by kind, `buttons` the names on each, `faults` what was wrong."""

    visit: Visit
    check: Callable[[Page], Iterator[str]]
    of_a_kind: int = 1
    kinds: dict[str, int] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: dict[str, list[str]] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def everywhere(self, start: str) -> None:
        """Follow every link from a page on, so many pages of each kind."""
        waiting, asked = [start], {start}
        while waiting:
            path = waiting.pop(0)
            if not self._wanted(path):
                continue
            for link in self._open(path):
                target = self._inside(link)
                if target and target not in asked:
                    asked.add(target)
                    waiting.append(target)

    def _wanted(self, path: str) -> bool:
        kind = kind_of(path)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        return self.kinds[kind] <= self.of_a_kind and not LEAVES.search(path)

    def _open(self, path: str) -> list[str]:
        answer = self._answer(path)
        if answer is None:
            return []
        if answer.status != 200:
            self.faults.append(f"{path}: dead link, {answer.status}")
            return []
        self.found.append(path)
        self.faults.extend(f"{path}: {fault}" for fault in self.check(self.visit.page))
        ways = self.visit.page.evaluate(_WAYS_ON)
        self.buttons[path] = [_name(path, button) for button in ways["buttons"]]
        return list(ways["links"])

    def _answer(self, path: str) -> Response | None:
        """Go there; a file is saved instead of shown, and noted."""
        page = self.visit.page
        try:
            return page.goto(self.visit.url(path))
        except PlaywrightError as error:
            if "Download is starting" not in str(error):
                raise
        self.files.append(path)
        return None

    def _inside(self, link: str) -> str | None:
        """Return the path a link leads to when it stays on this site."""
        if link.startswith(("#", "tel:", "mailto:")):
            return None
        here, there = self.visit.page.url, urlsplit(urljoin(self.visit.page.url, link))
        if there.netloc != urlsplit(here).netloc:
            return None
        return there.path + (f"?{there.query}" if there.query else "")

    def press_everything(self, but: re.Pattern[str]) -> None:
        """Press every button of every kind of page once; it must lead to a page, ours or the card provider's."""
        for path in self.found:
            while self._press_one(path, but):
                pass

    def _press_one(self, path: str, but: re.Pattern[str]) -> bool:
        """Press one button of a page, of a name not pressed yet; say whether there was one."""
        if not self._unpressed(path, but):
            return False
        page = self.visit.page
        page.goto(self.visit.url(path))
        buttons = {_name(path, button): button for button in page.evaluate(_BUTTONS)}
        self.buttons[path] = list(buttons)
        for name in self._unpressed(path, but)[:1]:
            self.pressed.add(name)
            self._press(path, buttons[name])
        return True

    def _unpressed(self, path: str, but: re.Pattern[str]) -> list[str]:
        return [name for name in self.buttons[path] if name not in self.pressed and not but.search(name)]

    def _press(self, path: str, button: dict[str, Any]) -> None:
        page = self.visit.page
        target = page.locator(f'[data-press="{button["index"]}"]')
        if not button["submits"]:
            target.click()
            return
        page.evaluate("document.querySelectorAll('form').forEach((each) => { each.noValidate = true; })")
        with page.expect_navigation() as going:
            target.click()
        if going.value is None or going.value.status not in {200, 422}:
            self.faults.append(f"{path}: button {button['text']!r} leads to {going.value and going.value.status}")


def _name(path: str, button: dict[str, Any]) -> str:
    return f"{kind_of(button['action'] or path)} {button['text']}"


def kind_of(path: str) -> str:
    """Name the kind of page: ids and days are left out."""
    parts = urlsplit(path)
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if key not in SAME_KIND)
    return ID.sub("*", parts.path) + (f"?{query}" if query else "")
