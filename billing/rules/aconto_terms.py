"""What the terms say of on-account payments, with the defaults that depend on how the customer pays."""

from __future__ import annotations

from billing.enums import CollectionMode, MethodKind
from config.foundation.money import Taxed
from contracts.rules.quoted_amount import taxed
from contracts.terms import Terms
from contracts.terms.parts.figure import Months
from contracts.terms.parts.price import AdvanceCollection

WHERE_TERMS_ARE_SILENT = 15
"""Per cent from which a plan is changed when the terms name no threshold."""


def default_cycle(*, terms: Terms, channel: MethodKind) -> int:
    """
    Return the months of a cycle when nothing else is agreed.

    Source: OR-6.2a, EP-6.2, EP-6.13, GE-VF-4.14, GE-VF-4.18.
    """
    if channel is MethodKind.CARD and terms.card_collection is not None:
        return terms.card_collection.default_cycle.count
    methods = terms.payment_methods
    if methods is not None and methods.default_cycle is not None:
        return methods.default_cycle.count
    cycle = terms.aconto.cycle.default if terms.aconto else None
    return cycle.count if isinstance(cycle, Months) else cycle.value if cycle else 1


def cycle_range(*, terms: Terms) -> tuple[int | None, int | None]:
    """Return the shortest and longest cycle of the terms. Source: OR-5.1a, EP-6.13, GE-VF-4.14."""
    cycle = terms.aconto.cycle if terms.aconto else None
    if cycle is None:
        return None, None
    shortest, longest = cycle.minimum, cycle.maximum
    return shortest.count if shortest else None, longest.count if longest else None


def default_mode(*, terms: Terms, channel: MethodKind, cycle_months: int) -> CollectionMode:
    """
    Return when collections are made when nothing else is agreed; always a named mode (X-57).

    Source: OR-6.2a, GE-VF-4.14, EP-6.14 for cards; EP-6.2 for other methods.
    """
    if channel is MethodKind.CARD and terms.card_collection is not None:
        return CollectionMode[terms.card_collection.default_mode.value.name]
    return CollectionMode.QUARTERLY if cycle_months > 1 else CollectionMode.START_OF_MONTH


def mode_is_offered(*, terms: Terms, channel: MethodKind, mode: CollectionMode) -> bool:
    """Return whether the terms know the mode. Source: OR-6.2a, GE-VF-4.14, GE-VF-4.19, EP-6.13, EP-6.14."""
    if channel is not MethodKind.CARD or terms.card_collection is None:
        return mode in (CollectionMode.QUARTERLY, CollectionMode.START_OF_MONTH)
    return mode.name in {each.name for each in terms.card_collection.modes.value}


def collection_clause(*, terms: Terms, mode: CollectionMode) -> str:
    """Return the clause that sets the day of a collection. Source: the terms' own clause ids."""
    card = terms.card_collection
    if card is not None and mode.name == card.default_mode.value.name:
        return card.default_mode.clause
    if card is not None and mode is CollectionMode.BEFORE_NEGATIVE and card.draw_before_balance_below_minor:
        return card.draw_before_balance_below_minor.clause
    if terms.aconto is None:
        return ""
    default = terms.aconto.cycle.default
    return default.clause if isinstance(default, Months) else terms.aconto.in_advance.clause


def monthly_fee(*, terms: Terms, cycle_months: int, vat_percent: int = 25) -> tuple[Taxed, str]:
    """
    Return the fee of a monthly collection and its clause; nothing for longer cycles or other terms.

    It is a fee for paying every month, whatever the method, once per collection.

    Source: GE-VF-4.15 with X-56.
    """
    fee = terms.fees.monthly_collection if terms.fees else None
    if fee is None or cycle_months != 1:
        return Taxed(0, 0), ""
    return taxed(minor=fee.minor, vat=fee.vat, vat_percent=vat_percent), fee.clause


def advance_rule(*, terms: Terms) -> AdvanceCollection | None:
    """Return when a collection may be brought forward. Source: EP-6.12, GE-VF-4.18."""
    return terms.aconto.advance if terms.aconto else None


def change_threshold(*, terms: Terms) -> int:
    """Return from how many per cent a change counts. Source: EP-6.7, GE-VF-4.12; OR-5.1b is silent."""
    threshold = terms.aconto.change_threshold_percent if terms.aconto else None
    return threshold.value if threshold else WHERE_TERMS_ARE_SILENT
