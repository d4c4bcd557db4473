"""The page of consumption and its file: own values only, words for what is not final, page or fragment."""

from datetime import date

import pytest

from contracts.enums import Quality
from tests.builders import account, energy, page

pytestmark = pytest.mark.django_db

FIRST, LAST, TODAY = date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 11)
PAGE, FILE = "/forbrug/", "/forbrug/tal/"
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def home():
    home = page.home()
    page.market(FIRST, LAST)
    energy.values(home.supply, FIRST, LAST, wh=1_000)
    page.cost_until(TODAY)
    with page.on(TODAY):
        yield home


def shown(answer):
    return answer.context["consumption"]["shown"]


def test_month_opens_with_the_days_that_have_values(home):
    answer = home.client.get(PAGE)

    told = shown(answer)
    assert answer.status_code == 200
    # 10 days of 24 kWh at 164.9 øre with VAT
    assert (told.wh, told.cost.minor, told.final) == (240_000, 49_470, False)
    assert [row.cost.minor for row in told.known_rows] == [4_947] * 10


def test_day_shows_its_hours(home):
    told = shown(home.client.get(PAGE, {"view": "day", "start": "2026-01-05"}))

    assert (len(told.rows), told.rows[0].label, told.cost.minor, told.final) == (24, "00.00–01.00", 4_947, True)


def test_quarters_are_offered_where_the_meter_has_them():
    mine = page.home(email="kvart@post.example", point=energy.metering_point(resolution=15))
    page.market(FIRST, LAST)
    energy.values(mine.supply, FIRST, LAST, wh=250, resolution=15)
    page.cost_until(TODAY)

    with page.on(TODAY):
        quarters = mine.client.get(PAGE, {"view": "day", "start": "2026-01-05", "grain": "quarter"})
        hours = mine.client.get(PAGE, {"view": "day", "start": "2026-01-05"})

    assert (len(shown(quarters).rows), len(shown(hours).rows)) == (96, 24)
    assert shown(quarters).cost == shown(hours).cost
    assert [option["current"] for option in quarters.context["consumption"]["grains"]] == [False, True]


def test_hour_meter_offers_no_quarters(home):
    assert home.client.get(PAGE, {"view": "day"}).context["consumption"]["grains"] == []


def test_clock_change_shows_the_hour_that_comes_twice(home):
    energy.values(home.supply, date(2026, 10, 25), date(2026, 10, 25))
    with page.on(date(2026, 11, 1)):
        rows = shown(home.client.get(PAGE, {"view": "day", "start": "2026-10-25"})).rows

    labels = [row.label for row in rows]
    assert (len(labels), len(set(labels))) == (25, 25)
    assert labels[1:5] == ["01.00–02.00", "02.00–03.00", labels[3], "03.00–04.00"]
    assert labels[3].startswith("02.00–03.00, ")


def test_year_has_a_row_per_month_and_the_same_sum(home):
    told = shown(home.client.get(PAGE, {"view": "year", "start": "2026-01-01"}))

    assert (len(told.rows), len(told.known_rows)) == (12, 1)
    assert (told.wh, told.cost.minor) == (240_000, 49_470)


def test_more_than_last_year_compares_the_same_days():
    mine = page.home(starts_on=date(2024, 12, 1))
    page.market(date(2025, 1, 1), date(2025, 1, 31))
    energy.spot(FIRST, LAST)
    energy.values(mine.supply, date(2025, 1, 1), date(2025, 1, 31), wh=800)
    energy.values(mine.supply, FIRST, LAST, wh=1_000)

    with page.on(TODAY):
        # 10 days of 24 kWh against the same 10 days of 19.2 kWh
        assert shown(mine.client.get(PAGE)).more_percent == 25


def test_newcomer_is_not_compared_with_the_household_before(home):
    energy.values(home.supply, date(2025, 1, 1), date(2025, 1, 31))

    assert shown(home.client.get(PAGE)).more_percent is None


def test_estimates_are_marked_and_nothing_is_called_final(home):
    energy.values(home.supply, date(2026, 1, 5), date(2026, 1, 5), quality=Quality.ESTIMATED)
    page.cost_until(TODAY)

    answer = home.client.get(PAGE)

    assert (shown(answer).estimated, shown(answer).final) == (1, False)
    assert [line["row"].starts.day for line in answer.context["consumption"]["rows"] if line["mark"]] == [5]


def test_day_that_did_not_come_is_said_to_be_missing():
    mine = page.home()
    page.market(FIRST, LAST)
    energy.values(mine.supply, FIRST, date(2026, 1, 3))
    energy.values(mine.supply, date(2026, 1, 5), LAST)

    with page.on(TODAY):
        told = shown(mine.client.get(PAGE))

    assert (told.missing, [row.starts.day for row in told.rows if row.late]) == (1, [4])


def test_cost_that_waits_for_a_price_is_a_dash_and_not_in_the_sum():
    mine = page.home()
    energy.values(mine.supply, FIRST, LAST)

    with page.on(TODAY):
        told = shown(mine.client.get(PAGE))

    assert (told.unpriced, told.cost.minor, {row.cost for row in told.known_rows}) == (10, 0, {None})


def test_pages_are_turned_within_the_own_supply_only(home):
    told = home.client.get(PAGE, {"view": "month", "start": "2020-05-01"}).context["consumption"]

    assert (told["start"], told["previous"], told["next"]) == (date(2026, 1, 1), None, None)


def test_switching_fetches_the_changing_part_alone(home):
    whole, part = home.client.get(PAGE), home.client.get(PAGE, headers=PART)

    assert next(template.name for template in part.templates) == "billing/_consumption_chart.html"
    assert whole.content.count(b"<html") == 1
    assert part.content.count(b"<html") == 0


def test_sold_energy_counts_up_with_its_worth():
    mine = page.home(point=energy.metering_point(kind="PRODUCTION"), of=energy.product(kind="SURPLUS"))
    page.market(FIRST, LAST)
    energy.values(mine.supply, FIRST, FIRST, wh=2_000)
    page.cost_until(TODAY)

    with page.on(TODAY):
        told = shown(mine.client.get(PAGE))

    # 48 kWh at the market price of 50 øre, no VAT
    assert (told.sold, told.wh, told.cost.minor) == (True, 48_000, 2_400)


def test_file_holds_the_rows_with_units_and_marks(home):
    answer = home.client.get(FILE, {"view": "month", "start": "2026-01-01"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(lines) == 11
    assert lines[1].split(";")[:3] == ["2026-01-01", "24,000", "49,47"]


def test_metering_point_of_another_is_not_there(home):
    other = page.home(email="anden@post.example")
    there = page.home(at=account.supplier("orsted"), email="hist@post.example")
    own = {"point": str(home.supply.metering_point.public_id)}

    assert home.client.get(PAGE, own).status_code == home.client.get(FILE, own).status_code == 200
    for stranger in (other, there):
        foreign = {"point": str(stranger.supply.metering_point.public_id)}
        assert home.client.get(PAGE, foreign).status_code == 404
        assert home.client.get(FILE, foreign).status_code == 404
        assert stranger.client.get(PAGE, own).status_code == 404


def test_nobody_signed_in_is_led_to_the_login(home):
    assert account.client_at("gron.localhost").get(PAGE).status_code == 302


def test_customer_without_a_home_is_told_so():
    client = account.signed_in(account.holder())

    with page.on(TODAY):
        answer = client.get(PAGE)

    assert (answer.status_code, answer.context["consumption"]["rows"]) == (200, [])


def test_newcomer_is_told_when_values_are_expected():
    mine = page.home(starts_on=date(2026, 1, 9))

    with page.on(TODAY):
        assert mine.client.get(PAGE).context["consumption"]["expected_on"] == date(2026, 1, 12)
