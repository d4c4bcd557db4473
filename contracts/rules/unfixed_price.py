"""The price of a month that a customer leaves before its price is set: the one known when it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contracts.rules.sentence import Sentence, quote
from contracts.terms.marker import N_
from contracts.terms.parts.moving import MoveNotice

NOT_SET = N_("The price of this month is not set yet, so the last one known is used, that of %(month)s.")


class NoPriceKnown(LookupError):
    """No price is known on the day of the settlement: a gap in our data, never the customer's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPrice:
    """The price of the month that begins on a day, in micro-kr per kWh, and the day it was known."""

    month: date
    micro: int
    known_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledPrice:
    """The price a month is settled at; `why` says so where it is not the month's own."""

    price: MonthPrice
    why: Sentence | None


def settled_price(
    *, part: MoveNotice, month: date, settled_on: date, prices: Sequence[MonthPrice]
) -> SettledPrice | None:
    """
    Return what the month of a move is settled at on a day, or None where the terms make it wait for its price.

    The month's own price counts when it is known. Otherwise the latest month's that is known by then stands for
    it, and stays: a price set afterwards changes nothing.

    Source: OR-12.9.

    :raises NoPriceKnown: when no price at all is known that day
    """
    known = [each for each in prices if each.known_on <= settled_on and each.month <= month]
    own = next((each for each in known if each.month == month), None)
    if own is not None:
        return SettledPrice(price=own, why=None)
    if part.prices_not_yet_fixed is None:
        return None
    if not known:
        raise NoPriceKnown(f"No price up to {month.isoformat()} is known on {settled_on.isoformat()}.")
    latest = max(known, key=lambda each: each.month)
    return SettledPrice(price=latest, why=quote(NOT_SET, part=part.prices_not_yet_fixed, month=latest.month))
