"""A customer's agreements as their page shows them: product, price with clauses, binding, how to leave, places."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Customer
from config.foundation.formats import date_text, money_text, unit_price_text
from config.foundation.money import round_half_away
from config.foundation.period import Period
from contracts import terms
from contracts.enums import AgreementState, Fuel, PriceComponent, ProductKind
from contracts.models import Agreement, PriceTerm, Product, Supply
from contracts.queries.metering_point import Place, period_of, place_of
from contracts.queries.terms_page import Spoken, Why, overrides_of, sections_of, spoken, why
from contracts.rules.plain_words import plain_words

RIGHTS = ("binding", "leaving", "withdrawal", "changes")
"""Sections of the plain words that the agreement page repeats: what one is bound to and how one gets out."""

STATE_KINDS = {
    AgreementState.ACTIVE: "good",
    AgreementState.ORDERED: "info",
    AgreementState.PENDING_CREDIT: "info",
    AgreementState.TERMINATING: "warn",
}
FIRST_RUNNING = [
    AgreementState.ACTIVE,
    AgreementState.TERMINATING,
    AgreementState.ORDERED,
    AgreementState.PENDING_CREDIT,
    AgreementState.ENDED,
    AgreementState.WITHDRAWN,
    AgreementState.CANCELLED,
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One part of the price as it is quoted."""

    label: str
    value: str
    note: str
    clause: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """A metering point of the agreement and since when, or until when, it is supplied; or that no day counts."""

    place: Place
    starts_on: date
    last_day: date | None
    has_days: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """One agreement, ready for its page."""

    number: str
    product: str
    sells: bool
    with_tariffs: bool
    state: str
    state_kind: str
    concluded_on: date
    starts_on: date
    last_day: date | None
    binding_ends_on: date | None
    bound: bool
    supplies: tuple[Supplied, ...]
    price_rows: tuple[PriceRow, ...]
    rights: tuple[Spoken, ...]
    terms_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A label with its value (component/kv.html)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCard:
    """An agreement in a few lines: product, price, binding, and how it is ended."""

    state: str
    state_kind: str
    rows: tuple[Pair, ...]
    ending: str
    clause: Why | None


def agreements_of(customer: Customer) -> list[Agreement]:
    """Return the customer's agreements with product and supplies, running ones first; two queries."""
    theirs = Agreement.objects.filter(customer=customer, supplier_id=customer.supplier_id)
    rows = with_supplies(theirs).order_by("-starts_on", "-pk")
    return sorted(rows, key=lambda row: FIRST_RUNNING.index(AgreementState(row.state)))


def with_supplies(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Join customer, product and supplies to agreements."""
    supplies = Supply.objects.select_related("metering_point__grid_company").order_by("-starts_on")
    return rows.select_related("customer", "product", "supplier").prefetch_related(Prefetch("supplies", supplies))


def agreement_view(*, agreement: Agreement, as_of: date, locale: str) -> AgreementView:
    """Return the page of one agreement; two queries for its prices and the law's figures."""
    document = terms.by_code(agreement.terms_code)
    sections = sections_of(agreement=agreement, as_of=as_of)
    sentences = [each for section in sections if section.key in RIGHTS for each in section.sentences]
    return AgreementView(
        number=agreement.number,
        product=agreement.product.name,
        sells=agreement.product.kind == ProductKind.SURPLUS,
        with_tariffs=agreement.product.fuel == Fuel.ELECTRICITY,
        state=str(AgreementState(agreement.state).label),
        state_kind=STATE_KINDS.get(AgreementState(agreement.state), ""),
        concluded_on=agreement.concluded_on,
        starts_on=agreement.starts_on,
        last_day=Period(agreement.starts_on, agreement.ends_before).last_day,
        binding_ends_on=agreement.binding_ends_on,
        bound=agreement.binding_ends_on is not None and agreement.binding_ends_on > as_of,
        supplies=tuple(_supplied(supply) for supply in agreement.supplies.all()),
        price_rows=price_rows(
            product=agreement.product,
            parts=price_terms_of(agreement),
            areas={supply.metering_point.price_area for supply in agreement.supplies.all()},
            day=max(as_of, agreement.starts_on),
            currency=document.currency,
            locale=locale,
        ),
        rights=tuple(spoken(each, currency=document.currency, locale=locale) for each in sentences),
        terms_name=f"{_(document.title)}, {_(document.version)}" if document.version else _(document.title),
    )


def agreement_card(
    *, supply: Supply, parts: Sequence[PriceTerm], as_of: date, currency: str, locale: str
) -> AgreementCard:
    """Return the agreement behind a supply in a few lines, from what has been read: no query."""
    agreement = supply.agreement
    areas = [supply.metering_point.price_area]
    day = max(as_of, agreement.starts_on)
    prices = price_rows(
        product=agreement.product, parts=parts, areas=areas, day=day, currency=currency, locale=locale
    )
    ends = agreement.binding_ends_on
    bound = ends is not None and ends > as_of
    state = AgreementState(agreement.state)
    leaving = _way_out(agreement, bound=bound, locale=locale)
    return AgreementCard(
        state=str(state.label),
        state_kind=STATE_KINDS.get(state, ""),
        rows=(
            Pair(label=_("Product"), value=agreement.product.name),
            *(Pair(label=row.label, value=row.value) for row in prices),
            Pair(
                label=_("Binding"),
                value=_("until %(day)s") % {"day": date_text(ends, locale=locale)}
                if ends and bound
                else _("none"),
            ),
        ),
        ending=leaving.text if leaving else "",
        clause=leaving.clause if leaving else None,
    )


def _way_out(agreement: Agreement, *, bound: bool, locale: str) -> Spoken | None:
    """Return how the agreement is ended, in the first sentence its terms say of it; while bound, for how long."""
    document = terms.by_code(agreement.terms_code)
    sections = plain_words(terms=document, overrides=overrides_of(agreement))
    told = {section.key: section.sentences[0] for section in sections}
    first = (told.get("binding") if bound else None) or told.get("leaving")
    return spoken(first, currency=document.currency, locale=locale) if first else None


def price_terms_of(agreement: Agreement) -> list[PriceTerm]:
    """Return the product's price parts, past and coming ones too."""
    return list(PriceTerm.objects.filter(product_id=agreement.product_id))


def price_rows(
    *, product: Product, parts: Sequence[PriceTerm], areas: Collection[str], day: date, currency: str, locale: str
) -> tuple[PriceRow, ...]:
    """Return the parts of a product's price in force on a day, as quoted, and those already known to follow."""
    rows = [_market_price(product)] if product.kind in (ProductKind.SPOT, ProductKind.SURPLUS) else []
    for part in sorted(parts, key=lambda part: (part.component, part.starts_on)):
        over = part.ends_before is not None and part.ends_before <= day
        if part.product_id == product.pk and part.price_area in ("", *areas) and not over:
            rows.append(_price_row(part, day=day, currency=currency, locale=locale))
    return tuple(rows)


def _market_price(product: Product) -> PriceRow:
    sold = product.kind == ProductKind.SURPLUS
    note = (
        _("what the hour or quarter you deliver in is worth")
        if sold
        else _("of the hour or quarter you use it in")
    )
    return PriceRow(label=_("Electricity"), value=_("the market price"), note=note, clause=None)


def _price_row(part: PriceTerm, *, day: date, currency: str, locale: str) -> PriceRow:
    labels = {
        PriceComponent.ENERGY: _("Electricity"),
        PriceComponent.MARKUP: _("Our markup"),
        PriceComponent.SUBSCRIPTION: _("Subscription"),
    }
    notes = [_("with VAT") if part.with_vat else _("without VAT")]
    if part.starts_on > day:
        notes.append(_("from %(day)s") % {"day": date_text(part.starts_on, locale=locale)})
    if part.ends_before:
        last = part.ends_before - timedelta(days=1)
        notes.append(_("until %(day)s") % {"day": date_text(last, locale=locale)})
    return PriceRow(
        label=labels[PriceComponent(part.component)],
        value=_quoted(part, currency=currency, locale=locale),
        note=", ".join(notes),
        clause=why(part.clause),
    )


def _quoted(part: PriceTerm, *, currency: str, locale: str) -> str:
    if part.component == PriceComponent.SUBSCRIPTION:
        amount = money_text(round_half_away(part.amount_micro, 10_000), currency, locale=locale)
        return _("%(amount)s a month") % {"amount": amount}
    return unit_price_text(part.amount_micro, currency, locale=locale)


def _supplied(supply: Supply) -> Supplied:
    return Supplied(
        place=place_of(supply.metering_point),
        starts_on=supply.starts_on,
        last_day=period_of(supply).last_day,
        has_days=not period_of(supply).is_empty,
    )
