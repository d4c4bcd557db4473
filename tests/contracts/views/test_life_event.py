"""Telling of a death or an insolvency on Min side: what follows is in view, a receipt comes, taken back or not."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Receipt, StaffTask, Upload
from contracts.enums import LifeEventState
from contracts.models import LifeEvent
from contracts.operations import life_event as operations
from tests.builders import account, energy, page, world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)
FORM = "/besked-til-os/livsbegivenhed/"
SAID = {"kind": "DEATH", "happened_on": "2026-03-01", "told_by": "Bo Holm, søn", "contact_name": "Bo Holm"}


@pytest.fixture
def mine():
    energy.figures_of_the_law()
    with page.on(TODAY):
        yield page.home()


@pytest.mark.rule("EP-11.2e", "GE-V-10.3d", "GE-VF-7.2")
def test_the_list_leads_to_a_form_that_says_what_follows(mine):
    assert FORM in mine.client.get("/besked-til-os/").content.decode()
    shown = mine.client.get(FORM).content.decode()
    assert all(clause in shown for clause in ("10.2", "7"))
    assert all(f'value="{kind}"' in shown for kind in ("DEATH", "RECONSTRUCTION", "BANKRUPTCY", "DEBT_RELIEF"))
    assert "checked" not in shown


def test_what_is_told_gives_tasks_and_a_receipt(mine):
    done = mine.client.post(FORM, SAID, follow=True)
    assert done.redirect_chain == [("/besked-til-os/", 302)]
    assert f"/kvittering/{Receipt.objects.get().public_id}/" in done.content.decode()
    told = LifeEvent.objects.get()
    assert (told.customer, told.contact_name) == (mine.customer, "Bo Holm")
    assert StaffTask.objects.count() == 2


@pytest.mark.parametrize(
    "wrong", [{"kind": ""}, {"happened_on": "2026-03-06"}, {"told_by": ""}, {"contact_email": "x"}]
)
def test_what_is_missing_or_wrong_is_said_beside_what_was_typed(mine, wrong):
    answer = mine.client.post(FORM, SAID | {"words": "Det her skrev jeg"} | wrong)
    assert answer.status_code == 422
    assert "Det her skrev jeg</textarea>" in answer.content.decode()
    assert not LifeEvent.objects.exists()


def test_a_proof_comes_along(mine):
    mine.client.post(FORM, SAID | {"file": SimpleUploadedFile("a.png", world.picture(), "image/png")})
    assert Upload.objects.get().subject_id == LifeEvent.objects.get().pk


def test_it_is_taken_back_until_staff_have_looked(mine):
    mine.client.post(FORM, SAID)
    told = LifeEvent.objects.get()
    back = f"{FORM}{told.public_id}/retur/"
    assert back in mine.client.get(FORM).content.decode()
    assert mine.client.post(back).status_code == 302
    told.refresh_from_db()
    assert told.state == LifeEventState.REJECTED
    mine.client.post(FORM, SAID)
    again = LifeEvent.objects.latest("pk")
    operations.confirm(life_event=again, proof="Attest", by="test", as_of=TODAY)
    helper = account.signed_in(account.holder(mine.customer, role="HELPER", email="bo@post.example"))
    back = f"{FORM}{again.public_id}/retur/"
    assert back not in helper.get(FORM).content.decode()
    helper.post(back)
    again.refresh_from_db()
    assert again.state == LifeEventState.CONFIRMED


@pytest.mark.rule("GE-V-10.3d")
def test_the_session_of_the_deceased_ends_with_the_proof(mine):
    mine.client.post(FORM, SAID)
    operations.confirm(life_event=LifeEvent.objects.get(), proof="Attest", by="test", as_of=TODAY)
    assert mine.client.get("/overblik/").status_code == 302


def test_who_may_only_read_tells_nothing(mine):
    client = account.signed_in(account.holder(mine.customer, role="READER", email="laeser@post.example"))
    assert client.post(FORM, SAID).status_code == 403
