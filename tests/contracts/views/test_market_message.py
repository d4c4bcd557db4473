"""The door the market knocks on over HTTP: signed messages are kept, others leave nothing."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from config.foundation import clock
from contracts.gateways.market_signature import signature_of
from contracts.models import MarketMessage
from tests.builders import market

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 7, 30, tzinfo=UTC)
PATH = "/webhooks/market"


@pytest.fixture(autouse=True)
def _door(settings):
    settings.MARKET_WEBHOOK_SECRETS = ["one", "other"]
    market.supplier()
    with clock.frozen(NOW):
        yield


def knock(body, *, secret="one", host="gron.localhost", headers=None):
    browser = Client(enforce_csrf_checks=True, headers={"host": host})
    if headers is None:
        headers = {"minside-signature": signature_of(body, secret=secret, at=NOW)}
    return browser.post(PATH, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("secret, status, kept", [("one", 202, 1), ("other", 202, 1), ("third", 400, 0)])
def test_only_messages_signed_with_one_of_our_secrets_are_kept(secret, status, kept):
    answer = knock(market.sent(market.notification(date(2026, 7, 1))), secret=secret)
    assert (answer.status_code, MarketMessage.objects.count()) == (status, kept)


def test_same_message_twice_is_kept_once_and_answered_202():
    body = market.sent(market.notification(date(2026, 7, 1)))
    assert [knock(body).status_code, knock(body).status_code] == [202, 202]
    assert MarketMessage.objects.count() == 1


def test_wrong_message_is_answered_422_in_plain_text_with_the_place():
    answer = knock(market.sent(market.notification(date(2026, 7, 1), mRID=5)))
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith("GenericNotification_MarketDocument.mRID: should be a text")


def test_message_goes_to_the_supplier_of_the_host_and_to_no_other():
    market.supplier("orsted", gln=market.BALANCE)
    answer = knock(market.sent(market.notification(date(2026, 7, 1))), host="orsted.localhost")
    assert (answer.status_code, MarketMessage.objects.count()) == (422, 0)


def test_too_large_a_message_is_not_read():
    assert knock(b" " * (1024 * 1024 + 1)).status_code == 400


@pytest.mark.parametrize("headers", [{}, {"minside-signature": "t=1,v1=x"}])
def test_unsigned_message_is_refused(headers):
    assert knock(b"{}", headers=headers).status_code == 400


def test_only_posting_is_allowed():
    assert Client(headers={"host": "gron.localhost"}).get(PATH).status_code == 405


def test_the_bare_address_and_the_staffs_host_have_no_such_door():
    for host in ("127.0.0.1", "admin.localhost"):
        assert knock(b"{}", host=host).status_code == 404
