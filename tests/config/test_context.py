"""The frame: opening hours by the supplier's terms, the person, the menu, the languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from accounts.models import Access
from config.context import hours_in_words, is_open
from contracts.terms import by_code
from tests.builders import account

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
CERIUS = by_code("cerius_2019").contact.hours  # Monday to Friday 7 to 15, closed on public holidays: CE-05


@pytest.mark.parametrize(
    "moment,answers",
    [
        (datetime(2026, 3, 2, 6, 59), False),
        (datetime(2026, 3, 2, 7, 0), True),
        (datetime(2026, 3, 2, 14, 59), True),
        (datetime(2026, 3, 2, 15, 0), False),
        (datetime(2026, 3, 7, 10, 0), False),  # Saturday
        (datetime(2026, 4, 6, 10, 0), False),  # Easter Monday
        (datetime(2026, 4, 7, 10, 0), True),
    ],
)
@pytest.mark.rule("CE-05")
def test_ce_05_somebody_answers_in_opening_hours_only(moment, answers):
    assert is_open(CERIUS, country="DK", moment=moment.replace(tzinfo=COPENHAGEN)) is answers


@pytest.mark.parametrize(
    "moment, answers",
    [
        (datetime(2026, 3, 2, 8, 59), False),
        (datetime(2026, 3, 2, 9, 0), True),
        (datetime(2026, 3, 6, 14, 59), True),
        (datetime(2026, 3, 6, 15, 0), False),
        (datetime(2026, 3, 7, 10, 0), False),  # Saturday
        (datetime(2026, 4, 6, 10, 0), False),  # Easter Monday: our reading, the document does not say
    ],
)
@pytest.mark.rule("EP-16.1")
def test_ep_16_1_businesses_are_answered_from_nine_to_three(moment, answers):
    hours = by_code("energiplus_2023").contact.hours
    assert is_open(hours, country="DK", moment=moment.replace(tzinfo=COPENHAGEN)) is answers


@pytest.mark.rule("CE-05")
def test_hours_are_those_of_the_supplier_also_seen_in_utc_and_in_summer():
    utc = ZoneInfo("UTC")
    assert is_open(CERIUS, country="DK", moment=datetime(2026, 7, 1, 5, 0, tzinfo=utc)) is True
    assert is_open(CERIUS, country="DK", moment=datetime(2026, 1, 5, 5, 59, tzinfo=utc)) is False


def test_hours_in_words():
    with translation.override("en"):
        assert hours_in_words(CERIUS) == "Monday to Friday 07:00–15:00"


@pytest.mark.django_db
def test_frame_of_a_customer():
    karen = account.customer(account.supplier("cerius", terms_code="cerius_2019"), name="Karen Maria Holm")
    frame = account.signed_in(account.holder(karen)).get("/beskeder/").context
    assert (frame["person"].name, frame["person"].initials, frame["person"].number) == (
        "Karen Maria Holm", "KH", karen.number,
    )  # fmt: skip
    assert [entry["url"] for entry in frame["nav"] if entry["current"]] == ["/beskeder/"]
    assert (frame["supplier"].phone, frame["supplier"].address) == (
        "70 29 20 24",
        ("Hovedgaden 36", "4520 Svinninge"),
    )
    assert [(entry["code"], entry["current"]) for entry in frame["languages"]] == [("da", True), ("en", False)]


@pytest.mark.django_db
def test_login_without_customer_has_no_menu():
    client = account.signed_in(account.holder())
    Access.objects.update(ends_before="2025-01-01")
    frame = client.get("/e-mail/", follow=True).context
    assert (bool(frame["nav"]), frame["person"].number) == (False, "")


@pytest.mark.django_db
def test_supplier_whose_terms_are_not_known_still_has_its_sender_address():
    account.supplier("ny", terms_code="none_yet")
    frame = account.client_at("ny.localhost").get("/log-ind/").context
    assert (frame["supplier"].email, frame["supplier"].open_now) == ("kundeservice@ny.example", None)
