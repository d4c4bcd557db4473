"""Say an invoice line in the reader's words: its name, its arithmetic, who gets the money, whose price it was."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from billing.enums import LineKind
from billing.models import InvoiceLine
from billing.queries.invoice_explanation import LineArithmetic
from billing.rules.cost_explanation import Piece
from billing.rules.price_line import average_price
from config.foundation.formats import (
    date_text,
    kwh_text,
    money_text,
    number_text,
    period_text,
    unit_price_text,
)
from config.foundation.money import Money, round_half_away
from config.foundation.period import Period
from contracts.rules.price_vector import QUARTERS

FEWEST_STEPS, MOST_STEPS = 2, 4
"""A tariff of so many prices is shown price by price; more than that is told by its average."""

MICRO_PER_MINOR = 10_000


def label(line: InvoiceLine) -> str:
    """Return the line's name."""
    return str(capfirst(LineKind(line.kind).label))


def note(line: InvoiceLine, *, currency: str, locale: str) -> str:
    """Return the short sum beside the name: how much energy, its price or average, and whether VAT is in it."""
    if not line.wh:
        return period_text(Period(line.starts_on, line.ends_before), locale=locale)
    kwh = kwh_text(line.wh, locale=locale)
    if (price := single_price(line)) is not None:
        text = f"{kwh} × {unit_price_text(price, currency, locale=locale)}"
    else:
        average = unit_price_text(_average(line), currency, locale=locale)
        text = _("%(kwh)s, %(price)s on average") % {"kwh": kwh, "price": average}
    return text if _quoted_with_vat(line) is None else _("%(sum)s with VAT") % {"sum": text}


def arithmetic(line: InvoiceLine, why: LineArithmetic, *, currency: str, locale: str) -> str:
    """Return the sum that gives the line's amount."""
    result = _result(line, currency, locale)
    if not line.wh:
        return _fixed(line, result, currency, locale)
    kwh = kwh_text(line.wh, locale=locale, decimals=3)
    if (price := single_price(line)) is not None:
        return f"{kwh} × {unit_price_text(price, currency, locale=locale)} = {result}"
    if why.market is not None:
        return _at_the_market(line, why, kwh, result, currency, locale)
    if FEWEST_STEPS <= len(why.pieces) <= MOST_STEPS:
        return f"{' + '.join(_piece(piece, currency, locale) for piece in why.pieces)} = {result}"
    average = unit_price_text(_average(line), currency, locale=locale)
    return _("%(kwh)s, each at the price of its time, %(average)s on average = %(result)s") % {
        "kwh": kwh,
        "average": average,
        "result": result,
    }


def receiver(line: InvoiceLine, *, supplier: str, grid_company: str) -> str:
    """Return who gets the money of the line before VAT."""
    if line.kind == LineKind.SURPLUS:
        return _("you")
    if line.kind in (LineKind.GRID_TARIFF, LineKind.GRID_SUBSCRIPTION):
        return grid_company or _("the grid company")
    if line.kind in (LineKind.SYSTEM_TARIFF, LineKind.TRANSMISSION_TARIFF):
        return "Energinet"
    return _("the state") if line.kind in (LineKind.TAX, LineKind.TAX_REDUCED) else supplier


def source(line: InvoiceLine, *, locale: str) -> str:
    """Return whose price it is and since when."""
    said: dict[str, Any] = line.source
    if said.get("owner") == "market":
        return _("The market price of %(area)s.") % {"area": said.get("area", "")}
    prices = said.get("prices") or []
    if not prices:
        return ""
    since = date_text(date.fromisoformat(prices[-1]["from"]), locale=locale)
    if said.get("code"):
        words = {"name": said.get("name", ""), "code": said["code"], "day": since}
        return _("%(name)s (%(code)s), the price from %(day)s.") % words
    return _("Your agreed price from %(day)s.") % {"day": since}


def single_price(line: InvoiceLine) -> int | None:
    """Return the one price all energy of the line had, in micro-kr per kWh; None when there were several."""
    prices = {micro for step in line.source.get("prices") or [] for micro in step["micro"]}
    one = len(prices) == 1 and line.wh and line.exact is not None
    price = next(iter(prices)) if one else None
    return price if price is not None and price * QUARTERS * (line.wh or 0) == line.exact else None


def _average(line: InvoiceLine) -> int:
    found = average_price(exact=abs(line.exact or 0), wh=line.wh or 1) or 0
    return round_half_away(found, 100) * 100


def _quoted_with_vat(line: InvoiceLine) -> int | None:
    """Return the amount with VAT that the line was rounded to, when its price is quoted with VAT; else None."""
    if line.exact is None or not line.exact_unit or not line.vat_percent:
        return None
    quoted = round_half_away(line.exact, line.exact_unit)
    return None if quoted == line.net else quoted


def _result(line: InvoiceLine, currency: str, locale: str) -> str:
    """Return the amount before VAT, and where the price is quoted with VAT how the one follows from the other."""
    net = money_text(Money(line.net, currency), locale=locale)
    quoted = _quoted_with_vat(line)
    if quoted is None:
        return net
    gross = money_text(Money(quoted, currency), locale=locale)
    return _("%(gross)s with VAT, %(net)s before VAT") % {"gross": gross, "net": net}


def _fixed(line: InvoiceLine, result: str, currency: str, locale: str) -> str:
    days = number_text((line.ends_before - line.starts_on).days, decimals=0, locale=locale)
    prices: Sequence[dict[str, Any]] = line.source.get("prices") or []
    if len(prices) != 1:
        return _("%(days)s days = %(result)s") % {"days": days, "result": result}
    monthly = Money(round_half_away(prices[0]["micro"][0], MICRO_PER_MINOR), currency)
    words = {"price": money_text(monthly, locale=locale), "days": days, "result": result}
    return _("%(price)s a month, %(days)s days = %(result)s") % words


def _at_the_market(
    line: InvoiceLine, why: LineArithmetic, kwh: str, result: str, currency: str, locale: str
) -> str:
    market = why.market
    if market is None or market.own_average is None:
        return f"{kwh} = {result}"
    prices = {
        name: unit_price_text(round_half_away(value, 100) * 100, currency, locale=locale)
        for name, value in (
            ("cheapest", market.cheapest),
            ("dearest", market.dearest),
            ("own", market.own_average),
            ("area", market.area_average),
        )
    }
    words = prices | {
        "kwh": kwh,
        "result": result,
        "count": number_text(market.intervals, decimals=0, locale=locale),
    }
    return (
        _(
            "%(kwh)s over %(count)s market prices = %(result)s (the cheapest %(cheapest)s, the dearest"
            " %(dearest)s; your average %(own)s, the area's %(area)s)"
        )
        % words
    )


def _piece(piece: Piece, currency: str, locale: str) -> str:
    kwh = kwh_text(piece.wh, locale=locale, decimals=3)
    return f"{kwh} × {unit_price_text(piece.quarter_micro // QUARTERS, currency, locale=locale)}"
