"""Somebody new types `make run`, logs in at three suppliers as it says, goes everywhere, and presses Ctrl-C."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from config import embedded
from tests.browser import look
from tests.browser.visit import Visit, chromium, visiting
from tests.browser.walk import NOT_PRESSED, PAGES, Walk, kind_of
from tests.journeys import checkout, newcomer
from tests.journeys.newcomer import DEFAULT_PORTS, Start
from tests.journeys.reckoned import Reckoned, reckoned
from tests.source import only

pytestmark = [pytest.mark.long, pytest.mark.browser]

SUPPLIERS = ("gron", "orsted", "energiplus")
VIEWS = {kind_of(f"/forbrug/?view={view}") for view in ("day", "month", "year")}
# Seconds in which a start is promised, on a machine that does nothing else (make proof).
FIRST_START, SECOND_START = 300, 15


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with checkout.clone() as folder:
        yield folder


@pytest.fixture(scope="module")
def first(folder: Path, proof: bool) -> Iterator[Start]:
    """The first start, in `make proof` with installation and thirteen months."""
    yield from _running(newcomer.start(folder, ports=newcomer.free_ports(), whole=proof))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@dataclass(frozen=True)
class Stopped:
    """What was there before Ctrl-C, and what is left after it."""

    rows: dict[str, int]
    printed: dict[str, list[tuple[str, str]]]
    code: int
    left: list[str]


@pytest.fixture(scope="module")
def stopped(first: Start) -> Stopped:
    rows, family = _rows(first.folder), first.family()
    code = first.press_ctrl_c()
    return Stopped(rows, _printed(first), code, first.still_there(family))


@pytest.fixture(scope="module")
def refused(folder: Path, stopped: Stopped) -> Start:
    """A start while somebody listens on the ports it would take."""
    with newcomer.taken(DEFAULT_PORTS):
        start = newcomer.start(folder, ports={}, whole=False)
        try:
            start.process.wait(120)
        finally:
            start.end()
    return start


@pytest.fixture(scope="module")
def second(folder: Path, refused: Start, proof: bool) -> Iterator[Start]:
    """The second start, on the ports the refusal offered."""
    offered = {name: int(port) for name, port in re.findall(r"(\w+)=(\d+)", refused.printed)}
    yield from _running(newcomer.start(folder, ports=offered, whole=proof))


def _running(start: Start) -> Iterator[Start]:
    try:
        start.wait_until_ready()
        yield start
    finally:
        start.end()


@pytest.mark.parametrize("supplier", SUPPLIERS)
def test_a_printed_customer_finds_every_page_sound_and_its_figures_right(first, browser, supplier):
    person = next(
        person for people in first.logins().values() for person in people if person.host.startswith(f"{supplier}.")
    )
    with visiting(browser, first, person) as visit:
        visit.sign_in()
        walk = Walk(visit, lambda page: look.faults(page, axe=False))
        walk.everywhere("/overblik/")
        shown, expected = _figures(first, visit)
        walk.press_everything(but=NOT_PRESSED)

        print(f"\n{person.email} at {person.host}: {len(walk.found)} pages, {len(walk.files)} files,", end=" ")
        print(f"{len(walk.pressed)} buttons; {expected}")
        only(walk.faults + visit.trouble)
        assert (PAGES | VIEWS) - {kind_of(path) for path in walk.found} == set()
        assert shown == expected


def _figures(start: Start, visit: Visit) -> tuple[Reckoned, Reckoned]:
    """Return what pages and PDF show, and what they must show at that moment: the day's work goes on meanwhile."""
    database = embedded.addresses(start.folder, name="run").database_url
    expected = reckoned(database, visit.person)
    for _attempt in range(5):
        shown, before = _shown(visit, expected.invoice), expected
        expected = reckoned(database, visit.person)
        if expected == before:
            break
    return shown, expected


def _shown(visit: Visit, invoice: str) -> Reckoned:
    visit.open("/overblik/")
    balance, payment = (visit.page.locator("section.hero").first.locator(":scope > div").nth(n) for n in (0, 1))
    owed = f"{_words(balance.locator('h2'))} {_words(balance.locator('.money'))}"
    next_payment = _words(payment.locator(".strong"))
    visit.open(f"/regninger/{invoice}/")
    line = visit.page.locator("details.line", has=visit.page.get_by_text("Systemtarif", exact=True))
    amount = _words(line.locator("summary .num.r"))
    assert amount in _pdf(visit.page), "the PDF shows another amount"
    return Reckoned(balance=owed, next_payment=next_payment, invoice=invoice, system_tariff=amount)


def _words(place) -> str:
    return " ".join(place.text_content().split())


def _pdf(page: Page) -> str:
    with page.expect_download() as going:
        page.locator(".lead a.btn").click()
    return "\n".join(sheet.extract_text() for sheet in PdfReader(going.value.path()).pages)


def test_every_printed_address_opens(first, browser):
    page = browser.new_page()
    answers = {address: page.goto(address).status for address in first.addresses()}

    assert len(answers) >= 7
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_the_first_start_keeps_its_promise(first, proof):
    print(f"\nfirst start: {first.seconds:.1f} s, from a path of {len(str(first.folder))} characters")
    assert len(str(first.folder)) >= checkout.LONG
    assert not proof or first.seconds <= FIRST_START


def test_ctrl_c_leaves_nothing_running(stopped, first, proof):
    """`make` itself ends by the signal it was sent; Min side ends with 0."""
    assert stopped.left == []
    assert stopped.code == (-signal.SIGINT if proof else 0)
    assert first.printed.endswith("\nStopping …\nStopped.\n")


def test_taken_ports_are_all_told_with_a_way_out(refused):
    told = refused.printed
    offered = dict(re.findall(r"(\w+)=(\d+)", told))

    assert refused.process.returncode == 1
    assert [f"Port {port} (" in told for port in DEFAULT_PORTS.values()] == [True] * 3
    assert offered.keys() == DEFAULT_PORTS.keys()
    assert told.endswith(" make run\n")


def test_a_second_start_is_quick_and_keeps_everything(second, stopped, browser, proof):
    print(f"\nsecond start: {second.seconds:.1f} s")
    rows = _rows(second.folder)
    assert {table: count for table, count in stopped.rows.items() if rows[table] < count} == {}
    assert _printed(second) == stopped.printed
    with visiting(browser, second, next(iter(second.logins().values()))[0]) as visit:
        visit.sign_in()
        assert visit.open("/regninger/") == 200
    assert not proof or second.seconds <= SECOND_START


def _rows(folder: Path) -> dict[str, int]:
    """Count what must never become fewer."""
    tables = ("accounts_user", "accounts_customer", "accounts_event", "billing_entry", "billing_invoice")
    with psycopg.connect(embedded.addresses(folder, name="run").database_url) as connection:
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables}
    return {table: row[0] for table, row in counts.items() if row}


def _printed(start: Start) -> dict[str, list[tuple[str, str]]]:
    """Return who may log in and how, by supplier; the port may be another."""
    return {name: [(each.email, each.password) for each in people] for name, people in start.logins().items()}
