"""The page of what products would have cost shows one's own use alone."""

from datetime import date

import pytest

from tests.builders import account, energy, page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def _day():
    with page.on(TODAY):
        energy.figures_of_the_law()
        energy.vat()
        yield


def test_each_product_stands_with_what_it_would_have_cost():
    home = page.home(of=energy.fixed_product())
    energy.values(home.supply, date(2026, 3, 1), date(2026, 3, 4), wh=1_000)
    shown = home.client.get("/bestil/pris/").content.decode().replace("\xa0", " ")
    assert "76,80" in shown
    assert "105,80" in shown
    assert "/bestil/pris/" in home.client.get("/bestil/").content.decode()


def test_without_values_it_says_so_and_a_stranger_is_sent_to_log_in():
    assert page.home().client.get("/bestil/pris/").status_code == 200
    assert account.client_at("gron.localhost").get("/bestil/pris/").status_code == 302
