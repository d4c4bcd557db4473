"""A quoted figure with its VAT: EP-5.1 adds it, OR-6.1a and GE-VF-5.3 have it in the figure."""

import pytest

from config.foundation.money import Taxed
from contracts import terms
from contracts.rules.quoted_amount import taxed
from contracts.terms.parts.figure import Vat


@pytest.mark.parametrize(
    "minor, vat, result",
    [
        (350_000, Vat.ADDED, Taxed(net=350_000, vat=87_500)),
        (60_000, Vat.INCLUDED, Taxed(net=48_000, vat=12_000)),
        (30_000, Vat.NONE, Taxed(net=30_000, vat=0)),
        (0, Vat.INCLUDED, Taxed(net=0, vat=0)),
    ],
)
@pytest.mark.rule("EP-5.1", "OR-6.1a", "GE-VF-5.3")
def test_a_figure_keeps_the_side_it_was_quoted_on(minor, vat, result):
    assert taxed(minor=minor, vat=vat, vat_percent=25) == result


@pytest.mark.parametrize("code, vat", [("energiplus_2023", Vat.ADDED), ("gron_fixed_2024", Vat.INCLUDED)])
@pytest.mark.rule("EP-11.1f", "GE-F-10.2a")
def test_the_fee_for_leaving_early_says_how_it_stands_to_vat(code, vat):
    assert terms.by_code(code).early_exit.flat_fee.vat is vat
