"""Telling us something on Min side: the list, one short form each, a receipt, and errors beside what was typed."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Access, Event, Receipt, StaffTask, Upload
from contracts.models import MeterReading, Notice, Supply
from tests.builders import account, energy, page, world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)
PATHS = ("forbrug", "maalerfejl", "aflaesning", "afgift", "adgang", "genaabning", "forhindring")
SAID = {
    "forbrug": {"from_on": "2026-04-01", "kwh_a_year": "9000", "words": "Varmepumpe"},
    "maalerfejl": {"seen_on": "2026-03-04", "words": "Mørkt display"},
    "aflaesning": {"read_on": "2026-03-05", "kwh": "12345"},
    "afgift": {"entitled_by": "electric_heating", "from_on": "2026-03-01"},
    "adgang": {"words": "Nøglen er hos naboen"},
    "genaabning": {"appliances_off": "on", "from_on": "2026-03-06"},
    "forhindring": {"since_on": "2026-03-01", "words": "Oversvømmelse"},
}


@pytest.fixture
def mine():
    energy.figures_of_the_law()
    with page.on(TODAY):
        yield page.home()


def address(path=""):
    return f"/besked-til-os/{path}/" if path else "/besked-til-os/"


def test_the_list_leads_to_every_form_and_stands_on_the_agreement(mine):
    shown = mine.client.get(address()).content.decode()
    assert [path for path in PATHS if f'href="{address(path)}"' not in shown] == []
    assert address() in mine.client.get("/aftale/").content.decode()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.rule("EP-2.2", "EP-4.4", "OR-4.6")
def test_each_form_gives_a_task_and_a_receipt(mine, path):
    assert mine.client.get(address(path)).status_code == 200
    done = mine.client.post(address(path), SAID[path], follow=True)
    assert done.redirect_chain == [(address(), 302)]
    [kept] = Receipt.objects.all()
    assert f"/kvittering/{kept.public_id}/" in done.content.decode()
    assert StaffTask.objects.get().customer == mine.customer
    assert Notice.objects.get().supply == mine.supply
    told = Event.objects.get(kind="contracts.notice.told")
    assert told.actor_user_id == Access.objects.get(customer=mine.customer).user_id


@pytest.mark.parametrize("path", PATHS)
def test_what_is_missing_is_an_error_beside_what_was_typed(mine, path):
    typed = {"phone": "12345678"} if path == "adgang" else {"words": "Det her skrev jeg"}
    answer = mine.client.post(address(path), typed)
    assert answer.status_code == 422
    if path in {"forbrug", "maalerfejl", "afgift", "forhindring"}:
        assert "Det her skrev jeg</textarea>" in answer.content.decode()
    assert not Notice.objects.exists()


def test_a_photo_comes_along_with_a_reading(mine):
    photo = SimpleUploadedFile("maaler.png", world.picture(), "image/png")
    mine.client.post(address("aflaesning"), SAID["aflaesning"] | {"file": photo})
    assert MeterReading.objects.get().photo == Upload.objects.get()


def test_a_file_we_do_not_take_is_refused_and_nothing_is_told(mine):
    file = SimpleUploadedFile("maaler.exe", b"MZ", "application/octet-stream")
    answer = mine.client.post(address("aflaesning"), SAID["aflaesning"] | {"file": file})
    assert answer.status_code == 422
    assert 'value="12345"' in answer.content.decode()
    assert not Notice.objects.exists()


def test_a_reading_of_tomorrow_is_refused_beside_what_was_typed(mine):
    answer = mine.client.post(address("aflaesning"), SAID["aflaesning"] | {"read_on": "2026-03-06"})
    assert answer.status_code == 422
    assert 'value="2026-03-06"' in answer.content.decode()


@pytest.mark.rule("EP-2.2", "OR-2.3", "GE-VF-2.1")
def test_a_reopening_needs_its_tick_that_nobody_made_for_the_customer(mine):
    assert "checked" not in mine.client.get(address("genaabning")).content.decode()
    assert mine.client.post(address("genaabning"), {"from_on": "2026-03-06"}).status_code == 422


def test_of_several_meters_one_is_chosen_and_only_ones_own(mine):
    second = energy.supply(customer=mine.customer)
    other = energy.supply()
    form = address("aflaesning")
    shown = re.findall(r'<option value="([0-9a-f-]{36})"', mine.client.get(form).content.decode())
    assert set(shown) == {str(mine.supply.public_id), str(second.public_id)}
    assert mine.client.post(form, SAID["aflaesning"]).status_code == 422
    assert mine.client.post(form, SAID["aflaesning"] | {"supply": str(other.public_id)}).status_code == 422
    mine.client.post(form, SAID["aflaesning"] | {"supply": str(second.public_id)})
    assert MeterReading.objects.get().metering_point == second.metering_point


def test_without_a_meter_what_is_about_one_says_so(mine):
    Supply.objects.update(ends_before=date(2026, 3, 1))
    assert mine.client.get(address("aflaesning")).status_code == 200
    assert mine.client.post(address("aflaesning"), SAID["aflaesning"]).status_code == 422
    mine.client.post(address("forbrug"), SAID["forbrug"])
    assert Notice.objects.get().supply is None


def test_who_may_only_read_sees_the_list_and_tells_nothing(mine):
    client = account.signed_in(account.holder(mine.customer, role="READER", email="laeser@post.example"))
    assert client.get(address()).status_code == 200
    assert client.post(address("forbrug"), SAID["forbrug"]).status_code == 403
