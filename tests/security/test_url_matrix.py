"""No address shows anybody what is not theirs: every URL of the project, asked by everybody (S1-S3, S8, S11)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.contrib.admin import AdminSite
from django.template import Template
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.builders import billing
from tests.builders.world import Home, World
from tests.security import actors
from tests.security.actors import ADMIN, BORGHOLM, GRON, Actor
from tests.security.addresses import Address, addresses
from tests.security.ask import FRAGMENT, ask, undone
from tests.security.matrix import COLUMNS, DESKS, DOOR, EVERY_JOB, LOGIN, ON, SITE, STAFF_HOST, Answer, Desk, Line
from tests.security.rows import desk_row, has_row, identifier, path_of
from tests.source import only

pytestmark = [pytest.mark.django_db, pytest.mark.long]

DESK = re.compile(r"admin:(?P<label>[a-z]+_[a-z]+)_(?P<page>changelist|add|history|delete|change)$")
UNNAMED_ROW = re.compile(r"\[admin/(?P<app>[a-z]+)/(?P<model>[a-z]+)/<path:object_id>/\]$")
NOT_SHOWN = "not shown"
NO_ROW_404 = frozenset({200, 422, ON})
# The door pages of the admin host are the same views as on the suppliers' hosts, which are walked there.
OPENED_BY_PROVIDER = {"card-events", "billing:card-events", "contracts:market-messages"}


@dataclass
class Tally:
    """Counts the cells and keeps what was wrong; says both at the end."""

    cells: int = 0
    wrong: list[str] = field(default_factory=list)

    def cell(self, what: str, expected: Answer, got: Answer, leaks: list[str]) -> None:
        self.cells += 1
        if got != expected and not (expected == NOT_SHOWN and got in {ON, 403}):
            self.wrong.append(f"{what}: {got} instead of {expected}")
        self.wrong.extend(f"{what}: {leak}" for leak in leaks)

    def close(self, title: str) -> None:
        print(f"\n{title}: {self.cells} cells")
        only(self.wrong)


def expected(line: Line, method: str, actor: Actor, *, mine: bool) -> Answer:
    """Look the answer up; where nobody has the row, whoever is signed in gets 404."""
    unlisted = "only post, open" if line.get == "open" else "only post"  # by POST, where there is no form
    name = line.get if method == "get" else line.post
    answer = COLUMNS[name or unlisted][actor.key]
    return 404 if line.row and not mine and answer in NO_ROW_404 else answer


def walk(world: World, urlconf: str, people: list[Actor], home: Home, tally: Tally, **headers: str) -> None:
    for address in addresses(urlconf):
        line = SITE[address.name]
        mine = has_row(home, line.row)
        for method in ("get", "post"):
            for actor in people:
                path = _path(address, home, line)
                seen = ask(world, actor, path, method=method, **headers)
                what = f"{method} {address.name} by {actor.key}"
                tally.cell(what, expected(line, method, actor, mine=mine), seen.answer, seen.leaks)


def _path(address: Address, home: Home, line: Line) -> Callable[[], str]:
    return lambda: path_of(address, identifier(home, line.row))


@pytest.mark.parametrize("urlconf", ["config.urls", "config.urls_sv"])
def test_every_address_of_a_suppliers_site_stands_in_the_table(urlconf):
    found = {address.name for address in addresses(urlconf)}

    assert (sorted(found - SITE.keys()), sorted(SITE.keys() - found)) == ([], [])


def test_every_address_of_the_staff_host_stands_in_a_table():
    names = {address.name for address in addresses("config.urls_admin") if not UNNAMED_ROW.match(address.name)}
    desks = {DESK.match(name)["label"] for name in names if DESK.match(name)}
    others = {name for name in names if not DESK.match(name)}

    assert (sorted(desks ^ DESKS.keys()), sorted(others ^ (DOOR.keys() | STAFF_HOST.keys()))) == ([], [])


def test_every_refused_cell_has_a_twin_that_is_shown(world):
    """A row that even its owner cannot open would prove nothing."""
    for line in SITE.values():
        answers = COLUMNS[line.get]
        if 404 in answers.values() or 403 in answers.values():
            assert answers["owner"] in {200, ON}, line
        assert has_row(world.homes["owner"], line.row), line


def test_a_suppliers_site_by_everybody(world):
    tally = Tally()
    walk(world, "config.urls", actors.customers(world), world.homes["owner"], tally)
    tally.close("config.urls, pages and forms")


def test_fragments_are_as_closed_as_their_pages(world):
    tally = Tally()
    people = [actor for actor in actors.customers(world) if actor.key in {"owner", "other", "reader", "foreign"}]
    walk(world, "config.urls", people, world.homes["owner"], tally, **FRAGMENT)
    tally.close("config.urls, fragments")


def test_the_swedish_site_by_everybody(world):
    tally = Tally()
    swede, people = world.homes["swede"], actors.swedes(world)
    for address in addresses("config.urls_sv"):
        line = SITE[address.name]
        for actor in people:
            seen = ask(world, actor, _path(address, swede, line))
            answer = expected(line, "get", actor, mine=has_row(swede, line.row))
            if address.name == "billing:consumption-csv" and answer == 200:
                answer = 404  # a grid company's customer has no metering point with us
            tally.cell(f"get {address.name} by {actor.key}", answer, seen.answer, seen.leaks)
    tally.close("config.urls_sv")


def named_by_others(world: World) -> list[tuple[str, str, dict[str, str], Answer, Answer]]:
    """Rows named not in the path but in what is sent: method, path, data, owner's answer, stranger's answer."""
    owner = world.homes["owner"]
    claim = billing.due_item(owner.billing_account, collect_on=billing.TODAY)
    complaint = {"subject": "INVOICE", "text": "Forkert.", "invoice": str(owner.invoice.public_id)}
    account, point = owner.billing_account.public_id, owner.supply.metering_point.public_id
    return [
        ("get", "/betaling/", {"account": str(account)}, 200, 404),
        ("get", "/betaling/metode/", {"account": str(account)}, 200, 404),
        ("get", "/forbrug/", {"point": str(point)}, 200, 404),
        ("get", "/forbrug/tal/", {"point": str(point)}, 200, 404),
        ("post", "/betaling/begynd/", {"claim": str(claim.pk)}, ON, 404),
        ("post", "/klage/ny/", complaint, ON, 422),
        ("post", "/kunde/", {"customer": str(owner.customer.public_id)}, ON, 404),
    ]


def test_a_row_of_somebody_else_named_in_a_form_is_not_there(world):
    tally = Tally()
    people = {actor.key: actor for actor in actors.customers(world)}
    for method, path, data, own, strange in named_by_others(world):
        for key, answer in {"owner": own, "other": strange, "foreign": LOGIN}.items():
            seen = ask(world, people[key], path, method=method, data=data)
            tally.cell(f"{method} {path} {data} by {key}", answer, seen.answer, seen.leaks)
    tally.close("rows named in forms and queries")


def test_who_lived_there_before_sees_their_own_days_only(world):
    """Owner and former customer share a metering point; each has values of their own days alone (S1)."""
    people = {actor.key: actor.client for actor in actors.customers(world)}
    days = {}
    for key in ("owner", "former"):
        answer = people[key].get("/forbrug/tal/", {"view": "year", "start": "2026-01-01"})
        days[key] = re.findall(r"^2026-\d\d", answer.content.decode("utf-8-sig"), re.MULTILINE)

    assert days == {"owner": ["2026-03", "2026-04", "2026-05"], "former": ["2026-01", "2026-02"]}


def test_no_unsafe_request_is_taken_without_its_token(world, monkeypatch):
    """CSRF: every address of every host, by somebody who may use it; only the status counts, no page is drawn."""
    monkeypatch.setattr(Template, "render", lambda *_args: "")
    tally = Tally()
    exempt = {"csp-report", *OPENED_BY_PROVIDER}
    owner, swede, staff = world.homes["owner"], world.homes["swede"], world.staff["SUPERVISOR"]
    hosts = [
        (GRON, "config.urls", owner.user),
        (BORGHOLM, "config.urls_sv", swede.user),
        (ADMIN, "config.urls_admin", staff),
    ]
    for host, urlconf, user in hosts:
        client = Client(enforce_csrf_checks=True, headers={"host": host})
        client.cookies = actors.fresh(actors.account.signed_in(user)).cookies
        for address in addresses(urlconf):
            if "(?P" in address.route:
                continue
            line = SITE.get(address.name, Line("open"))
            home = swede if urlconf == "config.urls_sv" else owner
            for method in ("post", "put", "patch", "delete"):
                with undone(Actor("", client)):
                    answer = getattr(client, method)(path_of(address, identifier(home, line.row) or "1"))
                    wanted = answer.status_code if address.name in exempt else 403
                    tally.cell(f"{method} {host} {address.name}", wanted, answer.status_code, [])
    tally.close("unsafe requests without a token")


def desk_answer(label: str, page: str, actor: Actor) -> Answer:
    """Return what the desk of a model answers to somebody, from the table."""
    if actor.key in {"customer", "anonymous"}:
        return LOGIN
    if actor.key == "NO_FACTOR":
        return ON
    desk = DESKS[label]
    if actor.key == "ROOT":
        return 200 if page in {"changelist", "change", "history"} or (page == "add" and desk.add) else 403
    job = "SUPERVISOR" if actor.key == "ELSEWHERE" else actor.key
    if page == "delete":
        return 403
    if job not in (desk.add if page == "add" else desk.view):
        # of the history Django looks for the row first, and there may be none for them
        return NOT_SHOWN if page == "history" else 403
    strange = actor.key == "ELSEWHERE" and not desk.shared and page in {"change", "history"}
    return ON if strange else 200


@pytest.fixture
def quick_pages(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let a test say whether admin pages are drawn, with their menu: to know their status they need not be."""
    draw, menu = SimpleTemplateResponse.rendered_content, AdminSite.get_app_list

    def set_drawn(drawn: bool) -> None:
        monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", draw if drawn else "")
        monkeypatch.setattr(AdminSite, "get_app_list", menu if drawn else lambda *_args: [])

    return set_drawn


def test_the_desk_by_every_job(world, quick_pages):
    """Staff see the models of their job and the rows of their supplier; a strange row is not there."""
    tally = Tally()
    people = actors.staff(world)
    drawn = {"ELSEWHERE", "SUPERVISOR"}
    for address in addresses("config.urls_admin"):
        if not (match := DESK.match(address.name)):
            continue
        row = desk_row(match["label"], world.homes["owner"])
        assert row is not None, f"no row for {address.name}"
        path = path_of(address, row.pk)
        for actor in people:
            quick_pages(actor.key in drawn)
            seen = ask(world, actor, path)
            answer = desk_answer(match["label"], match["page"], actor)
            tally.cell(f"get {address.name} by {actor.key}", answer, seen.answer, seen.leaks)
    tally.close("the desk")


def forged_answer(desk: Desk, job: str) -> Answer | None:
    """Return what a forged change is answered; None where the job may change the row."""
    if job in desk.change:
        return None
    return ON if job in desk.late else 403


def test_nobody_types_into_what_their_job_only_looks_at(world, quick_pages):
    """A forged POST to a page one may open is refused, not ignored (S3)."""
    tally = Tally()
    quick_pages(False)
    people = {actor.key: actor for actor in actors.staff(world) if actor.key in EVERY_JOB}
    for address in addresses("config.urls_admin"):
        match = DESK.match(address.name)
        if not match or match["page"] != "change":
            continue
        path = path_of(address, desk_row(match["label"], world.homes["owner"]).pk)
        for key, actor in people.items():
            seen = ask(world, actor, path, method="post")
            answer = forged_answer(DESKS[match["label"]], key) or seen.answer
            tally.cell(f"post {address.name} by {key}", answer, seen.answer, seen.leaks)
    tally.close("the desk, forged changes")


def test_the_other_pages_of_the_staff_host(world):
    tally = Tally()
    people = actors.staff(world)
    for address in addresses("config.urls_admin"):
        if address.name not in STAFF_HOST:
            continue
        jobs, answer = STAFF_HOST[address.name]
        path = {"admin:app_list": "/admin/accounts/", "[admin/(?P<url>.*)$]": "/admin/ingenting/"}.get(
            address.name, path_of(address, 1)
        )
        for actor in people:
            job = "SUPERVISOR" if actor.key in {"ELSEWHERE", "ROOT"} else actor.key
            wanted = answer if job in jobs or answer not in {200, ON} else 403
            wanted = {"NO_FACTOR": ON, "customer": LOGIN, "anonymous": LOGIN}.get(actor.key, wanted)
            if address.name == "admin:app_list" and actor.key == "JOBLESS":
                wanted = 404
            seen = ask(world, actor, path)
            tally.cell(f"get {address.name} by {actor.key}", wanted, seen.answer, seen.leaks)
    tally.close("the other pages of the staff host")


def test_the_bare_address_has_its_page_and_the_providers_door():
    assert [address.name for address in addresses("config.urls_bare")] == ["home", "card-events"]


def test_an_unknown_host_has_no_site(world):
    client = Client(headers={"host": "evil.example"})
    client.cookies = actors.browser(world, "owner").cookies

    assert {client.get(path).status_code for path in ("/", "/overblik/", "/regninger/")} == {400}
