"""The pages of a change of product: what there is to choose, and what a choice leads to, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text, money_text
from config.foundation.money import Money
from contracts import terms
from contracts.models import Agreement, PriceTerm, Product, ProductChange
from contracts.queries.agreed import agreed_of
from contracts.queries.agreement import PriceRow, price_rows
from contracts.queries.product_change import ChangeOption
from contracts.queries.termination_page import CostLine
from contracts.queries.terms_page import Spoken, figures_of_the_law, spoken
from contracts.rules.plain_words import plain_words
from contracts.rules.product_change import offer_from
from contracts.rules.sentence import say
from contracts.terms.marker import N_
from contracts.terms.overrides import Overrides

TOLD = ("binding", "leaving")
"""Sections of the plain words whose first sentence tells what a product asks of its buyer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldProduct:
    """A product one may change to, with its price as quoted and its terms in a few words."""

    name: str
    price_rows: tuple[PriceRow, ...]
    sentences: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeConsequence:
    """What a change to this product leads to, ready for its page; a last bound day of None is no binding."""

    sold: SoldProduct
    starts_on: date
    bound_until: date | None
    former_bound_until: date | None
    binds_anew: bool
    cost: Money
    lines: tuple[CostLine, ...]
    reasons: tuple[Spoken, ...]
    withdraw_by: date | None


def choices_of(options: Sequence[ChangeOption], *, currency: str, locale: str) -> list[tuple[str, str]]:
    """Return the options as a form offers them: product, first day, until when it binds, what leaving costs."""
    return [(option.value, _choice(option, currency=currency, locale=locale)) for option in options]


def sold_products(
    options: Sequence[ChangeOption], *, agreement: Agreement, locale: str
) -> tuple[SoldProduct, ...]:
    """Return each product that is offered once, in the order of the options."""
    first = {option.product: option for option in reversed(options)}
    products = list(dict.fromkeys(option.product for option in options))
    parts = list(PriceTerm.objects.filter(product__in=products))
    return tuple(
        _sold(product, parts, agreement=agreement, day=first[product].starts_on, locale=locale)
        for product in products
    )


def consequence_of(option: ChangeOption, *, agreement: Agreement, locale: str) -> ChangeConsequence:
    """Return what the chosen option leads to."""
    currency = terms.by_code(agreement.terms_code).currency
    [sold] = sold_products([option], agreement=agreement, locale=locale)
    charge = option.exit.charge if option.exit else None
    why = (*option.answer.why, *((option.exit.quote.why,) if option.exit else ()))
    answer = option.answer
    return ChangeConsequence(
        sold=sold,
        starts_on=option.starts_on,
        bound_until=_bound_until(answer.free_from, option.starts_on),
        former_bound_until=_bound_until(answer.former_free_from, option.starts_on),
        binds_anew=option.binds_anew,
        cost=Money(option.gross, currency),
        lines=tuple(
            CostLine(
                spoken=spoken(line.why, currency=currency, locale=locale),
                amount=Money(line.amount.gross, currency),
            )
            for line in (charge.lines if charge else ())
        ),
        reasons=tuple(spoken(each, currency=currency, locale=locale) for each in why),
        withdraw_by=option.withdraw_by,
    )


def binding_label(option: ChangeOption, *, locale: str) -> str:
    """Return what the customer says yes to by itself; empty where the change does not bind anew."""
    free_from = option.answer.free_from
    if not option.binds_anew or free_from is None:
        return ""
    last = date_text(free_from - ONE_DAY, locale=locale)
    return _("I agree to be bound by %(product)s until and including %(day)s.") % {
        "product": option.product.name,
        "day": last,
    }


def offer_sentence(agreement: Agreement, *, locale: str) -> Spoken | None:
    """Return from when an offer of another product may be asked for, where the terms say it (GE-VF-5.1)."""
    document = terms.by_code(agreement.terms_code)
    day = offer_from(agreed=agreed_of(agreement))
    part = document.product_change
    if day is None or part is None or part.offer_after is None:
        return None
    text = N_("From %(day)s you may ask us for an offer of another product. We never change it before you ask.")
    said = say(text, clause=part.offer_after.clause, day=day)
    return spoken(said, currency=document.currency, locale=locale)


def change_words(change: ProductChange, *, locale: str) -> str:
    """Return a change in one line: from what, to what, when, and its state."""
    return _("%(from)s → %(to)s on %(day)s, %(state)s") % {
        "from": change.from_product.name,
        "to": change.to_product.name,
        "day": date_text(change.starts_on, locale=locale, style="short"),
        "state": change.get_state_display(),
    }


def _choice(option: ChangeOption, *, currency: str, locale: str) -> str:
    said = _("%(product)s from %(day)s") % {
        "product": option.product.name,
        "day": date_text(option.starts_on, locale=locale),
    }
    until = _bound_until(option.answer.free_from, option.starts_on)
    binding = _("binds you until %(day)s") % {"day": date_text(until, locale=locale)} if until else _("no binding")
    if not option.gross:
        return f"{said}, {binding}"
    cost = money_text(Money(option.gross, currency), locale=locale)
    return f"{said}, {binding}, {_('inside your binding: costs %(amount)s') % {'amount': cost}}"


def _sold(
    product: Product, parts: Sequence[PriceTerm], *, agreement: Agreement, day: date, locale: str
) -> SoldProduct:
    document = terms.by_code(product.terms_code)
    sections = plain_words(terms=document, overrides=Overrides(), figures=figures_of_the_law(document, as_of=day))
    areas = {supply.metering_point.price_area for supply in agreement.supplies.select_related("metering_point")}
    return SoldProduct(
        name=product.name,
        price_rows=price_rows(
            product=product, parts=parts, areas=areas, day=day, currency=document.currency, locale=locale
        ),
        sentences=tuple(
            spoken(section.sentences[0], currency=document.currency, locale=locale)
            for section in sections
            if section.key in TOLD
        ),
    )


def _bound_until(free_from: date | None, day: date) -> date | None:
    """Return the last bound day, if it is not past when the new product begins."""
    return free_from - ONE_DAY if free_from and free_from > day else None
