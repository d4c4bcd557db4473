"""How much is paid on account (EP-6.1, EP-6.2, EP-6.7, EP-6.12, GE-VF-4.6, 4.9, 4.10, 4.15, 4.18; OR-5.1a)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.rules.aconto import (
    Rate,
    aconto_amount,
    aconto_period,
    changed_materially,
    cycle_is_allowed,
    expected_year,
    may_bring_forward,
    review_month,
    year_share,
)
from config.foundation.period import Period

RATE = Rate(year_wh=4_000_000, price_micro=2_500_000, fixed_per_month=4_900)
MAY = Period(date(2026, 5, 1), date(2026, 6, 1))


@pytest.mark.rule("GE-VF-4.10")
def test_amount_of_a_month_is_its_share_of_the_days_of_the_year():
    # 10,000 kr. a year × 31/365 = 849.315… kr.; 49 kr. of subscriptions; 4,000 kWh × 31/365 = 339.726 kWh
    sum_ = aconto_amount(rate=RATE, period=MAY)
    assert (sum_.energy, sum_.fixed, sum_.fee, sum_.amount) == (84_932, 4_900, 0, 89_832)
    assert (sum_.wh, sum_.days) == (339_726, 31)


@pytest.mark.rule("GE-VF-4.10")
def test_amount_of_a_leap_february_takes_366_days():
    # 10,000 kr. × 29/366 = 792.349… kr.
    sum_ = aconto_amount(rate=RATE, period=Period(date(2028, 2, 1), date(2028, 3, 1)))
    assert (sum_.energy, sum_.days) == (79_235, 29)


@pytest.mark.rule("EP-6.2")
def test_first_quarter_begun_on_12_may_is_paid_by_its_days():
    # 50 days: 10,000 kr. × 50/365 = 1,369.863 kr.; subscriptions 20/31 + 1 months of 49 kr. = 80.6129 kr.
    period = aconto_period(day=date(2026, 5, 12), cycle_months=3, plan_starts_on=date(2026, 5, 12))
    assert period == Period(date(2026, 5, 12), date(2026, 7, 1))
    sum_ = aconto_amount(rate=RATE, period=period)
    assert (sum_.energy, sum_.fixed, sum_.amount) == (136_986, 8_061, 145_047)


def test_fee_of_monthly_payment_is_a_part_of_its_own():
    sum_ = aconto_amount(rate=RATE, period=MAY, fee=900, fee_clause="GE-VF-4.15")
    assert (sum_.amount, sum_.fee, sum_.fee_clause) == (90_732, 900, "GE-VF-4.15")


def test_fee_of_nothing_names_no_clause():
    assert aconto_amount(rate=RATE, period=MAY, fee_clause="GE-VF-4.15").fee_clause == ""


@given(
    year_wh=st.integers(0, 200_000_000),
    price=st.integers(1, 10_000_000),
    fixed=st.integers(0, 100_000),
    start=st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    days=st.integers(1, 200),
)
def test_parts_add_up_and_no_part_is_off_by_an_ore(year_wh, price, fixed, start, days):
    rate, period = Rate(year_wh, price, fixed), Period(start, start + timedelta(days=days))
    sum_ = aconto_amount(rate=rate, period=period)
    assert sum_.amount == sum_.energy + sum_.fixed + sum_.fee
    longest, shortest = year_wh * price * days / 365 / 10**7, year_wh * price * days / 366 / 10**7
    assert shortest - 1 <= sum_.energy <= longest + 1


@pytest.mark.rule("GE-VF-4.10")
def test_twelve_months_pay_for_the_year():
    months = [Period.of_month(date(2027, month, 1)) for month in range(1, 13)]
    assert sum(year_share(period=month) for month in months) == 1


@pytest.mark.parametrize(
    "day, cycle, starts_on, ends_before",
    [
        (date(2026, 5, 12), 1, date(2026, 5, 1), date(2026, 6, 1)),
        (date(2026, 5, 12), 2, date(2026, 5, 1), date(2026, 7, 1)),
        (date(2026, 5, 12), 3, date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), 3, date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 5, 12), 4, date(2026, 5, 1), date(2026, 9, 1)),
        (date(2026, 5, 12), 6, date(2026, 1, 1), date(2026, 7, 1)),
    ],
)
@pytest.mark.rule("EP-6.2", "OR-5.1a")
def test_periods_are_blocks_of_the_calendar(day, cycle, starts_on, ends_before):
    period = aconto_period(day=day, cycle_months=cycle, plan_starts_on=date(2020, 1, 1))
    assert period == Period(starts_on, ends_before)


@pytest.mark.parametrize("cycle, allowed", [(0, False), (1, True), (6, True), (7, False), (-1, False)])
@pytest.mark.rule("OR-5.1a")
def test_cycle_is_one_to_six_months(cycle, allowed):
    assert cycle_is_allowed(cycle_months=cycle, minimum=1, maximum=6) is allowed
    assert cycle_is_allowed(cycle_months=cycle, minimum=None, maximum=None) is allowed


@pytest.mark.rule("GE-VF-4.6", "GE-VF-4.9")
def test_mover_starts_from_the_products_estimate():
    known = expected_year(
        grid_company_wh=[3_000_000, 500_000],
        product_first_wh=4_000_000,
        first_clause="GE-VF-4.9",
        basis_clause="GE-VF-4.6",
    )
    assert (known.wh, known.source, known.clause) == (3_500_000, "grid_company", "GE-VF-4.6")
    mover = expected_year(
        grid_company_wh=[None], product_first_wh=4_000_000, first_clause="GE-VF-4.9", basis_clause="GE-VF-4.6"
    )
    assert (mover.wh, mover.source, mover.clause) == (4_000_000, "product_estimate", "GE-VF-4.9")


@pytest.mark.parametrize("new, changed", [(11_499, False), (11_500, True), (8_501, False), (8_500, True)])
@pytest.mark.rule("EP-6.7", "GE-VF-4.12")
def test_change_is_material_from_fifteen_per_cent(new, changed):
    assert changed_materially(old=10_000, new=new, threshold_percent=15) is changed


@pytest.mark.parametrize("balance, forward", [(-50_000, False), (-50_001, True), (0, False), (50_001, False)])
@pytest.mark.rule("EP-6.12", "GE-VF-4.18", "X-58")
def test_exactly_five_hundred_in_minus_brings_nothing_forward(balance, forward):
    answer = may_bring_forward(
        balance=balance,
        limit=50_000,
        cycle_months=3,
        cycle_longer_than=1,
        direct_debit_only=False,
        pays_by_direct_debit=False,
    )
    assert answer is forward


@pytest.mark.parametrize(
    "cycle, longer_than, only_debit, by_debit, forward",
    [
        (1, 1, False, False, False),  # GE-VF-4.18: monthly payers never
        (3, 1, False, False, True),
        (3, None, True, False, False),  # EP-6.12 stands under Betalingsservice
        (3, None, True, True, True),
        (1, None, True, True, True),
    ],
)
@pytest.mark.rule("EP-6.12", "GE-VF-4.18", "X-58")
def test_scope_of_bringing_forward_is_the_terms(cycle, longer_than, only_debit, by_debit, forward):
    answer = may_bring_forward(
        balance=-60_000,
        limit=50_000,
        cycle_months=cycle,
        cycle_longer_than=longer_than,
        direct_debit_only=only_debit,
        pays_by_direct_debit=by_debit,
    )
    assert answer is forward


@pytest.mark.parametrize(
    "as_of, month",
    [
        (date(2026, 5, 15), date(2026, 4, 1)),  # the invoice of April is made today
        (date(2026, 5, 16), date(2026, 5, 1)),
        (date(2026, 1, 1), date(2025, 12, 1)),
    ],
)
@pytest.mark.rule("EP-6.6", "GE-VF-4.12")
def test_a_plan_is_reviewed_from_the_day_after_the_invoice(as_of, month):
    assert review_month(as_of=as_of) == month
