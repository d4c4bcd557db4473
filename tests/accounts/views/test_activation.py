"""An existing customer opens Min side: code to the address on file, same answer for strangers, limits."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail

from accounts.models import Access, Event, ScopedLink, User
from accounts.runs import activation as run
from config.foundation import clock
from tests.builders import account

pytestmark = pytest.mark.django_db

KNOWN = {"number": "4711", "postcode": "2100", "email": "karen@post.example"}


@pytest.fixture
def karen():
    return account.customer(number="4711", postcode="2100", email="karen@post.example", name="Karen Holm")


def ask(client, **changes):
    answer = client.post("/foerste-gang/", KNOWN | changes)
    link = ScopedLink.objects.latest("pk") if answer.status_code == 302 else None
    return answer, link


def work(link, after=timedelta(0)):
    """Do what the nudged worker does."""
    run.send_code(link_id=link.pk, at=clock.now() + after, as_of=clock.today())


def mailed_code():
    return re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE).group(1)


def test_customer_gets_a_code_chooses_a_password_and_is_in(karen):
    client = account.client_at("gron.localhost")
    _answer, link = ask(client)
    work(link)
    assert mail.outbox[0].to == ["karen@post.example"]

    assert client.post("/foerste-gang/kode/", {"code": mailed_code().lower()})["Location"] == (
        "/foerste-gang/adgangskode/"
    )
    answer = client.post("/foerste-gang/adgangskode/", {"password": "fire-ord-er-nemme-nok"})

    made = User.objects.get()
    assert (answer["Location"], client.session["_auth_user_id"]) == ("/overblik/", str(made.pk))
    assert (made.email, made.supplier, made.emailaddress_set.get().verified) == (karen.email, karen.supplier, True)
    access = Access.objects.get()
    assert (access.customer, access.user, access.role) == (karen, made, "HOLDER")
    assert Event.objects.filter(kind="accounts.activation.done", customer=karen).count() == 1


def test_login_with_a_second_factor_of_its_own_is_joined_but_not_signed_in_by_the_code(karen):
    """The code proves the address, which is not the app (reliability.md S8)."""
    other = account.holder(account.customer(karen.supplier, number="4712", email="karen@post.example"))
    TOTP.activate(other, "JBSWY3DPEHPK3PXP")
    client = account.client_at("gron.localhost")
    _answer, link = ask(client)
    work(link)
    client.post("/foerste-gang/kode/", {"code": mailed_code()})
    answer = client.post("/foerste-gang/adgangskode/", {"password": "fire-ord-er-nemme-nok"})
    assert (answer.status_code, "_auth_user_id" in client.session) == (302, False)
    assert set(Access.objects.values_list("user", "customer__number")) == {(other.pk, "4711"), (other.pk, "4712")}


@pytest.mark.parametrize("wrong", [{"number": "9999"}, {"postcode": "9000"}, {"email": "bo@post.example"}])
def test_stranger_gets_the_same_answer_and_no_mail(karen, wrong, django_assert_num_queries):
    stranger, known = account.client_at("gron.localhost"), account.client_at("gron.localhost")
    answers = [ask(known), ask(stranger, **wrong)]
    pages = [client.get("/foerste-gang/kode/").content.decode() for client in (known, stranger)]
    for _answer, link in answers:
        work(link)

    assert [(answer.status_code, answer["Location"]) for answer, _link in answers] == [
        (302, "/foerste-gang/kode/"),
        (302, "/foerste-gang/kode/"),
    ]
    assert without_secrets(pages[0]) == without_secrets(pages[1])
    assert [letter.to for letter in mail.outbox] == [["karen@post.example"]]


def test_same_work_is_done_for_known_and_unknown(karen):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for changes in ({}, {"number": "9999"}):
        client = account.client_at("gron.localhost")
        client.get("/foerste-gang/")
        with CaptureQueriesContext(connection) as queries:
            ask(client, **changes)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_code_works_once_in_ten_minutes_and_five_tries(karen):
    client = account.client_at("gron.localhost")
    _answer, link = ask(client)
    work(link)
    code = mailed_code()
    for _try in range(5):
        assert client.post("/foerste-gang/kode/", {"code": "XXXX-XXXX"}).status_code == 422
    assert client.post("/foerste-gang/kode/", {"code": code}).status_code == 422

    _answer, later = ask(client)
    work(later)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.post("/foerste-gang/kode/", {"code": mailed_code()}).status_code == 422


def test_nudge_that_comes_too_late_sends_nothing(karen):
    _answer, link = ask(account.client_at("gron.localhost"))
    work(link, after=timedelta(minutes=10))
    assert mail.outbox == []


def test_customer_with_a_login_is_told_so_by_mail_only(karen):
    account.holder(karen)
    client = account.client_at("gron.localhost")
    answer, link = ask(client)
    work(link)
    assert answer["Location"] == "/foerste-gang/kode/"
    assert (mail.outbox[0].to, "kode" in mail.outbox[0].body.split("\n")[0]) == ([karen.email], False)
    assert re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[0].body, re.MULTILINE) is None


def test_link_that_was_used_opens_nothing_more(karen):
    client = account.client_at("gron.localhost")
    _answer, link = ask(client)
    work(link)
    client.post("/foerste-gang/kode/", {"code": mailed_code()})
    other = account.client_at("gron.localhost")
    other.cookies = client.cookies
    client.post("/foerste-gang/adgangskode/", {"password": "fire-ord-er-nemme-nok"})
    answer = other.post("/foerste-gang/kode/", {"code": mailed_code()})
    assert (answer.status_code, User.objects.count()) == (422, 1)


@pytest.mark.parametrize("password", ["kort", "karen@post.example", "1234567891011"])
def test_poor_password_is_refused_with_the_reason_and_may_be_mended(karen, password):
    client = account.client_at("gron.localhost")
    _answer, link = ask(client)
    work(link)
    client.post("/foerste-gang/kode/", {"code": mailed_code()})
    assert client.post("/foerste-gang/adgangskode/", {"password": password}).status_code == 422
    assert User.objects.count() == 0
    assert client.post("/foerste-gang/adgangskode/", {"password": "fire-ord-er-nemme-nok"}).status_code == 302


@pytest.mark.parametrize("page", ["kode", "adgangskode"])
def test_steps_cannot_be_skipped(page):
    account.supplier("gron")
    answer = account.client_at("gron.localhost").post(f"/foerste-gang/{page}/", {"password": "x", "code": "x"})
    assert (answer.status_code, answer["Location"]) == (302, "/foerste-gang/")


def test_asking_for_one_number_is_limited_to_five_an_hour(karen):
    statuses = [ask(account.client_at("gron.localhost"))[0].status_code for _try in range(6)]
    assert statuses == [302] * 5 + [429]


def without_secrets(page):
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return re.sub(r'nonce="[^"]*"', "", page)
