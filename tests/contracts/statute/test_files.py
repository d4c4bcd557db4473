"""The shipped figures of the law: every file parses, and the figures of law.md stand in them."""

from datetime import date

import pytest

from contracts import terms
from contracts.rules.statute import FigureMissing, exact_figures, figure_on, figures_on, parse_statute
from contracts.statute import texts
from contracts.terms.fingerprint import walk
from contracts.terms.parts.figure import Statutory

ROWS = tuple(row for name, text in texts().items() for row in parse_statute(text=text, name=name))


def exact(key, day, country="DK"):
    return figure_on(ROWS, key=key, country=country, day=date.fromisoformat(day)).exact


def test_every_file_is_named():
    assert list(texts()) == [
        "complaint_body.csv",
        "consumer_contract.csv",
        "electricity_tax.csv",
        "energinet_tariff.csv",
        "late_payment.csv",
        "outage.csv",
        "payment_method.csv",
        "price_index.csv",
        "retention.csv",
        "security.csv",
        "vat.csv",
    ]


def test_a_figure_has_one_value_from_a_day_over_all_files():
    keys = [(row.key, row.country, row.valid_from) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_every_statutory_figure_the_terms_name_is_there():
    named = {part.key for document in terms.ALL for part in walk(document) if isinstance(part, Statutory)}
    assert sorted(named - {row.key for row in ROWS}) == []


@pytest.mark.parametrize(
    "day, hundredths",
    [
        ("2015-01-01", 820),
        ("2015-06-30", 820),
        ("2015-07-01", 805),
        ("2021-06-30", 805),
        ("2021-07-01", 765),
        ("2022-01-01", 755),
        ("2022-12-31", 755),
        ("2023-01-01", 990),
        ("2023-07-01", 1125),
        ("2024-01-01", 1175),
        ("2024-07-01", 1150),
        ("2025-01-01", 1075),
        ("2025-07-01", 975),
        ("2026-01-01", 975),
    ],
)
def test_late_interest_series(day, hundredths):
    assert exact("late_interest_rate", day) == hundredths


def test_interest_is_unknown_before_its_series():
    with pytest.raises(FigureMissing, match=r"late_interest_rate.*2014-12-31"):
        exact("late_interest_rate", "2014-12-31")


@pytest.mark.parametrize(
    "key, value",
    [
        ("reminder_fee", 10_000),
        ("reminder_max_count", 3),
        ("reminder_gap_days", 10),
        ("business_late_compensation", 31_000),
        ("vat_rate", 2_500),
        ("withdrawal_days", 14),
        ("consumer_binding_max_months", 6),
        ("consumer_change_notice_months", 3),
        ("final_bill_days", 42),
        ("supplier_switch_max_days", 21),
        ("security_reminders", 2),
        ("security_reminder_gap_days", 10),
        ("security_deadline_workdays", 15),
        ("security_deadline_no_arrears_months", 2),
        ("cancellation_notice_workdays", 3),
        ("security_cap_months", 5),
        ("energy_board_fee", 16_000),
        ("energy_board_answer_days", 30),
        ("direct_debit_cutoff_bank_days", 6),
        ("direct_debit_late_cutoff_bank_days", 3),
        ("bookkeeping_years", 5),
        ("electricity_tax_full_kwh", 4_000),
        ("electricity_tax_reduced", 8_000),
        ("energinet_subscription_year", 18_200),
    ],
)
def test_danish_figures_in_march_2026(key, value):
    assert exact(key, "2026-03-01") == value


@pytest.mark.parametrize(
    "day, micro",
    [
        ("2015-01-01", 878_000),
        ("2020-12-31", 892_000),
        ("2022-06-30", 903_000),
        ("2022-07-01", 763_000),
        ("2022-10-01", 723_000),
        ("2023-01-01", 8_000),
        ("2023-06-30", 8_000),
        ("2023-07-01", 697_000),
        ("2024-12-31", 761_000),
        ("2025-01-01", 720_000),
        ("2026-01-01", 8_000),
    ],
)
def test_electricity_tax_steps(day, micro):
    assert exact("electricity_tax", day) == micro


@pytest.mark.parametrize(
    "day, transmission, system",
    [
        ("2020-01-01", 53_000, 44_000),
        ("2021-01-01", 49_000, 61_000),
        ("2022-12-31", 49_000, 61_000),
        ("2023-01-01", 58_000, 54_000),
        ("2025-06-01", 61_000, 74_000),
        ("2026-01-01", 43_000, 72_000),
    ],
)
def test_energinet_tariffs(day, transmission, system):
    assert exact("energinet_transmission_tariff", day) == transmission
    assert exact("energinet_system_tariff", day) == system


@pytest.mark.parametrize(
    "year, unit",
    [(2006, 800), (2007, 900), (2017, 900), (2018, 1_000), (2022, 1_000), (2023, 1_100), (2024, 1_200)],
)
def test_outage_minimum_unit_of_the_year(year, unit):
    assert exact("outage_minimum_unit", f"{year}-12-31", "SE") == unit * 100


@pytest.mark.parametrize("year", range(2006, 2027))
def test_outage_minimum_unit_is_two_percent_of_the_base_amount_up_to_the_next_hundred(year):
    base = exact("price_base_amount", f"{year}-06-30", "SE") // 100
    hundreds = -(-base * 2 // (100 * 100))
    assert exact("outage_minimum_unit", f"{year}-06-30", "SE") == hundreds * 100 * 100


def test_printed_minimum_years_of_borgholm_are_the_years_of_900():
    first, last = terms.by_code("borgholm").outage_compensation.printed_minimum_years.value
    units = {year: exact("outage_minimum_unit", f"{year}-01-01", "SE") for year in range(2006, 2027)}
    assert [year for year, unit in units.items() if unit == 90_000] == list(range(first, last + 1))


def test_swedish_figures():
    assert exact("arn_fee", "2026-03-01", "SE") == 15_000
    assert exact("arn_minimum_value", "2026-03-01", "SE") == 75_000
    assert exact("outage_first_percent", "2026-03-01", "SE") == 1_250
    assert exact("outage_cap_percent", "2026-03-01", "SE") == 30_000
    assert exact("vat_rate", "2026-03-01", "SE") == 2_500


def test_all_figures_of_a_day_leave_worded_ones_out():
    figures = exact_figures(figures_on(ROWS, country="DK", day=date(2026, 3, 1)))
    assert figures["late_interest_rate"] == 975
    assert "withdrawal_last_day_moves" not in figures
    assert "outage_minimum_unit" not in figures


def test_nothing_is_marked_as_verified_by_anyone_yet():
    assert [row for row in ROWS if row.verified_by or row.verified_on] == []
