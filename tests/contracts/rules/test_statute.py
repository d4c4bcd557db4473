"""Figures of the law: the day decides, and a wrong file is refused whole with place and reason (design.md §3)."""

from datetime import date

import pytest

from contracts.rules.statute import (
    FigureMissing,
    StatuteFileRefused,
    StatuteRow,
    exact_figures,
    figure_on,
    figures_on,
    parse_statute,
)

HEADER = "key,country,valid_from,value,unit,source,confidence,verified_by,verified_on\n"
GOOD = "reminder_fee,DK,2013-03-01,100.00,kr,some act § 1,A,,\n"
STEPS = (
    StatuteRow.of(key="rate", valid_from="2026-01-01", value="9.75", unit="percent"),
    StatuteRow.of(key="rate", valid_from="2025-01-01", value="10.75", unit="percent"),
    StatuteRow.of(key="rate", valid_from="2025-01-01", value="8.00", unit="percent", country="SE"),
    StatuteRow.of(key="other", valid_from="2025-06-01", value="3", unit="count"),
)


@pytest.mark.parametrize(
    "day, exact",
    [(date(2025, 1, 1), 1075), (date(2025, 12, 31), 1075), (date(2026, 1, 1), 975), (date(2040, 1, 1), 975)],
)
def test_the_latest_first_day_not_after_the_day_decides(day, exact):
    assert figure_on(STEPS, key="rate", country="DK", day=day).exact == exact


def test_countries_do_not_mix():
    assert figure_on(STEPS, key="rate", country="SE", day=date(2026, 3, 1)).exact == 800


@pytest.mark.parametrize(
    "key, country, day",
    [
        ("rate", "DK", date(2024, 12, 31)),
        ("unknown", "DK", date(2026, 1, 1)),
        ("other", "SE", date(2026, 1, 1)),
    ],
)
def test_a_gap_names_key_country_and_day(key, country, day):
    with pytest.raises(FigureMissing, match=f"'{key}' for {country} is known on {day}"):
        figure_on(STEPS, key=key, country=country, day=day)


def test_all_figures_of_a_day():
    assert exact_figures(figures_on(STEPS, country="DK", day=date(2025, 6, 1))) == {"rate": 1075, "other": 3}
    assert exact_figures(figures_on(STEPS, country="DK", day=date(2025, 5, 31))) == {"rate": 1075}
    assert exact_figures(figures_on(STEPS, country="DK", day=date(2026, 6, 1))) == {"rate": 975, "other": 3}


@pytest.mark.parametrize(
    "value, unit, exact",
    [
        ("100.00", "kr", 10_000),
        ("6.25", "kr", 625),
        ("9.75", "percent", 975),
        ("12.5", "percent", 1_250),
        ("-0.45", "percentage_points", -45),
        ("0.8", "ore_per_kwh", 8_000),
        ("72.0", "ore_per_kwh", 720_000),
        ("10.8337", "ore_per_kwh", 108_337),
        ("4000", "kwh", 4_000),
        ("15", "working_days", 15),
    ],
)
def test_exact_is_a_whole_number_of_the_smallest_unit(value, unit, exact):
    assert StatuteRow.of(key="figure", valid_from="2026-01-01", value=value, unit=unit).exact == exact


def test_a_worded_figure_is_no_number():
    worded = StatuteRow.of(key="figure", valid_from="2026-01-01", value="a b", unit="text")
    with pytest.raises(TypeError, match="figure is worded"):
        _ = worded.exact
    assert exact_figures({"figure": worded}) == {}


def test_a_good_file_is_read_whole():
    text = HEADER + GOOD + 'reminder_fee,DK,2026-01-01,120,kr,"act, § 2",C,Karen and Bo,2026-02-03\n'
    first, second = parse_statute(text=text, name="late.csv")
    assert (first.exact, first.source, first.verified_by, first.verified_on) == (10_000, "some act § 1", "", None)
    assert (second.exact, second.source) == (12_000, "act, § 2")
    assert (second.verified_by, second.verified_on) == ("Karen and Bo", date(2026, 2, 3))


@pytest.mark.parametrize(
    "line, reason",
    [
        ("reminder_fee,DK,2013-03-01,100.00,kr,act,A,\n", "8 columns instead of 9"),
        ("Reminder,DK,2013-03-01,100.00,kr,act,A,,\n", "key is not lower case"),
        ("reminder_fee,NO,2013-03-01,100.00,kr,act,A,,\n", "country is none of DK, SE"),
        ("reminder_fee,DK,01-03-2013,100.00,kr,act,A,,\n", "valid_from '01-03-2013' is not a day"),
        ("reminder_fee,DK,2013-02-30,100.00,kr,act,A,,\n", "valid_from '2013-02-30' is no day"),
        ("reminder_fee,DK,2013-03-01,100.005,kr,act,A,,\n", "'100.005' is not a number of kr"),
        ('reminder_fee,DK,2013-03-01,"100,00",kr,act,A,,\n', "'100,00' is not a number of kr"),
        ("reminder_fee,DK,2013-03-01,1e3,kr,act,A,,\n", "'1e3' is not a number of kr"),
        ("reminder_fee,DK,2013-03-01,,kr,act,A,,\n", "value is empty or longer"),
        (f"reminder_fee,DK,2013-03-01,{'9' * 61},kr,act,A,,\n", "value is empty or longer than 60"),
        ("reminder_gap,DK,2013-03-01,10.5,days,act,A,,\n", "not a whole number of days"),
        ("reminder_gap,DK,2013-03-01,-10,days,act,A,,\n", "not a whole number of days"),
        ("some_tax,DK,2013-03-01,0.12345,ore_per_kwh,act,A,,\n", "finer than a micro-kr"),
        ("reminder_fee,DK,2013-03-01,100.00,euro,act,A,,\n", "unit 'euro' is unknown"),
        ("reminder_fee,DK,2013-03-01,100.00,kr, ,A,,\n", "source is empty"),
        ("reminder_fee,DK,2013-03-01,100.00,kr,act,Z,,\n", "confidence is none of A, B, C, K, G"),
        ("reminder_fee,DK,2013-03-01,100.00,kr,act,A,Karen,\n", "verified_by and verified_on go together"),
        ("closed_on,DK,2013-03-01,soon,date,act,A,,\n", "value 'soon' is not a day"),
        (GOOD, "reminder_fee from 2013-03-01 stands in line 2 too"),
        ('reminder_fee,DK,2013-03-01,"100.00"0,kr,act,A,,\n', "expected after"),
    ],
)
def test_a_wrong_line_refuses_the_file_with_place_and_reason(line, reason):
    with pytest.raises(StatuteFileRefused) as refused:
        parse_statute(text=HEADER + GOOD + line, name="late.csv")
    assert str(refused.value).startswith("late.csv, line 3: ")
    assert reason in str(refused.value)


def test_a_value_as_long_and_as_fine_as_may_be_is_taken():
    long = f"closed_days,DK,2013-03-01,{'x' * 60},text,act,A,,\n"
    fine = "some_tax,DK,2013-03-01,0.0125,ore_per_kwh,act,A,,\n"
    first, second = parse_statute(text=HEADER + long + fine, name="late.csv")
    assert (first.value, second.exact) == ("x" * 60, 125)


def test_of_two_that_begin_on_one_day_both_questions_get_the_same():
    """A file holds no such pair, but the rows of several sources may be put together."""
    pair = [
        StatuteRow.of(key="rate", valid_from="2026-01-01", value=value, unit="percent") for value in ("9", "8")
    ]
    day = date(2026, 1, 1)
    assert figures_on(pair, country="DK", day=day)["rate"] is figure_on(pair, key="rate", country="DK", day=day)


@pytest.mark.parametrize("text", ["", "key;country\n", GOOD, HEADER.upper()])
def test_a_file_with_other_columns_is_refused(text):
    with pytest.raises(StatuteFileRefused, match=r"late\.csv, line 1: the columns must be key, country"):
        parse_statute(text=text, name="late.csv")
