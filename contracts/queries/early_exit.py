"""What leaving inside the binding costs an agreement whose supplies end: the rules' quote, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.foundation.calendar import add_months
from config.foundation.formats import money_text
from config.foundation.money import Money
from config.foundation.period import Period
from contracts import terms
from contracts.models import Agreement, Supply
from contracts.queries.agreed import agreed_of
from contracts.queries.consumption import totals
from contracts.queries.statute import statute_rows
from contracts.queries.termination import vat_percent_on
from contracts.queries.terms_page import spoken
from contracts.rules.early_exit import ExitQuote, Leaving, exit_quote
from contracts.rules.early_exit_charge import ExitCharge, ExitLoss, ExitOption

OPTIONS = {
    ExitOption.FLAT: gettext_noop("the flat fee: %(amount)s with VAT"),
    ExitOption.CALCULATED: gettext_noop("calculated: %(amount)s with VAT"),
}


def switch_quote(*, agreement: Agreement, supplies: Sequence[Supply], ends_before: date, as_of: date) -> ExitQuote:
    """
    Return what it costs that another supplier takes these supplies over from a day on.

    The markup lost is estimated from the metered values of the months the terms estimate from, up to yesterday.
    Other loss is for a person to document, and a household is not quoted subscriptions before that (X-53).

    Source: EP-11.1e-f, GE-F-10.2a-b; X-26.
    """
    country = agreement.supplier.country
    law = statute_rows(country=country)
    return exit_quote(
        agreed=agreed_of(agreement),
        way=Leaving.SUPPLIER_SWITCH,
        supply_ends_before=ends_before,
        loss=_loss(agreement, supplies, as_of),
        law=law,
        vat_percent=vat_percent_on(law, country=country, day=as_of),
    )


def quote_words(quote: ExitQuote, *, currency: str, locale: str) -> str:
    """Return a quote as a member of staff reads it: why, and each way to reckon it, line by line."""
    told = [spoken(quote.why, currency=currency, locale=locale).text]
    for charge in quote.charges:
        amount = money_text(Money(charge.total.gross, currency), locale=locale)
        told.append(_(OPTIONS[charge.option]) % {"amount": amount})
        told += [f"· {line}" for line in _lines(charge, currency=currency, locale=locale)]
    return "\n".join(told)


def _lines(charge: ExitCharge, *, currency: str, locale: str) -> list[str]:
    return [spoken(line.why, currency=currency, locale=locale).text for line in charge.lines]


def _loss(agreement: Agreement, supplies: Sequence[Supply], as_of: date) -> ExitLoss:
    part = terms.by_code(agreement.terms_code).early_exit
    months = part.lost_markup.estimate_months.value if part and part.lost_markup else 0
    used = totals(supplies=supplies, period=Period(add_months(as_of, -months), as_of)) if months else []
    return ExitLoss(recent_wh=sum(each.wh for each in used))
