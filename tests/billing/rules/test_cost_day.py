"""Exact cost of days, many at once: the same numbers by hand, by component, and never rounded."""

import numpy as np
import pytest

from billing.rules.cost_day import ByInterval, Component, CostTooLarge, Flat, day_costs, whole_ore


def row(*numbers):
    return np.array(numbers, np.int64)


def test_day_costs_multiplies_each_interval_with_its_price():
    # two supplies in two areas: 1×4 + 2×8 + 3×12 = 56 and 10×40 + 0×80 + 5×(−4) = 380
    costs = day_costs(
        wh=np.array([[1, 2, 3], [10, 0, 5]]),
        prices={Component.SPOT: ByInterval(np.array([[40, 80, -4], [4, 8, 12]]), row(1, 0))},
    )
    assert costs.exact[Component.SPOT].tolist() == [56, 380]
    assert costs.wh.tolist() == [6, 15]


def test_day_costs_of_a_flat_price_is_its_quarter_sum_for_all_the_day():
    costs = day_costs(wh=np.array([[1, 2, 3], [4, 5, 6]]), prices={Component.MARKUP: Flat(row(60_000, 0))})
    assert costs.exact[Component.MARKUP].tolist() == [6 * 4 * 60_000, 0]


def test_day_costs_at_two_tax_rates_takes_each_part_of_the_day():
    costs = day_costs(
        wh=np.array([[1000, 2000]]),
        prices={
            Component.TAX: Flat(row(720_000), wh=row(1_200)),
            Component.TAX_REDUCED: Flat(row(8_000), wh=row(1_800)),
        },
    )
    # 1.2 kWh × 0.72 kr = 86.4 øre and 1.8 kWh × 0.008 kr = 1.44 øre
    assert costs.exact[Component.TAX].tolist() == [3_456_000_000]
    assert costs.exact[Component.TAX_REDUCED].tolist() == [57_600_000]


def test_day_costs_of_surplus_sold_turns_the_sign():
    costs = day_costs(
        wh=np.array([[500, 1500]]),
        prices={Component.SPOT: ByInterval(-4 * np.array([[800_000, -20_000]]), np.zeros(1, np.intp))},
    )
    # −(0.5 kWh × 0.80 kr) + 1.5 kWh × 0.02 kr = −37 øre
    assert whole_ore(exact=int(costs.exact[Component.SPOT][0])) == -37


def test_day_costs_are_the_same_one_by_one_and_together():
    random = np.random.default_rng(20260701)
    wh = random.integers(0, 9_000, (50, 96))
    vectors, of_row = random.integers(-2_000_000, 28_000_000, (7, 96)), random.integers(0, 7, 50)
    together = day_costs(wh=wh, prices={Component.SPOT: ByInterval(vectors, of_row)}).exact[Component.SPOT]
    by_hand = [
        sum(int(each) * int(price) for each, price in zip(wh[n], vectors[of_row[n]], strict=True))
        for n in range(50)
    ]
    assert together.tolist() == by_hand


def test_day_costs_takes_the_largest_product():
    """7 × 1,317,624,576,693,539,401 is 2⁶³ − 1, the last that int64 holds."""
    price = ByInterval(np.array([[1_317_624_576_693_539_401]]), np.zeros(1, np.intp))
    costs = day_costs(wh=np.array([[7]]), prices={Component.SPOT: price})
    assert costs.exact[Component.SPOT].tolist() == [2**63 - 1]


def test_day_costs_refuses_what_could_overflow():
    with pytest.raises(CostTooLarge):
        day_costs(
            wh=np.full((1, 96), 2**31 - 1),
            prices={Component.SPOT: ByInterval(np.full((1, 96), 2**31), np.zeros(1, np.intp))},
        )
    with pytest.raises(CostTooLarge):
        day_costs(wh=np.full((1, 96), 2**31 - 1), prices={Component.TAX: Flat(row(2**40))})


@pytest.mark.parametrize(
    "exact, ore", [(19_999_999, 0), (20_000_000, 1), (59_999_999, 1), (60_000_000, 2), (-20_000_000, -1)]
)
def test_whole_ore_rounds_half_away_from_zero(exact, ore):
    assert whole_ore(exact=exact) == ore
