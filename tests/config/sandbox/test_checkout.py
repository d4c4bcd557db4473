"""Saving a card on the hosted page (GE-VF-11.5): the only place where a card number is typed."""

import re

import httpx
import pytest

from tests.builders.card_world import decide, operate, type_card

BACK = "http://gron.localhost:8000/betaling/kort/"


@pytest.fixture
def session(client, customer):
    return client.v1.checkout.sessions.create(
        {
            "mode": "setup",
            "customer": customer,
            "currency": "dkk",
            "locale": "da",
            "success_url": f"{BACK}?session={{CHECKOUT_SESSION_ID}}",
            "cancel_url": BACK,
            "metadata": {"reference": "m1"},
        }
    )


def read(client, session):
    return client.v1.checkout.sessions.retrieve(session.id, {"expand": ["setup_intent.payment_method"]})


def test_card_is_saved_and_the_customer_sent_back(client, customer, session):
    answer = type_card(session.url, number="5555 5555 5555 4444", expiry="08/31")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BACK}?session={session.id}")
    done = read(client, session)
    method = done.setup_intent.payment_method
    assert (done.status, done.url, done.metadata.to_dict()) == ("complete", None, {"reference": "m1"})
    assert (method.customer, method.card.brand, method.card.last4) == (customer, "mastercard", "4444")
    assert (method.card.exp_month, method.card.exp_year) == (8, 2031)


def test_same_number_has_the_same_fingerprint_and_is_never_kept(handle, client, session):
    type_card(session.url)
    first = read(client, session).setup_intent.payment_method.card.fingerprint
    customer = client.v1.customers.create({}).id
    again = client.v1.payment_methods.attach("pm_card_visa", {"customer": customer})
    assert again.card.fingerprint == first
    assert "4242424242424242" not in repr(handle.world.store.all("payment_method"))


def test_approval_at_set_up_then_charges_without_the_holder(handle, client, customer, session):
    answer = type_card(session.url, number="4000 0025 0000 3155")
    assert answer.headers["location"].startswith("/c/authenticate/seti_")
    assert read(client, session).status == "open"
    back = decide(handle, answer.headers["location"])
    assert back.headers["location"] == f"{BACK}?session={session.id}"
    token = read(client, session).setup_intent.payment_method.id
    facts = {"amount": 5000, "currency": "dkk", "customer": customer, "payment_method": token}
    paid = client.v1.payment_intents.create(facts | {"confirm": True, "off_session": True})
    assert paid.status == "succeeded"


def test_declined_approval_leads_back_to_the_form(handle, client, session):
    answer = type_card(session.url, number="4000 0025 0000 3155")
    back = decide(handle, answer.headers["location"], decision="reject")
    page = httpx.get(f"{handle.base_url}{back.headers['location']}")
    assert 'role="alert">Du godkendte ikke.' in page.text
    assert read(client, session).status == "open"
    assert type_card(session.url).status_code == 303


def test_bank_declines_the_card_and_another_one_works(client, session):
    refused = type_card(session.url, number="4000 0000 0000 9995")
    assert (refused.status_code, read(client, session).status) == (422, "open")
    assert 'role="alert">Banken afviste kortet.' in refused.text
    assert type_card(session.url).status_code == 303


@pytest.mark.parametrize(
    "typed, wrong",
    [
        ({"number": "4242 4242 4242 4241"}, ["number"]),
        ({"number": "4111 1111 1111 1111"}, ["number"]),
        ({"number": ""}, ["number"]),
        ({"expiry": "13/39"}, ["expiry"]),
        ({"expiry": "01/20"}, ["expiry"]),
        ({"cvc": "12"}, ["cvc"]),
        ({"number": "x", "expiry": "x", "cvc": "x"}, ["number", "expiry", "cvc"]),
    ],
)
def test_wrong_field_is_named_and_what_was_typed_stays(session, typed, wrong):
    answer = type_card(session.url, **typed)
    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-error"', answer.text) == wrong
    assert 'value="Test Testesen"' in answer.text


@pytest.mark.parametrize(
    "locale, title", [("da", "Gem dit kort"), ("sv", "Spara ditt kort"), ("en", "Save your card")]
)
def test_page_speaks_the_language_of_the_session(client, customer, locale, title):
    facts = {"mode": "setup", "customer": customer, "currency": "sek", "success_url": BACK, "locale": locale}
    page = httpx.get(client.v1.checkout.sessions.create(facts).url)
    assert f'<html lang="{locale}">' in page.text
    assert f"<h1>{title}</h1>" in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text


def test_finished_session_shows_no_form(session):
    type_card(session.url)
    again = type_card(session.url)
    assert (again.status_code, "<form" in again.text) == (410, False)


def test_session_expires_after_24_hours(handle, client, session):
    operate(handle, "clock", advance=24 * 3600)
    assert type_card(session.url).status_code == 410
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert [row.type for row in client.v1.events.list().data] == ["checkout.session.expired"]


def test_session_expired_by_us(client, session):
    assert client.v1.checkout.sessions.expire(session.id).status == "expired"
    assert httpx.get(f"{session.to_dict()['url']}").status_code == 410


def test_typed_text_is_escaped(session):
    answer = type_card(session.url, expiry='"><b>x')
    assert '"><b>x' not in answer.text
