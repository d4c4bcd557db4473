"""What days used and cost: exact, clipped to the own supply, and only for the values they were made of."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from billing.queries.day_use import total, use_by_day
from config.foundation.period import Period
from contracts.enums import Quality
from tests.builders import account, energy, page

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 4)
JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))


def test_day_costs_its_kwh_with_tariffs_taxes_and_vat():
    home = energy.supply()
    page.market(FIRST, FIRST)
    energy.values(home, FIRST, FIRST, wh=1_000)
    page.cost_until(LAST)

    use = use_by_day(supplies=[home], period=JANUARY)[FIRST]

    # 24 kWh × 164.9 øre × 1.25
    assert (use.wh, use.cost, use.quality) == (24_000, Fraction(4947), "measured")
    assert use.is_known


def test_price_quoted_with_vat_keeps_its_gross():
    home = energy.supply(of=energy.fixed_product())
    page.market(FIRST, FIRST)
    energy.values(home, FIRST, FIRST, wh=1_000)
    page.cost_until(LAST)

    # 80 øre with VAT; grid, system, transmission and tax are 108.9 øre without
    assert use_by_day(supplies=[home], period=JANUARY)[FIRST].cost == 24 * (
        80 + Fraction("108.9") * Fraction(5, 4)
    )


def test_days_of_the_household_before_are_not_there():
    point = energy.metering_point()
    page.market(FIRST, LAST)
    energy.supply(at=point, starts_on=FIRST, ends_before=date(2026, 1, 3))
    mine = energy.supply(customer=account.customer(), at=point, starts_on=date(2026, 1, 3))
    energy.values(point, FIRST, LAST)
    page.cost_until(date(2026, 1, 5))

    assert sorted(use_by_day(supplies=[mine], period=JANUARY)) == [date(2026, 1, 3), date(2026, 1, 4)]


def test_replaced_values_have_no_cost_until_they_are_priced_again():
    home = energy.supply()
    page.market(FIRST, FIRST)
    energy.values(home, FIRST, FIRST, wh=1_000)
    page.cost_until(LAST)
    energy.values(home, FIRST, FIRST, wh=2_000, version=datetime(2026, 3, 1, tzinfo=UTC))

    use = use_by_day(supplies=[home], period=JANUARY)[FIRST]

    assert (use.wh, use.unpriced, use.cost) == (48_000, 1, 0)


@pytest.mark.parametrize(
    "quality, mark",
    [
        (Quality.MEASURED, "measured"),
        (Quality.CORRECTED, "measured"),
        (Quality.ESTIMATED, "estimated"),
        (Quality.INCOMPLETE, "estimated"),
        (Quality.MISSING, "missing"),
    ],
)
def test_day_says_how_good_its_values_are(quality, mark):
    home = energy.supply()
    energy.values(home, FIRST, FIRST, quality=quality)

    assert use_by_day(supplies=[home], period=JANUARY)[FIRST].quality == mark


def test_use_of_several_days_adds_up_exactly():
    home = energy.supply()
    page.market(FIRST, LAST)
    energy.values(home, FIRST, LAST, wh=7)
    page.cost_until(date(2026, 1, 5))

    whole = total(use_by_day(supplies=[home], period=JANUARY).values())

    assert (whole.wh, whole.days) == (4 * 24 * 7, 4)
    assert whole.cost == Fraction(4 * 24 * 7, 1000) * Fraction("164.9") * Fraction(5, 4)


@pytest.mark.parametrize("homes", [1, 3])
def test_number_of_queries_does_not_follow_the_number_of_homes(homes, django_assert_num_queries):
    supplies = [energy.supply(of=energy.spot_product()) for _each in range(homes)]
    page.market(FIRST, LAST)
    for home in supplies:
        energy.values(home, FIRST, LAST)
    page.cost_until(date(2026, 1, 5))

    with django_assert_num_queries(3):
        use_by_day(supplies=supplies, period=JANUARY)
