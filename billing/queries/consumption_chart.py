"""Draws a page's consumption: bars of kWh with last year behind, and by day the price as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from billing.queries.consumption import Consumption, Row, View
from config.foundation.chart import Bar, Chart, bar_chart
from config.foundation.formats import date_text, kwh_text, money_text

NAME = "use"


@dataclass(frozen=True, slots=True)
class LegendKey:
    css: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing with the words for its colours."""

    drawing: SafeString
    legend: tuple[LegendKey, ...]


def chart_of(shown: Consumption, *, title: str, locale: str) -> Drawn:
    """Return the chart of a period; its table holds the same figures."""
    bars = [_bar(row, locale) for row in shown.rows]
    prices = [row.price_micro for row in shown.rows] if shown.view is View.DAY else []
    has_prices = any(price is not None for price in prices)
    chart = Chart(
        name=NAME,
        title=title,
        description=_("The same figures stand in the table below."),
        bars=bars,
        unit="kWh",
        decimals=3,
        locale=locale,
        line=[None if price is None else price // 10_000 for price in prices] if has_prices else (),
        line_unit=_("kr./kWh"),
    )
    return Drawn(bar_chart(chart), _legend(shown, bars, has_prices=has_prices, locale=locale))


def _bar(row: Row, locale: str) -> Bar:
    if row.use is None:
        return Bar(label=row.short, value=None, missing=row.late, previous=row.previous_wh)
    missing = row.use.quality == "missing"
    words = f"{row.label}: {kwh_text(row.use.wh, locale=locale, decimals=2)}"
    if row.cost is not None:
        words = f"{words} · {money_text(row.cost, locale=locale)}"
    return Bar(
        label=row.short,
        value=None if missing else row.use.wh,
        estimated=bool(row.use.estimated),
        missing=missing,
        previous=row.previous_wh,
        text=words,
    )


def _legend(shown: Consumption, bars: Sequence[Bar], *, has_prices: bool, locale: str) -> tuple[LegendKey, ...]:
    keys = [LegendKey("b", _("Measured"))]
    if any(bar.estimated for bar in bars):
        keys.append(LegendKey("b est", _("Estimate")))
    if any(bar.missing for bar in bars):
        keys.append(LegendKey("gone", _("Missing")))
    if any(bar.previous is not None for bar in bars):
        keys.append(LegendKey("p", _earlier(shown, locale)))
    if has_prices:
        keys.append(LegendKey("b sold", _("Price with everything")))
    return tuple(keys)


def _earlier(shown: Consumption, locale: str) -> str:
    first = shown.period.starts_on
    if shown.view is View.YEAR:
        return str(first.year - 1)
    return date_text(first.replace(year=first.year - 1), locale=locale, style="month").capitalize()
