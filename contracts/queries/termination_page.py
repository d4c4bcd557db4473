"""The two pages of a notice: the days one can choose, and what one of them leads to, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from contracts import terms
from contracts.models import Agreement
from contracts.queries.termination import ExitDay
from contracts.queries.terms_page import Spoken, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One line of what leaving costs, with its arithmetic."""

    spoken: Spoken
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What a notice with this last day leads to, ready for its page."""

    last_day: date
    inside_binding: bool
    cost: Money
    reasons: tuple[Spoken, ...]
    lines: tuple[CostLine, ...]


def choices_of(days: Sequence[ExitDay], *, currency: str, locale: str) -> list[tuple[str, str]]:
    """Return the days as a form offers them: each with what it costs."""
    return [(day.last_day.isoformat(), _choice(day, currency=currency, locale=locale)) for day in days]


def consequence_of(day: ExitDay, *, agreement: Agreement, locale: str) -> Consequence:
    """Return what the chosen day leads to."""
    currency = terms.by_code(agreement.terms_code).currency
    reasons = day.quote.why if day.inside_binding else None
    return Consequence(
        last_day=day.last_day,
        inside_binding=day.inside_binding,
        cost=Money(day.gross, currency),
        reasons=tuple(
            spoken(each, currency=currency, locale=locale)
            for each in ([reasons] if reasons else [*day.why, day.quote.why])
        ),
        lines=tuple(
            CostLine(
                spoken=spoken(line.why, currency=currency, locale=locale),
                amount=Money(line.amount.gross, currency),
            )
            for line in (day.charge.lines if day.charge else ())
        ),
    )


def _choice(day: ExitDay, *, currency: str, locale: str) -> str:
    last_day = date_text(day.last_day, locale=locale)
    if not day.gross:
        return last_day
    cost = money_text(Money(day.gross, currency), locale=locale)
    return _("%(day)s, inside your binding: costs %(amount)s") % {"day": last_day, "amount": cost}
