"""What is used and not invoiced yet: exact days, with VAT, rounded once."""

from __future__ import annotations

from fractions import Fraction

from billing.rules.cost_day import EXACT_PER_ORE
from config.foundation.money import round_exact


def exact_gross(*, without_vat: int, with_vat: int = 0, vat_percent: int = 25) -> Fraction:
    """
    Return minor units with VAT, unrounded, of exact costs quoted without and with VAT.

    Source: design.md §6 (metered prices are without; a shown balance rounds the sum once); EP-5.1, OR-6.1a.
    """
    return Fraction(without_vat * (100 + vat_percent) + with_vat * 100, 100 * EXACT_PER_ORE)


def rounded(*, exact: Fraction) -> int:
    """Return whole minor units of a sum of exact costs, rounded half away from zero. Source: design.md §6."""
    return round_exact(exact)
