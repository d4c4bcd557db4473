"""What was agreed: EP-1.3, OR-1.2 and GE-VF-1.2 rank the agreement's own figures before the terms."""

from datetime import date

import pytest

from contracts.terms.parts.scope import CustomerKind
from tests.contracts.rules.law import agreed


@pytest.mark.parametrize(
    "code, own, free_from",
    [
        ("gron_fixed_2024", {}, date(2026, 7, 15)),
        ("gron_fixed_2024", {"fuel": "gas"}, None),  # GE-F-10.1a with X-75
        ("gron_fixed_2024", {"fuel": "gas", "binding_months": 6}, date(2026, 7, 15)),
        ("gron_fixed_2024", {"binding_months": 0}, None),
        ("gron_fixed_2024", {"binding_ends_on": date(2026, 5, 1)}, date(2026, 5, 1)),
        ("gron_variable_2024", {}, None),
        ("orsted_2019", {}, None),  # OR-13.1a: stated on the front page or not at all
        ("orsted_2019", {"binding_months": 6}, date(2026, 7, 15)),
        ("energiplus_2023", {}, date(2029, 3, 1)),  # EP-11.1a from the agreed start, X-25
        ("energiplus_2023", {"binding_months": 12}, date(2027, 3, 1)),
    ],
)
@pytest.mark.rule("EP-11.1a", "OR-13.1a", "GE-V-10.1", "GE-F-10.1a")
def test_the_first_day_the_customer_is_free(code, own, free_from):
    assert agreed(code, concluded="2026-01-15", starts="2026-03-01", **own).free_from == free_from


@pytest.mark.parametrize(
    "concluded, free_from",
    [
        ("2023-08-31", date(2024, 2, 29)),  # clipped, in a leap year
        ("2026-08-31", date(2027, 2, 28)),
        ("2027-08-31", date(2028, 2, 29)),
        ("2024-02-29", date(2024, 8, 29)),
    ],
)
@pytest.mark.rule("GE-F-10.1a")
def test_six_months_are_clipped_to_a_short_month(concluded, free_from):
    """GE-F-10.1a; rules.md §9: leap days and the 31st."""
    assert agreed("gron_fixed_2024", concluded=concluded).free_from == free_from


@pytest.mark.rule("GE-F-10.1a")
def test_bound_until_the_day_before():
    """The day itself is free."""
    agreement = agreed("gron_fixed_2024")
    assert [agreement.is_bound_on(date(2026, 7, day)) for day in (14, 15)] == [True, False]
    assert not agreed("gron_variable_2024").is_bound_on(date(2026, 1, 15))


@pytest.mark.rule("EP-1.1", "OR-1.1")
def test_the_kind_of_customer_is_the_agreements():
    assert agreed("orsted_2019").is_household
    assert not agreed("energiplus_2023").is_household
    assert not agreed("orsted_2019", customer=CustomerKind.BUSINESS).is_household
