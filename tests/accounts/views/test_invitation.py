"""Answering an invitation: with a login one has, with one opened by a mailed code, or with no."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.enums import AccessRole
from accounts.models import Access, Invitation, Message, ScopedLink, User
from accounts.operations import invitation
from accounts.runs import invitation as run
from config.foundation import clock
from tests.accounts.test_login import code_of
from tests.builders import account

pytestmark = pytest.mark.django_db

BO = "bo@post.example"


@pytest.fixture
def link():
    karen = account.holder(account.customer(email="karen@post.example", name="Karen Holm"))
    invitation.invite(
        customer=karen.accesses.get().customer,
        email=BO,
        role=AccessRole.JOINT,
        by=karen,
        as_of=clock.today(),
        at=clock.now(),
    )
    return re.search(r"https?://[^/]+(\S+)", Message.objects.get(kind="access_invited").body).group(1)


def mailed_code():
    run.send_code(link_id=ScopedLink.objects.get(purpose=invitation.CODE_PURPOSE).pk, at=clock.now())
    return re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE).group(1)


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_stranger_gets_a_code_a_login_and_the_account(link):
    client = account.client_at("gron.localhost")
    shown = client.get(link).content.decode()
    assert ("Karen H." in shown, "Holm" in shown) == (True, False)
    assert client.post(link, {"answer": "code"})["Location"] == "/invitation/kode/"

    said = {"code": mailed_code(), "name": "Bo Berg", "password": "fire-ord-er-nemme-nok"}
    assert client.post("/invitation/kode/", {**said, "code": "XXXX-XXXX"}).status_code == 422
    assert client.post("/invitation/kode/", {**said, "password": "kort"}).status_code == 422
    answer = client.post("/invitation/kode/", said)

    bo = User.objects.get(email=BO)
    assert (answer["Location"], signed_in_as(client)) == ("/overblik/", str(bo.pk))
    assert client.get("/profil/").context["profile"]["name"] == "Karen Holm"
    assert client.get(link).context["open"] is False


def test_who_has_a_login_logs_in_and_says_yes(link):
    bo = account.user(email=BO)
    stranger = account.client_at("gron.localhost")
    assert f"/log-ind/?next={link}" in stranger.get(link).content.decode()
    assert stranger.post(link, {"answer": "code"})["Location"] == link
    assert not ScopedLink.objects.filter(purpose=invitation.CODE_PURPOSE).exists()

    client = account.signed_in(bo)
    assert client.post(link, {"answer": "yes"})["Location"] == "/overblik/"
    assert Access.objects.get(user=bo).role == "JOINT"


def test_after_logging_in_one_is_back_at_the_invitation(link):
    """Whoever has no customer yet is else led to tell which one they are."""
    account.user(email=BO)
    client = account.client_at("gron.localhost")
    client.post(f"/log-ind/?next={link}", {"login": BO, "password": account.PASSWORD, "next": link})
    answer = client.post("/log-ind/kode/", {"code": code_of(mail.outbox[-1])})
    if answer["Location"].startswith(reverse("mfa_trust")):
        answer = client.post(answer["Location"], {"action": "no"})
    assert answer["Location"] == link
    assert client.get(link).context["theirs"] is True


def test_another_login_cannot_say_yes(link):
    ond = account.user(email="ond@post.example")
    client = account.signed_in(ond)
    assert client.get(link).context["somebody_else"] is True
    client.post(link, {"answer": "yes"})
    assert not Access.objects.filter(user=ond).exists()


def test_a_no_needs_no_login(link):
    answer = account.client_at("gron.localhost").post(link, {"answer": "no"})
    assert (answer.status_code, Invitation.objects.get().state) == (302, "DECLINED")


def test_link_is_unknown_at_another_supplier_and_when_it_is_changed(link):
    account.supplier("orsted")
    assert account.client_at("orsted.localhost").get(link).status_code == 404
    assert account.client_at("gron.localhost").get(f"{link[:-2]}x/").status_code == 404


def test_five_codes_an_hour_and_no_more(link):
    client = account.client_at("gron.localhost")
    goals = [client.post(link, {"answer": "code"})["Location"] for _try in range(6)]
    assert goals == ["/invitation/kode/"] * 5 + [link]


def test_without_having_asked_there_is_no_code_to_type():
    account.supplier("gron")
    client = account.client_at("gron.localhost")
    assert client.post("/invitation/kode/", {})["Location"] == "/foerste-gang/"
