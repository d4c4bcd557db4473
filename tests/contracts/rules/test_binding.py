"""When a binding ends: EP-11.1a from the agreed start, GE-F-10.1a from the conclusion and for electricity only."""

from datetime import date

import pytest

from contracts import terms
from contracts.rules.binding import binding_end

CONCLUDED, STARTS = date(2026, 1, 31), date(2026, 3, 1)


def end(code, fuel="ELECTRICITY"):
    return binding_end(binding=terms.by_code(code).binding, fuel=fuel, concluded_on=CONCLUDED, starts_on=STARTS)


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
