"""Saving a card with consent, and taking the consent back after seeing what it leads to (OR-6.2c, GE-VF-11.5)."""

import pytest

from accounts.models import Message
from billing.enums import MethodState
from billing.models import PaymentMethod
from billing.views import payment_method as views
from config.sandbox import server
from tests.builders import account, billing, page
from tests.builders.card_world import sandbox, type_card
from tests.builders.charge_world import charge_world

PAGE = "/betaling/metode/"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def handle():
    with sandbox() as running:
        yield running


@pytest.fixture
def mine(db: None, handle: server.Handle, monkeypatch: pytest.MonkeyPatch):
    world = charge_world(handle)
    monkeypatch.setattr(views, "card_provider", lambda: world.provider)
    with page.on(billing.TODAY):
        yield page.home()


def back_of(home):
    return f"{PAGE}{home.account.public_id}/retur/"


def test_card_is_not_saved_without_consent(mine):
    answer = mine.client.post(PAGE, {})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["consent"])
    assert not PaymentMethod.objects.exists()


def test_consent_leads_to_the_providers_page_and_back_to_a_saved_card(mine):
    away = mine.client.post(PAGE, {"consent": "on"})
    typed = type_card(away.headers["location"])
    assert typed.headers["location"].endswith(back_of(mine))

    mine.client.get(back_of(mine))

    saved = PaymentMethod.objects.get()
    assert (saved.state, saved.last4, saved.consented_at is not None) == (MethodState.ACTIVE, "4242", True)
    assert mine.client.get(PAGE).context["method"].label == "Visa •••• 4242"


def test_coming_back_without_a_card_says_that_nothing_changed(mine):
    mine.client.post(PAGE, {"consent": "on"})

    answer = mine.client.get(back_of(mine), follow=True)

    assert [each.level_tag for each in answer.context["messages"]] == ["warning"]


def test_way_back_with_no_card_begun_is_harmless(mine):
    assert mine.client.get(back_of(mine)).status_code == 302


def test_withdrawing_shows_what_it_leads_to_and_stops_the_draws(mine):
    card = billing.card(mine.account)
    billing.due_item(mine.account)
    url = f"{PAGE}{card.public_id}/annuller/"

    seen = mine.client.get(url)
    assert [bool(reason.text) for reason in seen.context["method"].consequences][:2] == [True, True]
    assert mine.client.post(url, {}).status_code == 422
    card.refresh_from_db()
    assert card.state == MethodState.ACTIVE

    mine.client.post(url, {"understood": "on"})

    card.refresh_from_db()
    assert card.state == MethodState.ENDED
    assert Message.objects.filter(customer=mine.customer, kind="card_consent_withdrawn").count() == 1


def test_withdrawing_twice_is_refused_in_words(mine):
    card = billing.card(mine.account, state=MethodState.ENDED)

    answer = mine.client.post(f"{PAGE}{card.public_id}/annuller/", {"understood": "on"}, follow=True)

    assert [each.level_tag for each in answer.context["messages"]] == ["error"]


def test_methods_and_accounts_of_another_are_not_there(mine):
    card = billing.card(mine.account)
    other = page.home(email="anden@post.example")
    there = page.home(at=account.supplier("orsted"), email="hist@post.example")

    for stranger in (other, there):
        assert stranger.client.get(PAGE, {"account": str(mine.account.public_id)}).status_code == 404
        assert stranger.client.get(back_of(mine)).status_code == 404
        assert stranger.client.get(f"{PAGE}{card.public_id}/annuller/").status_code == 404
        assert stranger.client.post(f"{PAGE}{card.public_id}/annuller/", {"understood": "on"}).status_code == 404
    card.refresh_from_db()
    assert card.state == MethodState.ACTIVE
    assert mine.client.get(f"{PAGE}{card.public_id}/annuller/").status_code == 200


def test_reader_may_look_and_not_save_a_card(mine):
    reader = account.signed_in(account.holder(mine.customer, role="READER", email="laeser@post.example"))

    assert (reader.get(PAGE).status_code, reader.post(PAGE, {"consent": "on"}).status_code) == (200, 403)


def test_customer_without_an_account_is_told_so(mine):
    client = account.signed_in(account.holder())

    assert client.get(PAGE).context["method"] is None
