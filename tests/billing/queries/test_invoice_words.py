"""The short sum beside a line says when the price it shows has VAT in it and the amount has not."""

from datetime import date

from django.utils import translation

from billing.enums import LineKind
from billing.models import InvoiceLine
from billing.queries.invoice_words import note


def markup(*, net: int, vat: int) -> InvoiceLine:
    """328 kWh at 7.5 øre: 24.60 kr."""
    return InvoiceLine(
        kind=LineKind.MARKUP,
        starts_on=date(2026, 10, 1),
        ends_before=date(2026, 11, 1),
        wh=328_000,
        exact=328_000 * 75_000 * 4,
        exact_unit=40_000_000,
        net=net,
        vat=vat,
        vat_percent=25,
        source={"prices": [{"from": "2026-01-01", "micro": [75_000]}]},
    )


def words(line: InvoiceLine) -> str:
    with translation.override("da"):
        return note(line, currency="DKK", locale="da").replace("\xa0", " ")


def test_price_quoted_with_vat_says_so():
    # 24.60 kr. with VAT is 19.68 kr. before it.
    assert words(markup(net=1_968, vat=492)) == "328 kWh × 0,0750 kr./kWh med moms"


def test_price_quoted_without_vat_stands_alone():
    assert words(markup(net=2_460, vat=615)) == "328 kWh × 0,0750 kr./kWh"
