"""The pages of an order in the reader's words: what is sold, and everything that is agreed to by ordering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.enums import CustomerKind
from config.foundation.calendar import ONE_DAY
from config.foundation.formats import date_text
from contracts import terms
from contracts.enums import AgreementState, Fuel, PriceArea
from contracts.models import Agreement, MeteringPoint, Order, PriceTerm, Product
from contracts.queries.agreement import RIGHTS, PriceRow, price_rows
from contracts.queries.metering_point import grouped, network_at, network_in
from contracts.queries.order import Offer, prices_of
from contracts.queries.terms_page import Spoken, figures_of_the_law, spoken
from contracts.rules.binding import binding_end
from contracts.rules.plain_words import plain_words
from contracts.terms.overrides import Overrides

SHORT = ("binding", "leaving", "fees")
"""Sections whose sentences stand beside a product that one may choose."""
WHOLE = ("agreement", *RIGHTS, "fees", "paying", "grid", "data")
"""Sections that stand on the last page, before anybody is bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldProduct:
    """A product with its price as quoted, its binding as a day, and its terms in a few words."""

    name: str
    is_business: bool
    price_rows: tuple[PriceRow, ...]
    bound_until: date | None
    sentences: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """Everything that is ordered, ready for the page where it is confirmed."""

    product: str
    price_rows: tuple[PriceRow, ...]
    with_tariffs: bool
    address: str
    metering_point: str
    grid_company: str
    starts_on: date
    bound_until: date | None
    withdraw_by: date | None
    waits_for_credit: bool
    terms_name: str
    withdrawal: tuple[Spoken, ...]
    sentences: tuple[Spoken, ...]


def sold_products(products: Sequence[Product], *, as_of: date, locale: str) -> tuple[SoldProduct, ...]:
    """Return what one may choose, each with its terms as they would be for an order of today."""
    parts = prices_of(list(products))
    return tuple(_sold(product, parts, as_of=as_of, locale=locale) for product in products)


def choices_of(products: Iterable[Product]) -> list[tuple[str, str]]:
    """Return the products as a form offers them."""
    return [(product.code, product.name) for product in products]


def order_page(order: Order, offer: Offer, *, as_of: date, locale: str) -> OrderPage:
    """Return everything a filled-in order comes to."""
    document = terms.by_code(order.product.terms_code)
    if order.starts_on is None:
        raise ValueError("An order that is filled in has its first day.")
    own = Overrides(concluded_on=as_of, starts_on=order.starts_on, binding_ends_on=offer.free_from)
    why = offer.right.why if offer.right else ()
    return OrderPage(
        product=order.product.name,
        price_rows=_prices(order.product, prices_of([order.product]), day=order.starts_on, locale=locale),
        with_tariffs=order.product.fuel == Fuel.ELECTRICITY,
        address=f"{order.street}, {order.postcode} {order.city}",
        metering_point=grouped(order.gsrn),
        grid_company=_grid_company(order),
        starts_on=order.starts_on,
        bound_until=offer.bound_until,
        withdraw_by=offer.right.last_day if offer.right else None,
        waits_for_credit=offer.waits_for_credit,
        terms_name=f"{_(document.title)}, {_(document.version)}" if document.version else _(document.title),
        withdrawal=tuple(spoken(each, currency=document.currency, locale=locale) for each in why),
        sentences=_sentences(order.product, own, WHOLE, as_of=as_of, locale=locale),
    )


def start_label(order: Order, offer: Offer, *, locale: str) -> str:
    """Return what is asked for by its own tick; empty where supply begins after the time to withdraw."""
    if not offer.starts_inside or offer.right is None or order.starts_on is None:
        return ""
    return _(
        "Begin on %(start)s, although I may withdraw until and including %(last)s. If I withdraw, I pay for what "
        "was delivered until then."
    ) % {
        "start": date_text(order.starts_on, locale=locale),
        "last": date_text(offer.right.last_day, locale=locale),
    }


def next_steps(agreement: Agreement) -> list[str]:
    """Return what happens after the order, in words."""
    waits = agreement.state == AgreementState.PENDING_CREDIT
    return [
        _("We check your credit first, and write to you when that is done.")
        if waits
        else _("Your order confirmation comes by e-mail, with your terms."),
        _("We tell the grid company. A supplier you have at the address today need not be told."),
        _("You open Min side with your customer number, and choose there how you pay."),
    ]


def _sold(product: Product, parts: Sequence[PriceTerm], *, as_of: date, locale: str) -> SoldProduct:
    document = terms.by_code(product.terms_code)
    free_from = binding_end(binding=document.binding, fuel=product.fuel, concluded_on=as_of, starts_on=as_of)
    own = Overrides(concluded_on=as_of, binding_ends_on=free_from)
    return SoldProduct(
        name=product.name,
        is_business=product.customer_kind == CustomerKind.BUSINESS,
        price_rows=_prices(product, parts, day=as_of, locale=locale),
        bound_until=free_from - ONE_DAY if free_from else None,
        sentences=_sentences(product, own, SHORT, as_of=as_of, locale=locale),
    )


def _prices(product: Product, parts: Sequence[PriceTerm], *, day: date, locale: str) -> tuple[PriceRow, ...]:
    currency = terms.by_code(product.terms_code).currency
    return price_rows(
        product=product, parts=parts, areas=list(PriceArea.values), day=day, currency=currency, locale=locale
    )


def _sentences(
    product: Product, own: Overrides, keys: Sequence[str], *, as_of: date, locale: str
) -> tuple[Spoken, ...]:
    document = terms.by_code(product.terms_code)
    figures = figures_of_the_law(document, as_of=as_of)
    sections = plain_words(terms=document, overrides=own, figures=figures)
    said = [each for section in sections if section.key in keys for each in section.sentences]
    return tuple(spoken(each, currency=document.currency, locale=locale) for each in said)


def _grid_company(order: Order) -> str:
    """Return the company that owns the wires: its own, its neighbours', else its area's (EP-2.1)."""
    rows = MeteringPoint.objects.filter(supplier_id=order.supplier_id, gsrn=order.gsrn)
    known = rows.select_related("grid_company").first()
    if known is not None:
        return known.grid_company.name if known.grid_company else ""
    network = network_at(supplier=order.supplier, postcode=order.postcode)
    if network is None and order.price_area:
        network = network_in(order.price_area)
    return network.grid_company.name if network and network.grid_company else ""
