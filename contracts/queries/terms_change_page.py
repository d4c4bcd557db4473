"""What a change of prices or terms would touch, before anybody is told: whom, by when, from when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.foundation.formats import money_text, unit_price_text
from config.foundation.money import Money, round_half_away
from contracts import terms
from contracts.enums import ChangeKind, PriceComponent
from contracts.models import PriceTerm, Product
from contracts.queries.agreed import MICRO_PER_MINOR, agreed_of
from contracts.queries.statute import statute_rows
from contracts.queries.terms_change import Concerned, concerned, earliest_effect
from contracts.queries.terms_page import Spoken, spoken, written
from contracts.rules.change_notice import change_start
from contracts.rules.price_index import PriceIndex, price_index, rise_between
from contracts.rules.sentence import Percentage

REASONS = {
    "external_costs": _("to cover outside costs"),
    "inflation": _("for inflation"),
    "law_or_practice": _("because of new law, regulation or practice"),
    "product_change": _("because the product changes"),
    "incentive": _("to create incentives"),
    "other": _("for another reason"),
}
"""Why something may change; where the terms have a closed list they allow no other (OR-17.1)."""
FIRST = 20
"""How many of those concerned are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernedRow:
    agreement: str
    customer: str
    tell_by: date
    may_leave: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One part of the price as it is and as it would be, and how prices in general rose since it was set."""

    what: str
    now: str
    then: str
    rise: str
    inflation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePreview:
    """What would be sent for approval; `tell_by` is the last lawful day to tell them all, None without anybody."""

    count: int
    may_leave: int
    first: tuple[ConcernedRow, ...]
    tell_by: date | None
    first_effect: date
    is_late: bool
    why: tuple[Spoken, ...]
    prices: tuple[PriceRow, ...]
    index: Spoken | None


def preview_of(
    *,
    product: Product,
    kind: ChangeKind,
    takes_effect_on: date,
    prices: Sequence[dict[str, Any]],
    as_of: date,
    locale: str,
) -> ChangePreview:
    """Return what a change would touch if it were told today."""
    found = list(concerned(product, kind=kind, takes_effect_on=takes_effect_on))
    currency = terms.by_code(product.terms_code).currency
    tell_by = min((each.tell_by for each in found), default=None)
    index = index_of(product, day=as_of)
    return ChangePreview(
        count=len(found),
        may_leave=sum(each.leave is not None for each in found),
        first=tuple(_row(each) for each in found[:FIRST]),
        tell_by=tell_by,
        first_effect=earliest_effect(found, kind=kind, told_on=as_of),
        is_late=tell_by is not None and tell_by < as_of,
        why=_arithmetic(found, kind=kind, as_of=as_of, locale=locale),
        prices=tuple(_price_row(product, each, takes_effect_on, as_of, locale) for each in prices),
        index=spoken(index.why, currency=currency, locale=locale) if index else None,
    )


def index_of(product: Product, *, day: date) -> PriceIndex | None:
    """Return the price index as the product's terms count it, or None where they name none."""
    document = terms.by_code(product.terms_code)
    part = document.change_notice
    law = statute_rows(country=document.country)
    return price_index(part=part, law=law, country=document.country, day=day) if part else None


def running_prices(product: Product, *, component: str, area: str, day: date) -> QuerySet[PriceTerm]:
    """Return the parts of a product's price in force on a day, of one area or, where none is named, of all."""
    rows = PriceTerm.objects.filter(product=product, component=component, starts_on__lte=day)
    running = rows.exclude(ends_before__lte=day)
    return (running.filter(price_area=area) if area else running).order_by("price_area")


def new_prices(
    product: Product, *, component: str, area: str, amount_micro: int, day: date
) -> list[dict[str, Any]]:
    """Return a new figure for each part of the price it replaces, quoted as that is; none where none is."""
    return [
        {
            "component": component,
            "price_area": part.price_area,
            "amount_micro": amount_micro,
            "with_vat": part.with_vat,
            "clause": part.clause,
        }
        for part in running_prices(product, component=component, area=area, day=day)
    ]


def _row(each: Concerned) -> ConcernedRow:
    return ConcernedRow(
        agreement=each.agreement.number,
        customer=str(each.agreement.customer),
        tell_by=each.tell_by,
        may_leave=each.leave is not None,
    )


def _arithmetic(found: Sequence[Concerned], *, kind: ChangeKind, as_of: date, locale: str) -> tuple[Spoken, ...]:
    """Return how the first lawful day is reckoned for the one who is told last."""
    if not found:
        return ()
    law = statute_rows(country=str(found[0].agreement.supplier.country))
    starts = [change_start(agreed=agreed_of(each.agreement), kind=kind, told_on=as_of, law=law) for each in found]
    latest = max(starts, key=lambda start: start.takes_effect_on)
    currency = terms.by_code(found[0].agreement.terms_code).currency
    return tuple(spoken(step, currency=currency, locale=locale) for step in latest.why)


def _price_row(
    product: Product, part: dict[str, Any], takes_effect_on: date, as_of: date, locale: str
) -> PriceRow:
    document = terms.by_code(product.terms_code)
    running = running_prices(product, component=part["component"], area="", day=takes_effect_on)
    before = running.get(price_area=part["price_area"])
    risen = Percentage(round_half_away((part["amount_micro"] - before.amount_micro) * 10_000, before.amount_micro))
    general = ""
    if index_of(product, day=as_of):
        law = statute_rows(country=document.country)
        since = rise_between(law=law, country=document.country, since=before.starts_on, until=as_of)
        general = written(since, currency=document.currency, locale=locale)
    label = PriceComponent(part["component"]).label
    return PriceRow(
        what=f"{label} {part['price_area']}".strip(),
        now=_amount(before.amount_micro, part["component"], document.currency, locale),
        then=_amount(part["amount_micro"], part["component"], document.currency, locale),
        rise=written(risen, currency=document.currency, locale=locale),
        inflation=general,
    )


def _amount(micro: int, component: str, currency: str, locale: str) -> str:
    if component != PriceComponent.SUBSCRIPTION:
        return unit_price_text(micro, currency, locale=locale)
    return money_text(Money(round_half_away(micro, MICRO_PER_MINOR), currency), locale=locale)
