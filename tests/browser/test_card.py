"""Saving a card on the provider's own page and coming back, with and without JavaScript (GE-VF-11.5, S25)."""

from __future__ import annotations

import pytest

from billing.enums import MethodState
from billing.models import PaymentMethod
from tests.browser.site import in_the_world
from tests.builders.world import Home
from tests.source import only

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def active_card(home: Home) -> PaymentMethod:
    cards = PaymentMethod.objects.filter(billing_account=home.billing_account, state=MethodState.ACTIVE)
    return in_the_world(cards.get)


@pytest.mark.parametrize(
    "key, scripts", [("owner", True), ("foreign", True), ("business", True), ("owner", False)]
)
def test_a_card_is_saved_on_the_hosted_page(site, key, scripts):
    with site.signed_in_visit(site.world.homes[key], width=390, java_script_enabled=scripts) as visit:
        before = active_card(site.world.homes[key])
        visit.open("/betaling/metode/")
        page = visit.page
        page.locator("input[name=consent]").check()
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(f"{site.world.handle.base_url}/**")
        page.locator("[name=number]").fill("5555 5555 5555 4444")
        page.locator("[name=expiry]").fill("12/39")
        page.locator("[name=cvc]").fill("123")
        page.locator("[name=name]").fill("Karen")
        page.locator("form button").first.click()
        page.wait_for_url("**/betaling/metode/**")
        saved = active_card(site.world.homes[key])

        assert page.locator("body").inner_text().count("4444") >= 1
        assert (saved.last4, saved.brand, saved.pk == before.pk) == ("4444", "mastercard", False)
        only(visit.trouble)
