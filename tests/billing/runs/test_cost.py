"""The daily cost run on real PostgreSQL: exact sums, late values, waiting prices, running again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models.functions import Now

from accounts.models import Alarm
from billing.models import ChargePrice, CostMonth, SpotPrice
from billing.queries import cost_check, cost_day
from billing.runs import cost
from contracts.enums import Fuel, MeteringPointKind, PriceComponent, ProductKind, Quality
from contracts.models import MeteredDay, MeteredDayHistory
from tests.builders import account, energy

pytestmark = pytest.mark.django_db

JAN = date(2026, 1, 1)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def run(as_of):
    return dict(cost.compute_due(supplier=account.supplier(), as_of=as_of))


def month_of(supply, month=JAN):
    return CostMonth.objects.get(supply=supply, month=month)


def snapshot():
    rows = CostMonth.objects.order_by("supply_id", "month")
    return list(rows.values_list("supply", "month", "computed_through", *cost_check.COLUMNS))


def differences(*homes, first=JAN, end=date(2027, 1, 1)):
    return cost_check.differences(supply_ids=[home.pk for home in homes], first=first, end=end)


@pytest.mark.rule("EP-5.5")
def test_an_hourly_day_costs_wh_times_price():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN)
    energy.values(home, JAN, JAN, wh=1_000)

    assert run(date(2026, 1, 2)) == {"supplies": 1, "days": 1, "waiting": 0}

    found = month_of(home)
    # 24 kWh; the unit is Wh × four times micro-kr per kWh
    assert found.wh == [24_000] + [0] * 30
    assert found.quality == [Quality.MEASURED] + [0] * 30
    assert found.spot[0] == 24_000 * 4 * 500_000
    assert found.markup[0] == 24_000 * 4 * 60_000
    assert found.grid[0] == 24_000 * 4 * 200_000
    assert found.system[0] == 24_000 * 4 * 54_000
    assert found.transmission[0] == 24_000 * 4 * 74_000
    assert found.tax[0] == 24_000 * 4 * 761_000
    assert (found.energy[0], found.tax_reduced[0], found.reduced_wh[0]) == (0, 0, 0)
    assert found.computed_through == JAN
    assert differences(home) == []


def test_an_hour_against_quarter_prices_takes_all_four():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN, micro=[100_000, 200_000, 300_000, 410_000], resolution=15)
    energy.values(home, JAN, JAN, wh=1_000)
    run(date(2026, 1, 2))

    assert month_of(home).spot[0] == 24 * 1_000 * 1_010_000
    assert differences(home) == []


def test_a_quarter_against_hour_prices_takes_its_hours():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN, micro=[100_000, 300_000])
    energy.values(home, JAN, JAN, wh=[10, 20, 30, 40], resolution=15)
    run(date(2026, 1, 2))

    assert month_of(home).spot[0] == 12 * 100 * 4 * 100_000 + 12 * 100 * 4 * 300_000
    assert differences(home) == []


@pytest.mark.parametrize(
    "day, resolution, intervals", [(SPRING, 60, 23), (SPRING, 15, 92), (AUTUMN, 60, 25), (AUTUMN, 15, 100)]
)
def test_the_days_of_the_clock_change_have_their_own_length(day, resolution, intervals):
    home = energy.supply()
    # Clock hour 2 costs 1 kr, all others nothing: it is missing in March and comes twice in October.
    energy.charges(grid=[1_000_000 if hour == 2 else 0 for hour in range(24)])
    energy.spot(day, day, resolution=resolution)
    energy.values(home, day, day, wh=100, resolution=resolution)
    run(day + timedelta(days=1))

    found = month_of(home, day.replace(day=1))
    at_two = {23: 0, 92: 0, 25: 2, 100: 8}[intervals]
    assert found.wh[day.day - 1] == intervals * 100
    assert found.grid[day.day - 1] == at_two * 100 * 4 * 1_000_000
    assert differences(home) == []


def test_every_kind_of_home_is_priced_in_one_run():
    shop = account.supplier()
    spot, fixed = energy.spot_product(shop), energy.fixed_product(shop)
    sold = energy.product(shop, ProductKind.SURPLUS)
    homes = [
        energy.supply(of=spot),
        energy.supply(of=fixed),
        energy.supply(of=sold, at=energy.metering_point(kind=MeteringPointKind.PRODUCTION)),
        energy.supply(of=energy.fixed_product(shop, fuel=Fuel.GAS), at=energy.metering_point(fuel=Fuel.GAS)),
        energy.supply(of=spot, at=energy.metering_point(resolution=15)),
        energy.supply(of=spot, ends_before=date(2026, 1, 3)),
    ]
    energy.charges(grid=range(100_000, 124_000, 1_000))
    energy.spot(JAN, date(2026, 1, 4), micro=range(-50_000, 430_000, 20_000))
    for home in homes:
        resolution = home.metering_point.resolution
        energy.values(home, JAN, date(2026, 1, 4), wh=range(96), resolution=resolution)

    assert run(date(2026, 1, 5)) == {"supplies": 6, "days": 22, "waiting": 0}

    assert differences(*homes) == []
    assert month_of(homes[1]).spot == [0] * 31
    assert month_of(homes[1]).energy[0] == sum(range(24)) * 4 * 800_000
    assert month_of(homes[2]).spot[0] == -month_of(homes[0]).spot[0]
    assert [getattr(month_of(homes[3]), name)[0] for name in ("grid", "system", "tax", "spot")] == [0, 0, 0, 0]
    assert month_of(homes[5]).quality[:3] == [1, 1, 0]


def test_a_heated_home_pays_the_reduced_tax_above_its_share_of_the_year():
    energy.figures_of_the_law()
    point = energy.metering_point(electric_heating_from=date(2026, 1, 1))
    home = energy.supply(at=point)
    energy.charges()
    energy.spot(JAN, date(2026, 1, 4))
    energy.values(home, JAN, date(2026, 1, 4), wh=50_000)  # 1,200 kWh a day: 4,000 are used on the fourth
    run(date(2026, 1, 5))

    found = month_of(home)
    assert found.reduced_wh[:4] == [0, 0, 0, 800_000]
    assert found.tax[3] == 400_000 * 4 * 761_000
    assert found.tax_reduced[3] == 800_000 * 4 * 8_000
    assert differences(home) == []


def test_a_heated_home_beside_one_that_is_not_pays_its_own_tax():
    energy.figures_of_the_law()
    of = energy.spot_product()
    plain, heated = energy.supply(of=of), energy.supply(of=of, at=energy.metering_point(electric_heating_from=JAN))
    energy.charges()
    energy.spot(JAN, JAN)
    for home in (plain, heated):
        energy.values(home, JAN, JAN, wh=200_000)  # 4,800 kWh in a day
    run(date(2026, 1, 2))

    assert (month_of(plain).reduced_wh[0], month_of(plain).tax_reduced[0]) == (0, 0)
    assert (month_of(heated).reduced_wh[0], month_of(heated).tax_reduced[0]) == (800_000, 800_000 * 4 * 8_000)
    assert differences(plain, heated) == []


def test_a_heated_home_keeps_its_order_across_a_clock_change():
    energy.figures_of_the_law()
    since = date(2026, 10, 24)
    home = energy.supply(at=energy.metering_point(electric_heating_from=since), starts_on=since)
    energy.charges()
    energy.spot(since, date(2026, 10, 26))
    energy.values(home, since, date(2026, 10, 26), wh=20_000)
    run(date(2026, 10, 27))

    # 4,000 kWh × 69/365 = 756,164 Wh: 480,000 on the first day, the rest on the day of 25 hours
    assert month_of(home, date(2026, 10, 1)).reduced_wh[23:26] == [0, 980_000 - 756_164, 480_000]
    assert differences(home, first=since) == []


def test_a_late_value_of_a_heated_home_moves_the_days_after_it():
    energy.figures_of_the_law()
    home = energy.supply(at=energy.metering_point(electric_heating_from=date(2026, 1, 1)))
    energy.charges()
    energy.spot(JAN, date(2026, 1, 4))
    energy.values(home, JAN, date(2026, 1, 4), wh=50_000)
    run(date(2026, 1, 5))
    energy.values(home, JAN, JAN, wh=100_000, version=datetime(2026, 1, 6, tzinfo=UTC))  # 1,200 kWh more
    run(date(2026, 1, 7))

    assert month_of(home).reduced_wh[:4] == [0, 0, 800_000, 1_200_000]
    assert differences(home) == []


def test_a_corrected_value_is_priced_again():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, date(2026, 1, 2))
    energy.values(home, JAN, date(2026, 1, 2))
    run(date(2026, 1, 3))
    energy.an_hour_passes()
    energy.values(home, JAN, JAN, wh=2_000, quality=Quality.CORRECTED, version=datetime(2026, 1, 3, tzinfo=UTC))
    assert run(date(2026, 1, 4))["days"] == 1

    found = month_of(home)
    assert found.wh[:2] == [48_000, 24_000]
    assert found.quality[:2] == [Quality.CORRECTED, Quality.MEASURED]
    assert MeteredDayHistory.objects.count() == 1
    assert differences(home) == []


@pytest.mark.parametrize("minutes, days", [(9, 1), (11, 0)])
def test_what_came_ten_minutes_before_is_looked_at_again(minutes, days):
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN)
    energy.values(home, JAN, JAN)
    run(date(2026, 1, 2))
    CostMonth.objects.update(computed_at=Now() + timedelta(minutes=minutes))
    with cost_day.nobody_beside():
        assert run(date(2026, 1, 2))["days"] == 0
    assert run(date(2026, 1, 2))["days"] == days


def test_an_older_version_changes_nothing():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN)
    energy.values(home, JAN, JAN, version=datetime(2026, 1, 3, tzinfo=UTC))
    assert energy.values(home, JAN, JAN, wh=7, version=datetime(2026, 1, 2, tzinfo=UTC)) == 0
    assert MeteredDay.objects.get().wh == [1_000] * 24


def test_a_missing_price_waits_with_an_alarm_and_is_made_up_for():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN)
    energy.values(home, JAN, date(2026, 1, 2))

    counts = run(date(2026, 1, 3))
    assert counts == {"supplies": 1, "days": 1, "waiting": 1}
    cost.tell_waiting(supplier=home.supplier, counts=counts, whole=True)
    cost.tell_waiting(supplier=home.supplier, counts={}, whole=False)  # the next day's job is parked
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.closed_at) == ("prices-missing", None)
    assert month_of(home).quality[:2] == [1, 0]
    assert month_of(home).computed_through == JAN

    energy.spot(date(2026, 1, 2), date(2026, 1, 2))
    counts = run(date(2026, 1, 4))
    assert counts["waiting"] == 0
    cost.tell_waiting(supplier=home.supplier, counts=counts, whole=True)
    alarm.refresh_from_db()
    assert alarm.closed_at is not None
    assert month_of(home).quality[:2] == [1, 1]
    assert differences(home) == []


def test_a_corrected_market_price_is_used_for_days_not_invoiced():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN)
    energy.values(home, JAN, JAN)
    run(date(2026, 1, 2))
    energy.an_hour_passes()
    SpotPrice.objects.update(micro=[100_000] * 24, received_at=Now())
    run(date(2026, 1, 3))

    assert month_of(home).spot[0] == 24_000 * 4 * 100_000


def test_a_corrected_tariff_is_used_for_days_not_invoiced():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN)
    energy.values(home, JAN, JAN)
    run(date(2026, 1, 2))
    energy.an_hour_passes()
    ChargePrice.objects.filter(code=energy.GRID_TARIFF).update(micro=[100_000], received_at=Now())
    run(date(2026, 1, 3))

    assert month_of(home).grid[0] == 24_000 * 4 * 100_000


def test_what_is_priced_and_unchanged_is_left_alone():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, date(2026, 1, 3))
    energy.values(home, JAN, date(2026, 1, 2))
    run(date(2026, 1, 3))
    energy.an_hour_passes()
    assert run(date(2026, 1, 4)) == {"supplies": 1, "days": 0, "waiting": 0}


def test_running_a_day_twice_changes_nothing():
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, date(2026, 1, 9))
    energy.values(home, JAN, date(2026, 1, 9))
    run(date(2026, 1, 10))
    before = snapshot()
    run(date(2026, 1, 10))
    assert snapshot() == before


def test_skipped_days_come_out_the_same_as_day_by_day():
    homes = [energy.supply(), energy.supply(starts_on=date(2026, 1, 28))]
    energy.charges()
    last = date(2026, 2, 4)
    energy.spot(JAN, last, micro=range(0, 480_000, 20_000))
    for home in homes:
        energy.values(home, JAN, last, wh=range(24))
    for day in energy.days(date(2026, 1, 27), date(2026, 2, 5)):
        run(day)
    day_by_day = snapshot()
    CostMonth.objects.all().delete()
    run(date(2026, 1, 31))
    run(date(2026, 2, 5))
    assert snapshot() == day_by_day
    assert differences(*homes) == []


def test_a_new_price_counts_from_its_day():
    of = energy.product()
    energy.price(of, PriceComponent.MARKUP, 60_000, until=date(2026, 1, 2))
    energy.price(of, PriceComponent.MARKUP, 70_000, since=date(2026, 1, 2))
    home = energy.supply(of=of)
    energy.charges(until=date(2026, 1, 2))
    energy.charges(system=60_000, since=date(2026, 1, 2))
    energy.spot(JAN, date(2026, 1, 2))
    energy.values(home, JAN, date(2026, 1, 2))
    run(date(2026, 1, 3))

    found = month_of(home)
    assert found.markup[:2] == [24_000 * 4 * 60_000, 24_000 * 4 * 70_000]
    assert found.system[:2] == [24_000 * 4 * 54_000, 24_000 * 4 * 60_000]
    assert differences(home) == []


@pytest.mark.parametrize("column", ["wh", "spot", "grid", "tax", "quality"])
def test_the_checker_sees_a_wrong_figure(column):
    home = energy.supply()
    energy.charges()
    energy.spot(JAN, JAN)
    energy.values(home, JAN, JAN)
    run(date(2026, 1, 2))
    found = month_of(home)
    setattr(found, column, [getattr(found, column)[0] + 1, *getattr(found, column)[1:]])
    found.save()
    assert differences(home) == [(home.pk, JAN, column)]
