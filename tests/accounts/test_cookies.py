"""What stands in a browser's cookies: random marks and a language, and nothing about a person."""

import re
from smtplib import SMTPException

import pytest
from django.conf import settings
from django.core import mail
from django.core.signing import Signer
from django.test import Client

from tests.accounts.test_login import code_of, log_in, signed_in_as
from tests.builders import account

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Karen Blixen", "karen@post.example"
ALLOWED = {
    settings.SESSION_COOKIE_NAME: r"[a-z0-9]{32}",
    settings.CSRF_COOKIE_NAME: r"[A-Za-z0-9]{32}",
    settings.LANGUAGE_COOKIE_NAME: "|".join(code for code, _name in settings.LANGUAGES),
}


class Browser(Client):
    """Remembers every cookie it was ever sent, also those taken back in the meantime."""

    def request(self, **request):
        answer = super().request(**request)
        sent = {(name, cookie.value) for name, cookie in answer.cookies.items() if cookie.value}
        self.kept = getattr(self, "kept", set()) | sent
        return answer


@pytest.fixture
def browser(db):
    account.holder(account.customer(email=EMAIL, name=NAME), name=NAME)
    return Browser(headers={"host": "gron.localhost"})


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_from_the_door_to_the_way_out_no_cookie_says_who_it_is(browser):
    browser.post("/sprog/", {"language": "en"})
    landed = log_in(browser, email=EMAIL)
    greeting = said(browser.get(landed))
    assert NAME in greeting[-1], greeting
    assert said(browser.get(landed)) == []
    left = browser.post("/log-ud/", follow=True)
    assert (len(said(left)), signed_in_as(browser)) == (1, None)
    strange = [(name, value) for name, value in browser.kept if not re.fullmatch(ALLOWED.get(name, ""), value)]
    assert strange == []
    assert {name for name, _value in browser.kept} == ALLOWED.keys()


def test_trusted_browser_is_known_by_a_mark_without_name_or_address(browser):
    browser.post("/log-ind/", {"login": EMAIL, "password": account.PASSWORD})
    asked = browser.post("/log-ind/kode/", {"code": code_of(mail.outbox[-1])})
    browser.post(asked["Location"], {"action": "trust"})
    (mark,) = [value for name, value in browser.kept if name not in ALLOWED]
    ((fingerprint, _second),) = Signer().unsign_object(mark)
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint)


def test_word_to_somebody_who_is_not_signed_in_is_said_once(browser, monkeypatch):
    def fail(_mail):
        raise SMTPException

    monkeypatch.setattr(mail.EmailMessage, "send", fail)
    answer = browser.post("/log-ind/", {"login": EMAIL, "password": account.PASSWORD}, follow=True)
    assert (len(said(answer)), signed_in_as(browser)) == (1, None)
    assert said(browser.get("/log-ind/")) == []
