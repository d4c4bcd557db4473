"""Example prices: the same every time, dear in the evening, now and then negative at a sunny noon."""

from datetime import date, timedelta
from statistics import mean

import pytest

from contracts.rules.example_price import by_hour, example_grid_tariff, example_spot_day
from contracts.rules.price_vector import spot_vector, step_on, tariff_vector

YEAR = [date(2024, 10, 1) + timedelta(days) for days in range(365)]


@pytest.mark.parametrize(
    "day, resolution, count",
    [
        (date(2025, 3, 30), 60, 23),
        (date(2025, 9, 30), 60, 24),
        (date(2025, 10, 1), 15, 96),
        (date(2025, 10, 26), 15, 100),
        (date(2026, 3, 29), 15, 92),
    ],
)
def test_example_spot_day_has_quarters_from_october_2025(day, resolution, count):
    spot = example_spot_day(area="DK1", day=day)
    assert (spot.resolution, len(spot.micro)) == (resolution, count)
    assert len(spot_vector(spot=spot, area="DK1", day=day, resolution=60)) == count * resolution // 60


def test_example_spot_day_is_the_same_again_and_differs_by_area():
    day = date(2026, 1, 5)
    assert example_spot_day(area="DK1", day=day) == example_spot_day(area="DK1", day=day)
    assert example_spot_day(area="DK1", day=day).micro != example_spot_day(area="DK2", day=day).micro


def test_example_spot_year_has_the_shape_of_danish_prices():
    days = [example_spot_day(area="DK1", day=day) for day in YEAR]
    prices = [price for day in days for price in day.micro]
    whole_days = [day.micro for day in days if len(day.micro) == 24]
    assert 400_000 < mean(prices) < 700_000
    assert 0.01 < sum(price < 0 for price in prices) / len(prices) < 0.1
    assert mean(day[18] for day in whole_days) > 1.4 * mean(day[3] for day in whole_days)
    assert {price % 10 for price in prices} == {0}


def test_example_prices_rest_on_saturday_and_not_on_friday():
    rise = {
        weekday: mean(
            spot.micro[18] - spot.micro[3] for spot in map(of_dk1, YEAR) if spot.day.weekday() == weekday
        )
        for weekday in (4, 5)
    }
    assert rise[5] < 0.8 * rise[4]


def of_dk1(day):
    return example_spot_day(area="DK1", day=day)


def test_example_grid_tariff_has_three_steps_and_two_seasons():
    steps = example_grid_tariff(first_year=2025, last_year=2026)
    summer = step_on(steps=steps, of="example", day=date(2026, 4, 1))
    winter = step_on(steps=steps, of="example", day=date(2026, 10, 1))
    assert summer.micro == (98_000,) * 6 + (147_000,) * 11 + (383_000,) * 4 + (147_000,) * 3
    assert winter.micro == by_hour(low=98_000, high=294_000, peak=882_000)
    assert [len(tariff_vector(steps=steps, of="x", day=day, resolution=60)) for day in YEAR[93:]] == [
        23 if day == date(2025, 3, 30) else 24 for day in YEAR[93:]
    ]
