"""The electricity tax: dated rates, and the reduced one of an electrically heated home (OR-4.4, OR-4.6)."""

from datetime import date

import numpy as np
import pytest

from config.foundation.period import Period
from contracts.rules.electricity_tax import (
    TaxRateMissing,
    TaxSplit,
    TaxStep,
    full_rate_allowance,
    full_rate_wh,
    split_period,
    step_on,
)

STEPS = [
    TaxStep(date(2026, 1, 1), 8_000, 8_000),
    TaxStep(date(2024, 1, 1), 761_000, 8_000),
    TaxStep(date(2025, 1, 1), 720_000, 8_000),
]


@pytest.mark.parametrize(
    "day, micro",
    [
        (date(2024, 12, 31), 761_000),
        (date(2025, 1, 1), 720_000),
        (date(2025, 12, 31), 720_000),
        (date(2026, 1, 1), 8_000),
        (date(2030, 1, 1), 8_000),
    ],
)
@pytest.mark.rule("OR-4.4")
def test_step_on_changes_on_the_first_day(day, micro):
    assert step_on(day=day, steps=STEPS).full_micro == micro


def test_step_on_refuses_a_day_before_the_first_rate():
    with pytest.raises(TaxRateMissing, match="2023-12-31"):
        step_on(day=date(2023, 12, 31), steps=STEPS)


@pytest.mark.parametrize(
    "year, eligible, allowance",
    [
        (2025, Period(date(2020, 1, 1)), 4_000_000),
        (2024, Period(date(2020, 1, 1)), 4_000_000),  # 366 days never give more than 4,000 kWh
        (2025, Period(date(2025, 12, 31)), 10_959),  # 4,000,000 / 365 = 10,958.90
        (2025, Period(date(2025, 1, 1), date(2025, 3, 15)), 800_000),  # 73 days are a fifth of a year
        (2025, Period(date(2026, 1, 1)), 0),
    ],
)
@pytest.mark.rule("OR-4.6")
def test_full_rate_allowance_is_pro_rata_by_days(year, eligible, allowance):
    assert full_rate_allowance(year=year, eligible=eligible) == allowance


@pytest.mark.parametrize(
    "used_before, full_wh",
    [(0, 500_000), (3_500_000, 500_000), (3_800_000, 200_000), (4_000_000, 0), (5_000_000, 0)],
)
@pytest.mark.rule("OR-4.6")
def test_split_period_from_2025_charges_in_full_until_the_allowance_is_used(used_before, full_wh):
    split = split_period(
        wh=500_000,
        period=Period(date(2025, 11, 1), date(2025, 12, 1)),
        year_allowance=4_000_000,
        used_before=used_before,
    )
    assert split == TaxSplit(full_wh, 500_000 - full_wh)


@pytest.mark.rule("OR-4.6")
def test_split_period_before_2025_gives_each_period_its_share_of_days():
    # 31 × 4,000 kWh / 365 = 339.726 kWh, whatever was used in January and February
    split = split_period(
        wh=500_000,
        period=Period(date(2024, 3, 1), date(2024, 4, 1)),
        year_allowance=4_000_000,
        used_before=3_999_999,
    )
    assert split == TaxSplit(339_726, 160_274)


def test_split_period_refuses_two_years_at_once():
    with pytest.raises(ValueError, match="one calendar year"):
        split_period(
            wh=1, period=Period(date(2025, 12, 31), date(2026, 1, 2)), year_allowance=4_000_000, used_before=0
        )


def test_full_rate_wh_splits_the_days_of_many_homes_at_once():
    wh = np.array([[100, 100, 100], [100, 100, 100], [100, 100, 100]])
    full = full_rate_wh(wh=wh, used_before=np.array([0, 3_999_850, 9_000_000]), allowance=np.full(3, 4_000_000))
    assert full.tolist() == [[100, 100, 100], [100, 50, 0], [0, 0, 0]]


def test_full_rate_wh_agrees_with_the_split_of_the_whole_period():
    wh = np.array([[70_000] * 30])
    full = full_rate_wh(wh=wh, used_before=np.array([2_500_000]), allowance=np.array([4_000_000]))
    whole = split_period(
        wh=30 * 70_000,
        period=Period(date(2025, 11, 1), date(2025, 12, 1)),
        year_allowance=4_000_000,
        used_before=2_500_000,
    )
    assert (int(full.sum()), whole.full_wh) == (1_500_000, 1_500_000)
