"""When a binding ends: EP-11.1a from the agreed start, GE-F-10.1a from the conclusion and for electricity only."""

from datetime import date

import pytest

from contracts import terms
from contracts.rules.binding import binding_end

CONCLUDED, STARTS = date(2026, 1, 31), date(2026, 3, 1)


def end(code, fuel="ELECTRICITY", own_months=None):
    return binding_end(
        binding=terms.by_code(code).binding,
        fuel=fuel,
        concluded_on=CONCLUDED,
        starts_on=STARTS,
        own_months=own_months,
    )


@pytest.mark.parametrize(
    "code, fuel",
    [
        ("gron_variable_2024", "ELECTRICITY"),
        ("gron_fixed_2024", "GAS"),
        ("orsted_2019", "ELECTRICITY"),
        ("cerius_2019", "ELECTRICITY"),
    ],
)
@pytest.mark.rule("GE-V-10.1", "OR-13.1a", "X-75")
def test_where_nothing_binds_there_is_no_end(code, fuel):
    assert end(code, fuel) is None


@pytest.mark.rule("GE-F-10.1a")
def test_fixed_price_binds_from_the_conclusion_to_the_last_day_of_a_short_month():
    months = terms.by_code("gron_fixed_2024").binding.months.count

    assert (months, end("gron_fixed_2024")) == (6, date(2026, 7, 31))


@pytest.mark.rule("EP-11.1a")
def test_business_terms_bind_from_the_agreed_start():
    months = terms.by_code("energiplus_2023").binding.months.count

    assert (months, end("energiplus_2023")) == (36, date(2029, 3, 1))


@pytest.mark.parametrize(
    "code, fuel, own_months, ends_on",
    [
        ("gron_fixed_2024", "ELECTRICITY", 1, date(2026, 2, 28)),
        ("gron_fixed_2024", "GAS", 6, date(2026, 7, 31)),  # the order confirmation may bind gas too: X-75
        ("gron_fixed_2024", "ELECTRICITY", 0, None),
        ("energiplus_2023", "ELECTRICITY", 12, date(2027, 3, 1)),
        ("orsted_2019", "ELECTRICITY", 6, date(2026, 7, 31)),
    ],
)
@pytest.mark.rule("EP-11.1a", "OR-13.1a", "GE-F-10.1a")
def test_the_agreements_own_months_rank_first(code, fuel, own_months, ends_on):
    """ "unless otherwise agreed"; counted from where the terms say."""
    assert end(code, fuel, own_months) == ends_on
