"""How to complain, open to everybody: desks, hours, power cuts unknown, bodies by date."""

from datetime import UTC, datetime

import pytest

from config.foundation import clock
from contracts.operations import statute
from tests.builders import account
from tests.builders import complaint as build

pytestmark = pytest.mark.django_db

MONDAY_TEN = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def page(host, path, moment=MONDAY_TEN):
    with clock.frozen(moment):
        return account.client_at(host).get(path)


@pytest.mark.rule("CE-04", "CE-06", "CE-10")
def test_cerius_shows_its_ladder_to_anonymous_visitors_ce_04_ce_06_ce_10():
    build.cerius()
    statute.load()
    shown = page("cerius.localhost", "/hjaelp/")
    assert shown.status_code == 200
    route = shown.context["route"]
    assert [stop.clause.id for stop in route.own] == ["CE-04", "CE-06"]
    assert [(stop.name, stop.phone) for stop in route.outside] == [("Ankenævnet på Energiområdet", "41 71 50 00")]
    assert ("160" in route.outside[0].notes[1], route.payment) == (True, None)


@pytest.mark.rule("CE-01")
def test_number_of_power_cuts_is_unknown_and_never_none_ce_01():
    build.cerius()
    shown = page("cerius.localhost", "/hjaelp/")
    assert shown.context["route"].outages.clause.id == "CE-01"


@pytest.mark.rule("CE-11")
def test_eu_portal_is_shown_before_20_july_2025_and_not_after_ce_11():
    build.cerius()
    before = page("cerius.localhost", "/hjaelp/", datetime(2025, 7, 19, 12, 0, tzinfo=UTC))
    after = page("cerius.localhost", "/hjaelp/", datetime(2025, 7, 20, 12, 0, tzinfo=UTC))
    assert [len(shown.context["route"].outside) for shown in (before, after)] == [2, 1]


@pytest.mark.rule("BO-14", "BO-15")
def test_borgholm_has_a_swedish_page_with_three_bodies_bo_14_bo_15():
    build.borgholm()
    statute.load()
    shown = page("borgholm.localhost", "/hjalp/")
    route = shown.context["route"]
    assert [stop.phone for stop in route.own] == ["0485-883 00"]
    assert [stop.clause.id for stop in route.outside] == ["BO-15"] * 3
    assert [len(stop.notes) for stop in route.outside] == [1, 3, 0]


@pytest.mark.parametrize(
    "moment,open_now",
    [
        (datetime(2026, 5, 4, 12, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 5, 4, 13, 0, tzinfo=UTC), False),  # 15:00:00 in Copenhagen is closed
        (datetime(2026, 5, 14, 10, 0, tzinfo=UTC), False),  # Ascension
        (datetime(2026, 5, 9, 10, 0, tzinfo=UTC), False),  # Saturday
    ],
)
@pytest.mark.rule("CE-05")
def test_open_now_is_told_in_local_time_ce_05(moment, open_now):
    build.cerius()
    assert page("cerius.localhost", "/hjaelp/", moment).context["supplier"].open_now is open_now


@pytest.mark.rule("GE-F-12.3", "X-61")
def test_page_follows_the_customers_own_agreement_x_61():
    from tests.builders import contract

    karen = account.customer()
    contract.agreement(karen, contract.product(code="fast", terms_code="gron_fixed_2024"))
    with clock.frozen(MONDAY_TEN):
        shown = account.signed_in(account.holder(karen)).get("/hjaelp/")
    assert [stop.clause.id for stop in shown.context["route"].own] == ["GE-F-12.3"]
    assert shown.context["may_write"] is True


def test_business_customer_is_not_sent_to_a_consumer_board_bo_15():
    of = account.customer(kind="BUSINESS", cvr="41627484")
    with clock.frozen(MONDAY_TEN):
        shown = account.signed_in(account.holder(of)).get("/hjaelp/")
    assert shown.context["route"].outside == ()
