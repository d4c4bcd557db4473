"""VAT by the day: the rate the law has in force, never a number in the code."""

from collections.abc import Iterable
from datetime import date

from contracts.rules.statute import StatuteRow, figure_on

VAT_RATE = "vat_rate"
COUNTRY = "DK"
HUNDREDTHS = 100


def vat_percent(*, law: Iterable[StatuteRow], day: date) -> int:
    """
    Return the VAT of a day in whole per cent.

    Source: momsloven § 33 (the figure `vat_rate` of contracts/statute); design.md §3.

    :raises FigureMissing: when the law has no rate for the day
    """
    return figure_on(law, key=VAT_RATE, country=COUNTRY, day=day).exact // HUNDREDTHS
