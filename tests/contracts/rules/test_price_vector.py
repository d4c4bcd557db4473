"""Prices of a local day as vectors: units, quarters against hours, the clock-change days, holes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest

from config.foundation.day_length import starts
from config.foundation.period import Period
from contracts.rules.price_vector import (
    PriceMissing,
    PriceRefused,
    SpotDay,
    TariffStep,
    micro_of_kr,
    micro_per_kwh,
    spot_days,
    spot_vector,
    step_on,
    tariff_vector,
)

SPRING, SUMMER, AUTUMN = date(2026, 3, 29), date(2026, 7, 1), date(2026, 10, 25)
CLOCK_HOURS = TariffStep(Period(date(2026, 1, 1)), tuple(range(24)))


def prices_of(day, *, resolution, price=Decimal(100)):
    return [(moment, price) for moment in starts(day, resolution_minutes=resolution)]


def test_micro_per_kwh_is_a_thousand_times_the_price_per_mwh():
    # 1,000 kr per MWh is 1 kr per kWh
    assert micro_per_kwh(dkk_per_mwh=[Decimal("1000"), Decimal("-448.02"), Decimal("6982.42")]) == [
        1_000_000,
        -448_020,
        6_982_420,
    ]


def test_micro_per_kwh_rounds_half_away_and_carries_the_remainder():
    # sums so far: 0.5, 1.0, 1.5 and -0.5, -1.0, -1.5 micro-kr
    assert micro_per_kwh(dkk_per_mwh=[Decimal("0.0005")] * 3) == [1, 0, 1]
    assert micro_per_kwh(dkk_per_mwh=[Decimal("-0.0005")] * 3) == [-1, 0, -1]


def test_micro_of_kr_keeps_six_decimals_and_rounds_the_seventh():
    assert micro_of_kr(kr=Decimal("0.087854")) == 87_854
    assert micro_of_kr(kr=Decimal("0.00059")) == 590
    assert micro_of_kr(kr=Decimal("0.0000005")) == 1


@pytest.mark.parametrize("day, hours", [(SPRING, 23), (SUMMER, 24), (AUTUMN, 25)])
@pytest.mark.parametrize("resolution", [15, 60])
def test_spot_days_gathers_whole_days_in_any_order(day, hours, resolution):
    days, holes = spot_days(area="DK1", prices=reversed(prices_of(day, resolution=resolution)))
    count = hours * 60 // resolution
    assert (days, holes) == ([SpotDay("DK1", day, resolution, (100_000,) * count)], [])


def test_spot_days_names_the_day_and_the_intervals_of_a_hole():
    prices = prices_of(AUTUMN, resolution=60)
    del prices[5], prices[2:4]
    days, holes = spot_days(area="DK2", prices=prices)
    assert days == []
    assert [(hole.of, hole.day, hole.times) for hole in holes] == [
        ("DK2", AUTUMN, ("2026-10-25T00:00Z–02:00Z", "2026-10-25T03:00Z–04:00Z"))
    ]
    assert str(holes[0]) == (
        "No price of DK2 on 2026-10-25 at 2026-10-25T00:00Z–02:00Z, 2026-10-25T03:00Z–04:00Z."
    )


def test_spot_days_names_a_hole_among_quarters():
    prices = prices_of(SUMMER, resolution=15)
    del prices[1]
    _, holes = spot_days(area="DK1", prices=prices)
    assert holes[0].times == ("2026-06-30T22:15Z–22:30Z",)


def test_spot_days_refuses_two_prices_of_one_instant_but_takes_the_same_one_twice():
    prices = prices_of(SUMMER, resolution=60)
    assert len(spot_days(area="DK1", prices=prices + prices[:1])[0]) == 1
    with pytest.raises(PriceRefused, match="two prices"):
        spot_days(area="DK1", prices=[*prices, (prices[0][0], Decimal(101))])


def test_spot_days_refuses_a_price_off_the_clock():
    with pytest.raises(PriceRefused, match="off the clock on 2026-07-01"):
        spot_days(area="DK1", prices=[(datetime(2026, 7, 1, 10, 7, tzinfo=UTC), Decimal(1))])


def test_spot_days_is_the_same_alone_and_among_others():
    one = prices_of(SUMMER, resolution=60, price=Decimal("0.0005"))
    before = [(moment - timedelta(days=1), price) for moment, price in one]
    assert spot_days(area="DK1", prices=before + one)[0][1] == spot_days(area="DK1", prices=one)[0][0]


def test_spot_vector_holds_quarter_sums_for_every_pair_of_resolutions():
    hourly = SpotDay("DK1", SUMMER, 60, tuple(range(24)))
    quarterly = SpotDay("DK1", SUMMER, 15, tuple(range(96)))
    of = {"area": "DK1", "day": SUMMER}
    assert spot_vector(spot=hourly, resolution=60, **of)[:3].tolist() == [0, 4, 8]
    assert spot_vector(spot=hourly, resolution=15, **of)[:6].tolist() == [0, 0, 0, 0, 4, 4]
    assert spot_vector(spot=quarterly, resolution=15, **of)[:3].tolist() == [0, 4, 8]
    assert spot_vector(spot=quarterly, resolution=60, **of)[:2].tolist() == [0 + 1 + 2 + 3, 4 + 5 + 6 + 7]


@pytest.mark.rule("EP-5.5")
def test_spot_vector_prices_an_hour_as_its_four_quarters_to_the_last_digit():
    # 1 Wh in the hour at quarter prices 1, 2, 3, 5 micro-kr: 11 over 4·10⁷, which no whole price can say
    quarterly = SpotDay("DK1", SUMMER, 15, (1, 2, 3, 5) + (0,) * 92)
    vector = spot_vector(spot=quarterly, area="DK1", day=SUMMER, resolution=60)
    assert int(np.array([1] + [0] * 23) @ vector) == 11


def test_spot_vector_without_prices_says_which():
    with pytest.raises(PriceMissing, match="No price of DK1 on 2026-07-01"):
        spot_vector(spot=None, area="DK1", day=SUMMER, resolution=60)


def test_spot_vector_refuses_a_day_of_the_wrong_length():
    with pytest.raises(PriceRefused, match="23 prices on 2026-07-01"):
        spot_vector(spot=SpotDay("DK1", SUMMER, 60, (1,) * 23), area="DK1", day=SUMMER, resolution=60)


def test_tariff_vector_leaves_out_the_second_hour_in_spring():
    vector = tariff_vector(steps=[CLOCK_HOURS], of="CD", day=SPRING, resolution=60)
    assert (vector // 4).tolist() == [0, 1, *range(3, 24)]


def test_tariff_vector_uses_the_second_hour_twice_in_autumn():
    hours = tariff_vector(steps=[CLOCK_HOURS], of="CD", day=AUTUMN, resolution=60)
    quarters = tariff_vector(steps=[CLOCK_HOURS], of="CD", day=AUTUMN, resolution=15)
    assert (hours // 4).tolist() == [0, 1, 2, 2, *range(3, 24)]
    assert (quarters // 4).tolist() == [hour for hour in [0, 1, 2, 2, *range(3, 24)] for _ in range(4)]


def test_tariff_vector_of_one_price_is_flat():
    flat = TariffStep(Period(date(2026, 1, 1)), (43_000,))
    assert tariff_vector(steps=[flat], of="40000", day=SUMMER, resolution=60).tolist() == [172_000] * 24


@pytest.mark.rule("EP-5.4", "OR-4.5")
def test_step_on_changes_on_the_first_day_of_the_new_step():
    old = TariffStep(Period(date(2026, 1, 1), date(2026, 4, 1)), (1,))
    new = TariffStep(Period(date(2026, 4, 1)), (2,))
    assert step_on(steps=[new, old], of="CD", day=date(2026, 3, 31)) == old
    assert step_on(steps=[new, old], of="CD", day=date(2026, 4, 1)) == new


def test_step_on_refuses_a_hole_an_overlap_and_a_list_of_odd_length():
    step = TariffStep(Period(date(2026, 1, 1), date(2026, 4, 1)), (1,))
    with pytest.raises(PriceMissing, match="No price of CD on 2026-04-01"):
        step_on(steps=[step], of="CD", day=date(2026, 4, 1))
    with pytest.raises(PriceRefused):
        step_on(steps=[step, step], of="CD", day=date(2026, 3, 1))
    with pytest.raises(PriceRefused):
        step_on(steps=[TariffStep(step.period, (1, 2))], of="CD", day=date(2026, 3, 1))
