"""What is used and not invoiced, with VAT, rounded once (design.md §6, EP-5.1)."""

from fractions import Fraction

import pytest

from billing.rules.balance import exact_gross, rounded
from billing.rules.cost_day import EXACT_PER_ORE


@pytest.mark.rule("EP-5.1", "OR-6.1a")
def test_part_quoted_without_vat_gets_it_and_the_other_does_not():
    # 10 øre without VAT is 12.5; 4 øre with VAT stays 4
    exact = exact_gross(without_vat=10 * EXACT_PER_ORE, with_vat=4 * EXACT_PER_ORE)
    assert exact == Fraction(33, 2)
    assert rounded(exact=exact) == 17


def test_days_are_summed_before_they_are_rounded():
    third = exact_gross(without_vat=EXACT_PER_ORE // 5)  # a quarter of an øre with VAT
    assert [rounded(exact=third * days) for days in (1, 2, 4)] == [0, 1, 1]
