"""Days of collection and of notice (OR-6.2a, OR-6.2b, GE-VF-4.14, GE-VF-4.19, EP-6.2, EP-6.14, EP-6.15, X-59)."""

from datetime import date

import pytest

from billing.enums import CollectionMode
from billing.rules.aconto import Rate
from billing.rules.collection_day import (
    Forecast,
    announced_through,
    calendar_collection_day,
    day_cost,
    draw_before_negative,
    first_negative_day,
    is_announced_in_time,
    last_notice_day,
    lawful_collection_day,
    negative_closes_in_a_row,
)
from config.foundation.period import Period


@pytest.mark.parametrize(
    "period_from, drawn_on",
    [
        # GE-VF-4.14: the last bank day of the month before the month that is paid for
        (date(2024, 4, 1), date(2024, 3, 27)),
        (date(2025, 6, 1), date(2025, 5, 28)),
        (date(2024, 1, 1), date(2023, 12, 29)),
        (date(2029, 1, 1), date(2028, 12, 29)),
        (date(2030, 1, 1), date(2029, 12, 28)),
        (date(2026, 2, 1), date(2026, 1, 30)),
        (date(2026, 3, 1), date(2026, 2, 27)),
        (date(2026, 6, 1), date(2026, 5, 29)),
        (date(2026, 11, 1), date(2026, 10, 30)),
        (date(2027, 1, 1), date(2026, 12, 30)),
        (date(2026, 6, 17), date(2026, 5, 29)),  # a first period cut short
    ],
)
@pytest.mark.rule("GE-VF-4.14")
def test_last_bank_day_is_that_of_the_month_before(period_from, drawn_on):
    period = Period(period_from, date(2031, 1, 1))
    assert calendar_collection_day(mode=CollectionMode.LAST_BANK_DAY, period=period) == drawn_on


@pytest.mark.parametrize(
    "first, drawn_on",
    [
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 1, 1), date(2026, 1, 2)),  # New Year's Day
        (date(2026, 8, 1), date(2026, 8, 3)),  # a Saturday
        (date(2024, 4, 1), date(2024, 4, 2)),  # Easter Monday
    ],
)
@pytest.mark.parametrize("mode", [CollectionMode.START_OF_MONTH, CollectionMode.QUARTERLY])
@pytest.mark.rule("EP-6.2", "OR-6.2a")
def test_start_of_month_never_draws_before_the_month(mode, first, drawn_on):
    assert calendar_collection_day(mode=mode, period=Period.of_month(first)) == drawn_on


def test_balance_mode_has_no_day_in_the_calendar():
    with pytest.raises(ValueError):
        calendar_collection_day(mode=CollectionMode.BEFORE_NEGATIVE, period=Period.of_month(date(2026, 5, 1)))


@pytest.mark.parametrize(
    "balance, cost, negative_on",
    [
        (5_000, (2_000, 1), date(2026, 5, 13)),  # 30, 10, −10
        (4_000, (2_000, 1), date(2026, 5, 13)),  # 20, 0, −20: 0 is not negative
        (3_999, (2_000, 1), date(2026, 5, 12)),
        (0, (2_000, 1), date(2026, 5, 11)),
        (-1, (2_000, 1), date(2026, 5, 10)),
        (1, (1, 3), date(2026, 5, 14)),  # three days of a third of an øre leave 0
        (5_000, (0, 1), None),
    ],
)
@pytest.mark.rule("EP-6.14", "GE-VF-4.19")
def test_first_negative_day_counts_whole_days(balance, cost, negative_on):
    assert first_negative_day(forecast=Forecast(date(2026, 5, 10), balance, cost)) == negative_on


@pytest.mark.rule("EP-6.14", "GE-VF-4.19")
def test_draw_comes_the_day_before_the_balance_turns_negative():
    forecast = Forecast(date(2026, 5, 10), 5_000, (2_000, 1))
    assert draw_before_negative(forecast=forecast, as_of=date(2026, 5, 11)) == date(2026, 5, 12)


@pytest.mark.rule("EP-6.14", "GE-VF-4.19")
def test_draw_that_should_have_been_made_is_made_today():
    forecast = Forecast(date(2026, 5, 10), -5_000, (2_000, 1))
    assert draw_before_negative(forecast=forecast, as_of=date(2026, 5, 11)) == date(2026, 5, 11)


def test_no_draw_when_nothing_is_used():
    forecast = Forecast(date(2026, 5, 10), 5_000, (0, 1))
    assert draw_before_negative(forecast=forecast, as_of=date(2026, 5, 11)) is None


def test_day_cost_is_a_year_over_365():
    # 3,650 kWh at 2 kr. is 7,300 kr.; 12 × 30 kr. is 360 kr.; 7,660 kr. / 365 = 766000/365 øre
    assert day_cost(rate=Rate(3_650_000, 2_000_000, 3_000)) == (153_200, 73)


@pytest.mark.rule("OR-6.2b")
def test_draw_of_1_may_is_announced_on_23_april_at_the_latest():
    assert last_notice_day(collect_on=date(2026, 5, 1), notice_days=8) == date(2026, 4, 23)
    assert announced_through(as_of=date(2026, 4, 20), notice_days=8) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "sent_on, in_time",
    [(date(2026, 4, 22), True), (date(2026, 4, 23), True), (date(2026, 4, 24), False), (None, False)],
)
@pytest.mark.rule("OR-6.2b")
def test_notice_of_seven_days_is_too_late(sent_on, in_time):
    answer = is_announced_in_time(notice_sent_on=sent_on, collect_on=date(2026, 5, 1), notice_days=8)
    assert answer is in_time


@pytest.mark.rule("OR-6.2b")
def test_a_day_the_notice_just_reaches_is_kept_bank_day_or_not():
    """Eight days before Saturday 2 May is 24 April."""
    for sent_on, drawn_on in ((date(2026, 4, 24), date(2026, 5, 2)), (date(2026, 4, 25), date(2026, 5, 4))):
        day = lawful_collection_day(
            wanted=date(2026, 5, 2), notice_sent_on=sent_on, notice_days=8, mode=CollectionMode.QUARTERLY
        )
        assert day == drawn_on


@pytest.mark.parametrize(
    "sent_on, drawn_on",
    [
        (date(2026, 4, 23), date(2026, 5, 1)),
        (date(2026, 4, 24), date(2026, 5, 4)),  # 2 May is a Saturday
        (date(2026, 5, 6), date(2026, 5, 18)),  # 14 May is Ascension, 15 May its bank holiday
    ],
)
@pytest.mark.rule("OR-6.2b")
def test_late_notice_moves_the_draw_to_the_first_lawful_bank_day(sent_on, drawn_on):
    day = lawful_collection_day(
        wanted=date(2026, 5, 1), notice_sent_on=sent_on, notice_days=8, mode=CollectionMode.START_OF_MONTH
    )
    assert day == drawn_on


@pytest.mark.parametrize(
    "closes, in_a_row", [([], 0), ([-1] * 7, 7), ([-1] * 8, 8), ([-1, 0, -1], 1), ([-1, -1, 0], 0)]
)
@pytest.mark.rule("X-59")
def test_negative_closes_are_counted_back_to_the_first_that_was_not(closes, in_a_row):
    assert negative_closes_in_a_row(closes=closes) == in_a_row
