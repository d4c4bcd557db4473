"""The consumer price index behind a change for inflation, counted from the day the terms name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.foundation.money import round_half_away
from contracts.rules.sentence import Percentage, Sentence, quote
from contracts.rules.statute import StatuteRow, figure_on
from contracts.terms.marker import N_
from contracts.terms.parts.agreement import ChangeNotice

KEY = "consumer_price_index"
POINTS = 10_000
"""100.00 in hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceIndex:
    """The index of a day with the day the terms count from as 100, both in hundredths, and the arithmetic."""

    base: int
    now: int
    why: Sentence


def price_index(*, part: ChangeNotice, law: Sequence[StatuteRow], country: str, day: date) -> PriceIndex | None:
    """
    Return the price index of a day as the terms count it, or None where they name none.

    Source: OR-17.1 (inflation counted from 1 January 2017 = 100).

    :raises FigureMissing: when the index of one of the days is not known
    """
    stated = part.inflation_index_from
    if stated is None:
        return None
    first, _equals, base = stated.value.partition("=")
    began = date.fromisoformat(first)
    then = figure_on(law, key=KEY, country=country, day=began)
    now = figure_on(law, key=KEY, country=country, day=day)
    counted = int(base) * 100
    risen = round_half_away(now.exact * counted, then.exact)
    text = N_(
        "The consumer price index was %(then)s on %(began)s and is %(now)s since %(since)s: a rise of %(rise)s."
    )
    return PriceIndex(
        base=counted,
        now=risen,
        why=quote(
            text,
            part=stated,
            then=then.value,
            began=began,
            now=now.value,
            since=now.valid_from,
            rise=Percentage(round_half_away((now.exact - then.exact) * POINTS, then.exact)),
        ),
    )


def rise_between(*, law: Sequence[StatuteRow], country: str, since: date, until: date) -> Percentage:
    """
    Return how much prices in general rose between two days: what a change for inflation is held against.

    Source: OR-17.1 (for inflation).

    :raises FigureMissing: when the index of one of the days is not known
    """
    then = figure_on(law, key=KEY, country=country, day=since).exact
    now = figure_on(law, key=KEY, country=country, day=until).exact
    return Percentage(round_half_away((now - then) * POINTS, then))
