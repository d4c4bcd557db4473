"""What every page carries and what no page holds: headers, cookies, scripts, strange markup (S7, S10, S15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from accounts.operations import customer as customers
from complaints.enums import ComplaintSubject
from complaints.operations import complaint as complaints
from complaints.operations import enquiry as enquiries
from tests.builders import account
from tests.builders.world import TODAY, World
from tests.security import actors
from tests.security.addresses import addresses
from tests.security.matrix import COLUMNS, SITE
from tests.security.rows import identifier, path_of
from tests.source import only

pytestmark = pytest.mark.django_db

CUSTOMERS_POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'nonce'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "report-uri": "/csp",
    "require-trusted-types-for": "'script'",
    "trusted-types": "htmx",
}
SENT_WITH_EVERYTHING = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    '<a href="javascript:alert(1)">x</a>',
    "{{ 7|add:7 }}{% debug %}",
    "<div hx-get=/ hx-trigger=load>",
)
CARD_FIELD = re.compile(r"card.?number|kortnummer|cc-number|cvc|cvv", re.IGNORECASE)


class Markup(HTMLParser):
    """Collects what a strict policy forbids, where links lead, and the fields that are asked for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.links: list[str] = []
        self.fields: list[str] = []
        self._script = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [f"<{tag} {name}=…>" for name in given if name == "style" or name.startswith("on")]
        self.inline += [f"<{tag}>"] * (tag == "style")
        for name in ("href", "src", "action", "formaction", "poster", "data", "hx-get", "hx-post"):
            if given.get(name):
                self.links.append(str(given[name]))
        if tag in {"input", "textarea", "select"}:
            self.fields.append(f"{given.get('name')} {given.get('autocomplete')} {given.get('id')}")
        self._script = (
            tag if tag == "script" and "src" not in given and "json" not in (given.get("type") or "") else ""
        )

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.inline.append(f"<script> {data.strip()[:40]}")


def pages(world: World, home: str = "owner") -> Iterator[tuple[str, HttpResponse]]:
    """Yield every page of a supplier's site that answers 200, signed in and not."""
    owner, own = world.homes[home], actors.browser(world, home)
    stranger = account.client_at(owner.supplier.host)
    for address in addresses("config.urls"):
        line = SITE[address.name]
        if line.row in {"app", "codes", "key"}:
            continue
        for client, key in ((own, "owner"), (stranger, "anonymous")):
            if COLUMNS[line.get][key] == 200:
                answer = client.get(path_of(address, identifier(owner, line.row)))
                yield f"{address.name} for {key}", answer


def html_of(answer: HttpResponse) -> str:
    return answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""


def policy_of(answer: HttpResponse) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";") if part.strip()]
    return {name: re.sub(r"'nonce-[^']+'", "'nonce'", value) for name, _space, value in parts}


def test_every_page_carries_the_policy_and_is_not_kept(world):
    wrong, seen = [], 0
    for name, answer in pages(world):
        seen += 1
        wanted = SENT_WITH_EVERYTHING
        wrong += [
            f"{name}: {key} is {answer.get(key)}"
            for key, value in wanted.items()
            if answer.get(key) != value and key != "Cache-Control"
        ]
        if "no-store" not in answer.get("Cache-Control", ""):
            wrong.append(f"{name}: may be kept")
        if "geolocation=()" not in answer.get("Permissions-Policy", ""):
            wrong.append(f"{name}: no permissions policy")
        if html_of(answer):
            policy = policy_of(answer)
            wrong += [
                f"{name}: {key} is {policy.get(key)}"
                for key, value in CUSTOMERS_POLICY.items()
                if policy.get(key) != value
            ]
            wrong += [f"{name}: {value}" for value in policy.values() if "unsafe" in value or "*" in value]
        else:
            wrong += [f"{name}: shown, not saved"] * ("attachment" not in answer.get("Content-Disposition", ""))
    print(f"\n{seen} pages looked at")
    only(wrong)


def test_no_page_holds_inline_script_or_style_or_leads_astray(world):
    """No handler, no inline script or style, nothing loaded or sent elsewhere, and no field for a card number."""
    wrong = []
    for name, answer in pages(world):
        markup = Markup(html_of(answer))
        wrong += [f"{name}: {what}" for what in markup.inline]
        wrong += [f"{name}: asks for a card, {what}" for what in markup.fields if CARD_FIELD.search(what)]
        loaded = re.findall(
            r"<(?:script|link|img|iframe|form)\b[^>]*?(?:src|href|action)=\"([^\"]*)\"", html_of(answer)
        )
        wrong += [f"{name}: reaches {where}" for where in loaded if urlsplit(where).netloc]
        wrong += [
            f"{name}: {where}" for where in markup.links if where.lower().startswith(("javascript:", "data:text"))
        ]
    only(wrong)


def test_admin_pages_carry_the_policy_and_are_not_kept(world):
    client = actors.fresh(account.signed_in(world.staff["SUPERVISOR"]))
    for path in ("/admin/", "/admin/accounts/customer/", "/admin/desk/health/"):
        answer = client.get(path)
        policy = policy_of(answer)
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True), path
        assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'none'"), path
        assert Markup(html_of(answer)).inline == [], path


def test_cookies_are_for_the_server_alone(world):
    client = account.client_at("gron.localhost")
    client.get("/log-ind/")
    client.post("/sprog/", {"language": "en", "next": "/"})
    client.post("/log-ind/", {"login": world.homes["owner"].user.email, "password": account.PASSWORD})

    flags = {
        name: (cookie["httponly"], cookie["samesite"], cookie["domain"]) for name, cookie in client.cookies.items()
    }
    assert flags == dict.fromkeys(("csrftoken", "language", "sessionid"), (True, "Lax", ""))


def test_a_planted_session_is_not_the_one_that_is_signed_in(world):
    """The session gets a new name at login, so that one who planted the old name gains nothing (S7)."""
    client = account.client_at("gron.localhost")
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    client.post("/log-ind/", {"login": world.homes["owner"].user.email, "password": account.PASSWORD})
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.outbox[-1].body, re.MULTILINE).group(1)
    client.post("/log-ind/kode/", {"code": code})
    client.post("/ekstra-sikkerhed/trust/", {"action": "skip"})

    thief = account.client_at("gron.localhost")
    thief.cookies["sessionid"] = planted.session_key
    assert (client.get("/overblik/").status_code, thief.get("/overblik/").status_code) == (200, 302)


@pytest.mark.parametrize(("host", "path"), [("gron.localhost", "/log-ind/"), ("admin.localhost", "/admin/")])
def test_a_form_without_its_token_is_refused_in_our_words(world, host, path):
    """The page was open for too long, most likely: Django's own page speaks of cookies, in English, to nobody."""
    answer = Client(enforce_csrf_checks=True, headers={"host": host}).post(path)

    assert answer.status_code == 403
    assert "Måske har siden stået åben længe." in answer.content.decode()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_a_customer_stay_words(world, payload):
    """What a customer types everywhere is shown as typed, on their own pages and at the desk (S10)."""
    owner = world.homes["owner"]
    customers.change_contact(
        customer=owner.customer,
        details={"street": payload[:100], "city": payload[:80], "phone": payload[:30]},
        by="test",
        as_of=TODAY,
    )
    case = complaints.receive(
        customer=owner.customer,
        subject=ComplaintSubject.INVOICE,
        text=payload,
        wanted=payload,
        by=owner.user,
        as_of=TODAY,
    )
    complaints.add(complaint=case, text=payload, by=owner.user, as_of=TODAY)
    asked = enquiries.receive(
        customer=owner.customer, about=ComplaintSubject.INVOICE, text=payload, by=owner.user, as_of=TODAY
    )
    mine = actors.browser(world, "owner")
    desk = actors.fresh(account.signed_in(world.staff["ROOT"]))
    shown = [
        mine.get(f"/klage/{case.public_id}/"),
        mine.get(f"/spoergsmaal/{asked.public_id}/"),
        mine.get("/profil/"),
        mine.get("/beskeder/", {"q": payload}),
        mine.post("/klage/ny/", {"text": payload, "subject": payload}),
        mine.get("/forbrug/", {"view": payload, "start": payload}),
        desk.get(f"/admin/complaints/complaint/{case.pk}/change/"),
        desk.get(f"/admin/accounts/enquiry/{asked.pk}/change/"),
        desk.get(f"/admin/accounts/customer/{owner.customer.pk}/change/"),
        desk.get("/admin/accounts/customer/", {"q": payload}),
        desk.get("/admin/accounts/event/"),
    ]
    assert {answer.status_code for answer in shown} <= {200, 422}
    texts = {answer.request["PATH_INFO"]: answer.content.decode() for answer in shown}
    if "<" in payload:
        only([path for path, text in texts.items() if payload in text])
        assert sum(escape(payload) in text for text in texts.values()) >= 6
    else:
        assert sum(payload in text for text in texts.values()) >= 6


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "gron.localhost", "x-forwarded-host": "evil.example"},
        {"host": "gron.localhost", "forwarded": "host=evil.example"},
        {"host": "gron.localhost:8000@evil.example"},
        {"host": "evil.example"},
    ],
    ids=["x-forwarded-host", "forwarded", "at sign", "other host"],
)
def test_a_reset_mail_never_names_a_strange_host(world, headers):
    """Links and senders come from the supplier's row, not from what the request says of itself (S15)."""
    sent = len(mail.outbox)
    answer = Client(headers=headers).post("/adgangskode/", {"email": world.homes["owner"].user.email})

    assert answer.status_code in {302, 400}
    assert [
        "evil.example" in letter.body + letter.subject + letter.from_email for letter in mail.outbox[sent:]
    ] in ([], [False])


@pytest.mark.parametrize(
    "goal", ["https://evil.example/", "//evil.example", "/\\evil.example", "http:evil.example"]
)
def test_nobody_is_sent_on_to_a_strange_host(world, goal):
    """`next` leads within the host alone, at the login and at the choice of a language (S16)."""
    mine, door = actors.browser(world, "owner"), account.client_at("gron.localhost")

    assert mine.get("/log-ind/", {"next": goal})["Location"] == "/overblik/"
    assert door.post("/sprog/", {"language": "en", "next": goal})["Location"] == "/"
