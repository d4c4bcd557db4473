"""Hours and quarters: their costs add up to the day's exactly, on days of every length."""

from datetime import date
from fractions import Fraction

import pytest

from billing.queries.day_use import total, use_by_day
from billing.queries.interval_use import by_hour, use_by_interval
from config.foundation.period import Period
from contracts.enums import Quality
from tests.builders import energy, page

pytestmark = pytest.mark.django_db

SHORT, LONG, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 5, 4)
CLOCK = [100_000 + 10_000 * hour for hour in range(24)]


def lived_in(day, *, resolution=60, pattern=(300, 1_700, 20), **point):
    home = energy.supply(at=energy.metering_point(resolution=resolution, **point))
    energy.charges(grid=CLOCK)
    energy.figures_of_the_law()
    energy.spot(day, day, micro=[400_000, -50_000, 900_000], resolution=15)
    energy.values(home, day, day, wh=pattern, resolution=resolution)
    page.cost_until(date(2026, 12, 1))
    return home


@pytest.mark.parametrize("resolution", [15, 60])
@pytest.mark.parametrize("day, hours", [(SHORT, 23), (PLAIN, 24), (LONG, 25)])
def test_intervals_add_up_to_the_day_exactly(day, hours, resolution):
    home = lived_in(day, resolution=resolution)

    intervals = use_by_interval(supplies=[home], day=day)
    whole = use_by_day(supplies=[home], period=Period.of_day(day))[day]

    assert len(intervals) == hours * 60 // resolution
    assert total(each.use for each in intervals).cost == whole.cost
    assert sum(each.use.wh for each in intervals) == whole.wh


def test_quarters_put_together_are_hours():
    home = lived_in(PLAIN, resolution=15)
    quarters = use_by_interval(supplies=[home], day=PLAIN)

    hours = by_hour(quarters)

    assert (len(hours), {each.minutes for each in hours}) == (24, {60})
    assert hours[3].use == total(each.use for each in quarters[12:16])
    assert hours[3].starts == quarters[12].starts


def test_price_of_an_interval_holds_everything_and_vat():
    home = energy.supply()
    page.market(PLAIN, PLAIN)
    energy.values(home, PLAIN, PLAIN, wh=1_000)

    first = use_by_interval(supplies=[home], day=PLAIN)[0]

    # 164.9 øre × 1.25 is 2.06125 kr.
    assert (first.price_micro, first.use.cost) == (2_061_250, Fraction("206.125"))


def test_reduced_tax_begins_inside_the_day_it_is_reached():
    # 24 MWh on one day use up the year's 4,000 kWh in the fourth hour (OR-4.6)
    home = energy.supply(at=energy.metering_point(electric_heating_from=date(2026, 1, 1)))
    page.market(PLAIN, PLAIN)
    energy.figures_of_the_law()
    energy.values(home, PLAIN, PLAIN, wh=1_000_000)
    page.cost_until(date(2026, 12, 1))

    intervals = use_by_interval(supplies=[home], day=PLAIN)
    whole = use_by_day(supplies=[home], period=Period.of_day(PLAIN))[PLAIN]

    assert total(each.use for each in intervals).cost == whole.cost
    assert [each.price_micro for each in intervals[:3]] == [2_061_250] * 3
    # the builders' tax of 76.1 øre gives way to the law's 0.8 øre, with VAT on the difference
    assert {each.price_micro for each in intervals[4:]} == {2_061_250 - (761_000 - 8_000) * 125 // 100}


def test_missing_price_leaves_the_cost_open():
    home = energy.supply()
    energy.values(home, PLAIN, PLAIN)

    first = use_by_interval(supplies=[home], day=PLAIN)[0]

    assert (first.use.wh, first.use.unpriced, first.price_micro) == (1_000, 1, None)


def test_missing_values_are_named():
    home = energy.supply()
    energy.values(home, PLAIN, PLAIN, quality=Quality.MISSING)

    assert {each.use.quality for each in use_by_interval(supplies=[home], day=PLAIN)} == {"missing"}


def test_day_of_somebody_else_is_empty():
    home = energy.supply(ends_before=date(2026, 5, 4))
    energy.values(home, PLAIN, PLAIN)

    assert use_by_interval(supplies=[home], day=PLAIN) == []
