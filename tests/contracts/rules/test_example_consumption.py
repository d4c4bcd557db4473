"""Example meters: the same from the same seed, fitting every length of day, and plausible over a year."""

from datetime import date, timedelta

import pytest

from contracts.enums import Quality
from contracts.rules.day_values import DayValues, checked
from contracts.rules.example_consumption import ExampleMeter, example_day, temperature

YEAR = [date(2025, 1, 1) + timedelta(days) for days in range(365)]


def year_kwh(meter, *, months=range(1, 13), side="drawn"):
    days = (day for day in YEAR if day.month in months)
    return sum(sum(getattr(example_day(meter=meter, day=day, resolution=60), side)) for day in days) / 1000


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 7, 1), date(2026, 10, 25)])
@pytest.mark.parametrize("resolution", [15, 60])
def test_example_day_fits_the_day_whatever_its_length(day, resolution):
    meter = ExampleMeter(seed=1, electric_car=True, electric_heating=True, solar_watt_peak=4_000)
    made = example_day(meter=meter, day=day, resolution=resolution)
    for wh in (made.drawn, made.sent):
        checked(values=DayValues(day, resolution, wh, (Quality.MEASURED,) * len(wh)))


def test_example_day_is_the_same_again_and_differs_by_seed_and_day():
    meter, day = ExampleMeter(seed=7), date(2026, 1, 5)
    made = example_day(meter=meter, day=day, resolution=60)
    assert example_day(meter=meter, day=day, resolution=60) == made
    assert example_day(meter=ExampleMeter(seed=8), day=day, resolution=60) != made
    assert example_day(meter=meter, day=day + timedelta(days=1), resolution=60) != made


def test_example_day_by_the_hour_is_the_sum_of_its_quarters():
    meter, day = ExampleMeter(seed=3, persons=4), date(2026, 10, 25)
    hours = example_day(meter=meter, day=day, resolution=60).drawn
    quarters = example_day(meter=meter, day=day, resolution=15).drawn
    sums = [sum(quarters[n : n + 4]) for n in range(0, 100, 4)]
    assert max(abs(hour - total) for hour, total in zip(hours, sums, strict=True)) <= 2


@pytest.mark.parametrize(
    "meter, least, most",
    [
        (ExampleMeter(seed=1, persons=1), 1_800, 2_500),
        (ExampleMeter(seed=2, persons=4), 4_000, 5_000),
        (ExampleMeter(seed=3, persons=2, electric_heating=True), 10_000, 16_000),
        (ExampleMeter(seed=4, persons=3, electric_car=True), 5_000, 7_500),
        (ExampleMeter(seed=5, persons=8, business=True), 20_000, 28_000),
    ],
)
def test_example_day_makes_a_plausible_year(meter, least, most):
    assert least < year_kwh(meter) < most


def used(meter, day):
    return sum(example_day(meter=meter, day=day, resolution=60).drawn)


def mean_of(meter, weekday, *, hours=range(24)):
    days = [day for day in YEAR if day.weekday() == weekday]
    made = [example_day(meter=meter, day=day, resolution=60).drawn for day in days]
    return sum(each[hour] for each in made if len(each) == 24 for hour in hours) / len(days)


def test_example_business_rests_on_saturday_and_not_on_friday():
    meter = ExampleMeter(seed=5, persons=8, business=True)
    assert mean_of(meter, 5) < 0.5 * mean_of(meter, 4)


def test_example_household_is_at_home_at_noon_on_saturday_and_not_on_friday():
    meter, noon = ExampleMeter(seed=2, persons=4), range(10, 15)
    assert mean_of(meter, 5, hours=noon) > 1.2 * mean_of(meter, 4, hours=noon)


def test_example_household_is_away_for_fourteen_days():
    """With seed 35 from 25 June to 8 July."""
    meter, at_home = ExampleMeter(seed=35), date(2025, 6, 24)
    low = 0.6 * used(meter, at_home)
    assert [used(meter, at_home + timedelta(days)) < low for days in (0, 1, 14, 15)] == [False, True, True, False]


def test_example_heating_is_a_matter_of_winter():
    meter = ExampleMeter(seed=3, electric_heating=True)
    assert year_kwh(meter, months=[1, 2, 12]) > 4 * year_kwh(meter, months=[6, 7, 8])
    assert temperature(day=date(2025, 7, 20)) > temperature(day=date(2025, 1, 20))


def test_example_roof_sends_in_summer_and_draws_at_night():
    meter = ExampleMeter(seed=6, solar_watt_peak=6_000)
    assert year_kwh(meter, months=[5, 6, 7], side="sent") > 5 * year_kwh(meter, months=[11, 12, 1], side="sent")
    midsummer = example_day(meter=meter, day=date(2026, 6, 21), resolution=60)
    assert (midsummer.sent[0], midsummer.drawn[0] > 0) == (0, True)
    assert max(midsummer.sent) == max(midsummer.sent[10:16])


def test_example_day_without_a_roof_sends_nothing():
    assert sum(example_day(meter=ExampleMeter(seed=1), day=date(2026, 6, 21), resolution=15).sent) == 0
