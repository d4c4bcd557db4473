"""The provider's door over HTTP: signed messages are kept, others get 400 (reliability.md R6)."""

import time

import pytest
from django.test import Client, RequestFactory

from billing.models import ProviderEvent
from billing.runs.provider import card_provider
from billing.views.webhook import card_events
from config.sandbox.webhook import signature
from tests.builders import account as accounts

pytestmark = pytest.mark.django_db
BODY = (
    b'{"id":"evt_1","object":"event","api_version":"2026-10-28.endive","created":1777600000,"livemode":false,'
    b'"type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","object":"payment_intent",'
    b'"status":"succeeded","metadata":{"reference":"gron:x:1"}}}}'
)


@pytest.fixture(autouse=True)
def _secret(settings):
    settings.CARD_WEBHOOK_SECRETS = ["whsec_a", "whsec_b"]
    card_provider.cache_clear()
    yield
    card_provider.cache_clear()


def post(body=BODY, secret="whsec_a"):
    mark = signature(body, secret, int(time.time()))
    headers = {"stripe-signature": mark}
    return card_events(RequestFactory().post("/", body, content_type="application/json", headers=headers))


@pytest.mark.parametrize("secret, status, kept", [("whsec_a", 200, 1), ("whsec_b", 200, 1), ("other", 400, 0)])
def test_only_messages_signed_with_one_of_our_secrets_are_kept(secret, status, kept):
    assert post(secret=secret).status_code == status
    assert ProviderEvent.objects.count() == kept


def test_same_message_twice_is_kept_once_and_answered_200():
    assert [post().status_code, post().status_code] == [200, 200]
    assert ProviderEvent.objects.get().payload["payment_id"] == "pi_1"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"id":"evt_1"}', b"\xff"])
def test_unreadable_message_is_refused(body):
    assert post(body=body).status_code == 400


@pytest.mark.parametrize("host", ["gron.localhost", "127.0.0.1"])
def test_door_is_open_to_the_provider_on_a_suppliers_host_and_on_the_bare_address(host):
    accounts.supplier()
    mark = signature(BODY, "whsec_a", int(time.time()))
    browser = Client(headers={"host": host, "stripe-signature": mark}, enforce_csrf_checks=True)
    assert browser.post("/webhooks/card", BODY, content_type="application/json").status_code == 200
    assert ProviderEvent.objects.count() == 1


def test_only_posting_is_allowed():
    assert card_events(RequestFactory().get("/")).status_code == 405
