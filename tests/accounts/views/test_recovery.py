"""Stopping a recovery by the link of the notice: without login, while it waits, at its supplier alone."""

import re

import pytest

from accounts.enums import RecoveryKind, StaffJob
from accounts.models import Message, Recovery
from accounts.operations import recovery
from accounts.operations.recovery import Wanted
from config.foundation import clock
from tests.builders import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun():
    customer = account.customer(email="karen@post.example", name="Karen Holm")
    wanted = Wanted(
        supplier=customer.supplier,
        customer=customer,
        kind=RecoveryKind.LOST_EMAIL,
        facts=["INVOICE", "METER"],
        reason="Ringede",
        new_email="ny@post.example",
    )
    return recovery.begin(wanted=wanted, by=account.staff(StaffJob.SUPPORT), as_of=clock.today(), at=clock.now())


def link_mailed():
    return re.search(r"https?://[^/]+(\S+)", Message.objects.get(kind="recovery_begun").body).group(1)


def test_old_contact_stops_it_and_the_page_then_says_so(begun):
    client, link = account.client_at("gron.localhost"), link_mailed()
    shown = client.get(link).content.decode()
    assert ("Holm" in shown, "ny@post.example" in shown) == (False, False)

    assert client.post(link)["Location"] == link
    assert client.get(link).context["state"] == "STOPPED"
    assert Recovery.objects.get().stopped_by == "link:recovery"
    assert client.post(link).status_code == 302


def test_carried_out_it_is_not_stopped(begun):
    recovery.carry_out(recovery=begun, as_of=clock.today(), at=begun.due_at)
    client = account.client_at("gron.localhost")
    client.post(link_mailed())
    assert Recovery.objects.get().state == "DONE"
    assert client.get(link_mailed()).context["state"] == "DONE"


def test_link_is_unknown_at_another_supplier(begun):
    account.supplier("orsted")
    assert account.client_at("orsted.localhost").post(link_mailed()).status_code == 404
    assert Recovery.objects.get().state == "WAITING"


def test_guessing_links_is_slowed_down(begun):
    client = account.client_at("gron.localhost")
    answers = {client.get("/adgang-igen/gaet/").status_code for _try in range(31)}
    assert answers == {404, 429}
