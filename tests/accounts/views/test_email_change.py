"""Changing one's e-mail end to end: code to the new address, link to the old, others logged out, taken back."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail

from accounts.models import Customer, Event, Message, User
from tests.accounts.test_login import code_of
from tests.builders import account

pytestmark = pytest.mark.django_db

OLD, NEW = "karen@post.example", "ny@post.example"


@pytest.fixture
def karen():
    return account.holder(account.customer(email=OLD))


def opened(user):
    client = account.signed_in(user)
    key = client.session.session_key
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="test")
    return client


def change(client):
    client.post("/log-ind/igen/", {"password": account.PASSWORD})
    client.post("/e-mail/", {"email": NEW, "action_add": ""})
    assert mail.outbox[-1].to == [NEW]
    answer = client.post("/e-mail/kode/", {"code": code_of(mail.outbox[-1])})
    assert answer.status_code == 302, answer.content.decode()


def link_mailed():
    told = Message.objects.get(kind="email_change_told")
    assert told.to_address == OLD
    return re.search(r"https?://[^/]+(\S+)", told.body).group(1)


@pytest.mark.rule("EP-15.1", "OR-15.2", "GE-VF-4.27")
def test_new_address_is_proven_the_old_one_told_and_other_sessions_end(karen):
    mine, elsewhere = opened(karen), opened(karen)
    change(mine)

    assert (User.objects.get(pk=karen.pk).email, Customer.objects.get().email) == (NEW, NEW)
    assert (mine.get("/profil/").status_code, elsewhere.get("/profil/").status_code) == (200, 302)
    assert link_mailed().startswith("/e-mail/retur/")
    assert Event.objects.filter(kind="accounts.login.email_changed").count() == 1


def test_link_takes_it_back_without_login_and_logs_the_thief_out(karen):
    thief = opened(karen)
    change(thief)
    victim, link = account.client_at("gron.localhost"), link_mailed()
    shown = victim.get(link).content.decode()
    assert (NEW in shown, "ny•••@post.example" in shown) == (False, True)

    assert victim.post(link)["Location"] == link
    assert victim.get(link).context["taken_back"] is True
    assert (User.objects.get(pk=karen.pk).email, Customer.objects.get().email) == (OLD, OLD)
    assert thief.get("/profil/").status_code == 302
    assert not User.objects.get(pk=karen.pk).check_password(account.PASSWORD)


def test_link_is_not_in_the_inbox_where_the_thief_reads(karen):
    thief = opened(karen)
    change(thief)
    told = Message.objects.get(kind="email_change_told")
    assert thief.get(f"/beskeder/{told.public_id}/").status_code == 404
    assert told.subject not in thief.get("/beskeder/").content.decode()


def test_link_is_unknown_elsewhere(karen):
    change(opened(karen))
    account.supplier("orsted")
    assert account.client_at("orsted.localhost").post(link_mailed()).status_code == 404
    assert User.objects.get(pk=karen.pk).email == NEW


def test_first_confirmation_of_a_new_login_is_no_change():
    account.supplier("gron")
    client = account.client_at("gron.localhost")
    client.post("/opret/", {"email": NEW, "password1": "en-god-lang-kode-55"})
    client.post("/log-ind/kode/", {"code": code_of(mail.outbox[-1])})
    assert User.objects.get(email=NEW).emailaddress_set.get().verified is True
    assert not Message.objects.exists()
