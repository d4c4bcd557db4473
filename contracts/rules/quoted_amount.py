"""A figure of the terms as it is quoted: with VAT in it, with VAT to be added, or without any."""

from __future__ import annotations

from config.foundation.money import Percent, Taxed
from contracts.terms.parts.figure import Vat


def taxed(*, minor: int, vat: Vat, vat_percent: Percent) -> Taxed:
    """
    Return a quoted figure as net and VAT.

    Source: EP-5.1 (added), OR-6.1a and GE-VF-5.3 (included); design.md §6.

    >>> taxed(minor=60_000, vat=Vat.INCLUDED, vat_percent=25)
    Taxed(net=48000, vat=12000)
    >>> taxed(minor=350_000, vat=Vat.ADDED, vat_percent=25).gross
    437500
    """
    if vat is Vat.INCLUDED:
        return Taxed.of_gross(minor, vat_percent)
    return Taxed.of_net(minor, vat_percent if vat is Vat.ADDED else 0)
