"""
Whole months of real prices and tariffs, every line to the øre against a reckoning that shares no code.

March 2024 is a real household with its 23-hour day; October 2025 has 25 hours and quarter prices, with
example consumption by the quarter (electric heating passing its tax allowance) and by the hour.
"""

import ast
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from billing.enums import LineKind
from billing.rules.price_line import invoice_total
from config.foundation.period import Period
from contracts.rules import price_vector
from tests.oracle import reckoning
from tests.oracle.pipeline import Household, invoice_lines, read_market, shifted
from tests.shared_folder import ENERGY

pytestmark = pytest.mark.shared

HOUSEHOLDS = {
    "march-2024": (
        reckoning.MARCH_2024,
        Household(
            period=Period(date(2024, 3, 1), date(2024, 4, 1)),
            resolution=60,
            load_file="load/real_consumption_data2.json",
            load_column="",
            area="DK1",
            grid_file="tariffs/eds_DatahubPricelist_n1.json",
            markup_micro=60_000,
            subscription_micro_with_vat=29_000_000,
        ),
    ),
    "october-2025": (
        reckoning.OCTOBER_2025,
        Household(
            period=Period(date(2025, 10, 1), date(2025, 11, 1)),
            resolution=15,
            load_file="load/synload_kwh_15min.csv.gz",
            load_column="p174",
            area="DK2",
            grid_file="tariffs/eds_DatahubPricelist_radius.json",
            markup_micro=150_000,
            subscription_micro_with_vat=39_000_000,
            heating_from=date(2025, 8, 15),
        ),
    ),
    "october-2025-hourly": (
        reckoning.OCTOBER_2025_HOURLY,
        Household(
            period=Period(date(2025, 10, 1), date(2025, 11, 1)),
            resolution=60,
            load_file="load/synload_kwh_hourly.csv.gz",
            load_column="p101",
            area="DK1",
            grid_file="tariffs/eds_DatahubPricelist_n1.json",
            markup_micro=49_900,
            subscription_micro_with_vat=29_950_000,
        ),
    ),
}


@pytest.fixture(scope="module", params=HOUSEHOLDS, ids=list(HOUSEHOLDS))
def month(request):
    case, household = HOUSEHOLDS[request.param]
    return case, household, read_market(household), reckoning.reckon(ENERGY, case)


@pytest.fixture(scope="module")
def march():
    case, household = HOUSEHOLDS["march-2024"]
    return household, read_market(household), reckoning.reckon(ENERGY, case)


def differences(ours, theirs):
    """The lines that are not the same to the øre, in net or in VAT; one the oracle leaves out is None."""
    assert set(ours) == set(theirs)
    return {
        name
        for name, line in theirs.items()
        if line is not None and (ours[name].amount.net, ours[name].amount.vat) != (line.net, line.vat)
    }


def test_every_line_is_the_oracles_to_the_ore(month):
    _, household, market, theirs = month
    assert differences(invoice_lines(household, market), theirs) == set()


def test_the_total_is_the_oracles_to_the_ore(month):
    _, household, market, theirs = month
    total = invoice_total(lines=invoice_lines(household, market).values())
    assert total.gross == sum(line.net + line.vat for line in theirs.values())


def test_prices_rounded_at_our_door_move_no_line_by_a_hundredth_of_an_ore(month):
    _, household, market, theirs = month
    ours = invoice_lines(household, market)
    for name, line in theirs.items():
        assert abs(Fraction(ours[name].exact, ours[name].exact_unit) - line.exact) < Fraction(1, 100)


def test_the_months_hold_the_days_they_are_meant_to(month):
    case, household, market, _ = month
    per_hour = 60 // household.resolution
    lengths = [len(market.days[day].wh) // per_hour for day in household.period.each_day()]
    odd = {day.isoformat(): n for day, n in zip(household.period.each_day(), lengths, strict=True) if n != 24}
    assert odd == ({"2024-03-31": 23} if case.first.month == 3 else {"2025-10-26": 25})


def test_the_real_household_used_what_its_file_says(march):
    household, market, _ = march
    assert sum(sum(market.days[day].wh) for day in household.period.each_day()) == 788_560


def test_the_heated_home_passes_its_allowance_within_the_month(month):
    case, _, _, theirs = month
    crosses = theirs["tax"].net > 0 and theirs["tax_reduced"].net > 0
    assert crosses == (case.heating_from is not None)


def test_a_planted_tax_left_out_of_the_vat_base_is_caught(march):
    household, market, theirs = march
    planted = replace(market, vat_percent={LineKind.TAX: 0})
    assert differences(invoice_lines(household, planted), theirs) == {"tax"}


def test_a_planted_wrong_tariff_hour_on_the_clock_change_is_caught(march, monkeypatch):
    """The 23-hour day is priced by position, as if the hour that was left out had been there."""
    household, market, theirs = march

    def by_position(day, *, zone, resolution_minutes):
        return tuple(range(price_vector.intervals(day, zone=zone, resolution_minutes=resolution_minutes)))

    monkeypatch.setattr(price_vector, "local_hours", by_position)
    assert differences(invoice_lines(household, market), theirs) == {"grid"}


def test_a_planted_wrong_spot_hour_on_the_clock_change_is_caught(march):
    """The price of the hour that was left out is used, and the day's last one dropped."""
    household, market, theirs = march
    clock_change = market.spot[date(2024, 3, 31)]
    wrong = replace(
        clock_change, micro=(*clock_change.micro[:3], clock_change.micro[2], *clock_change.micro[3:-1])
    )
    planted = replace(market, spot={**market.spot, clock_change.day: wrong})
    assert differences(invoice_lines(household, planted), theirs) == {"spot"}


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.parametrize(
    "first, end, line",
    [
        (date(2025, 9, 20), date(2025, 10, 5), "grid"),  # N1's winter tariff begins on 1 October
        (date(2025, 12, 20), date(2026, 1, 2), "tax"),  # from 72 to 0.8 øre on 1 January
    ],
)
def test_a_planted_step_off_by_a_day_is_caught(first, end, line, days):
    case, household = HOUSEHOLDS["october-2025-hourly"]
    case, household = replace(case, first=first, end=end), replace(household, period=Period(first, end))
    market = read_market(household)
    theirs = reckoning.reckon(ENERGY, case) | {"subscription": None}
    planted = {
        "grid": replace(market, grid=shifted(market.grid, days=days)),
        "tax": replace(market, tax=[replace(s, valid_from=s.valid_from + timedelta(days)) for s in market.tax]),
    }
    assert differences(invoice_lines(household, market), theirs) == set()
    assert differences(invoice_lines(household, planted[line]), theirs) == {line}


def test_the_oracle_imports_nothing_of_ours():
    tree = ast.parse(Path(reckoning.__file__).read_text())
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names == {"csv", "gzip", "json", "dataclasses", "datetime", "fractions", "pathlib", "zoneinfo"}
