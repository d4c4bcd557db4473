"""What is sold to whom, where an order would be supplied, and what it comes to on the day it is looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.enums import CustomerKind as StoredKind
from accounts.models import Supplier
from config.foundation.calendar import ONE_DAY
from contracts import terms
from contracts.enums import AgreementState, CreditState, MarketProcess, MeteringPointKind, OrderState, ProductKind
from contracts.models import CreditCheck, MeteringPoint, Order, PriceTerm, Product
from contracts.queries.statute import statute_rows
from contracts.queries.withdrawal import FIGURES
from contracts.rules.agreed import Agreed
from contracts.rules.market_day import MOVE_IN_BACK, MOVE_OUT_WAIT, first_market_day
from contracts.rules.order import needs_credit_check, needs_start_request
from contracts.rules.withdrawal import MadeAt, WithdrawalRight, withdrawal_right
from contracts.terms.parts.scope import CustomerKind, Fuel

GOES_ON = (AgreementState.ORDERED, AgreementState.ACTIVE, AgreementState.TERMINATING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """
    What an order comes to: the days that follow from its terms, and what it waits for.

    `free_from` is the first day without a binding. `fingerprint` changes with everything a customer is shown to
    pay and be bound to, so that nobody agrees to something else than they saw.
    """

    free_from: date | None
    right: WithdrawalRight | None
    starts_inside: bool
    waits_for_credit: bool
    fingerprint: str

    @property
    def bound_until(self) -> date | None:
        return self.free_from - ONE_DAY if self.free_from else None


def products_sold(supplier: Supplier, *, kind: str = "", as_of: date) -> list[Product]:
    """Return what the supplier sells on a day, to everybody or to one kind of customer, by fuel and name."""
    rows = Product.objects.filter(supplier=supplier, sold_from__lte=as_of).exclude(sold_before__lte=as_of)
    bought = rows.exclude(kind=ProductKind.SURPLUS)
    return list((bought.filter(customer_kind=kind) if kind else bought).order_by("customer_kind", "fuel", "name"))


def prices_of(products: list[Product]) -> list[PriceTerm]:
    """Return every part of the products' prices, past and coming ones too; one query."""
    return list(PriceTerm.objects.filter(product__in=products))


def points_at(order: Order) -> list[MeteringPoint]:
    """Return the meters we know at the order's address that measure the use of its fuel."""
    return list(
        MeteringPoint.objects.filter(
            supplier_id=order.supplier_id,
            street__iexact=order.street,
            postcode=order.postcode,
            fuel=order.product.fuel,
            kind=MeteringPointKind.CONSUMPTION,
        )[:2]
    )


def first_day(*, order: Order, as_of: date) -> date:
    """Return the first day supply can begin when it is ordered on `as_of`: moving in, or changing supplier."""
    process = MarketProcess.MOVE_IN if order.moves_in else MarketProcess.SUPPLIER_SWITCH
    country = str(order.supplier.country)
    law = statute_rows(country=country, keys=(MOVE_IN_BACK, MOVE_OUT_WAIT))
    found = first_market_day(process=process, asked_on=as_of, law=law, country=country)
    return found or as_of + ONE_DAY


def is_filled_in(order: Order) -> bool:
    """Return whether the order says where, from when and for whom."""
    return bool(order.starts_on and order.gsrn and (order.customer_id or (order.name and order.email)))


def offer_of(order: Order, *, as_of: date) -> Offer:
    """Return what a filled-in order comes to when it is confirmed on `as_of`."""
    document = terms.by_code(order.product.terms_code)
    agreed = _agreed(order, as_of)
    law = statute_rows(country=document.country, keys=FIGURES)
    right = withdrawal_right(agreed=agreed, made_at=MadeAt(order.made_at.lower()), informed_on=as_of, law=law)
    last_day = right.last_day if right else None
    return Offer(
        free_from=agreed.free_from,
        right=right,
        starts_inside=needs_start_request(starts_on=agreed.starts_on, last_day=last_day),
        waits_for_credit=needs_credit_check(terms=document),
        fingerprint=_fingerprint(order, agreed, last_day),
    )


def orders_without_document(supplier: Supplier) -> QuerySet[Order]:
    """Return the confirmed orders whose agreement stands and that have no document yet, oldest first."""
    confirmed = Order.objects.filter(supplier=supplier, state=OrderState.CONFIRMED, document__isnull=True)
    standing = confirmed.filter(agreement__state__in=GOES_ON)
    return standing.select_related(
        "agreement__customer__supplier",
        "agreement__product",
        "agreement__supplier",
        "customer",
        "product",
        "supplier",
    ).order_by("pk")


def orders_unanswered(supplier: Supplier, *, begun_before: date) -> QuerySet[Order]:
    """Return the orders that were begun before a day and never confirmed."""
    return Order.objects.filter(supplier=supplier, state=OrderState.DRAFT, begun_on__lt=begun_before).order_by(
        "pk"
    )


def checks_unanswered(supplier: Supplier) -> QuerySet[CreditCheck]:
    """Return the credit checks that wait for the bureau's answer: those never answered with silence come first."""
    waiting = Q(state__in=[CreditState.ASKED, CreditState.UNKNOWN])
    rows = CreditCheck.objects.filter(waiting, supplier=supplier, agreement__state=AgreementState.PENDING_CREDIT)
    return rows.select_related("agreement__customer", "supplier").order_by("state", "pk")


def checks_without_arrears(supplier: Supplier) -> QuerySet[CreditCheck]:
    """Return the credit checks of agreements that wait to hear whether earlier ones are owed for."""
    rows = CreditCheck.objects.filter(
        supplier=supplier, owes__isnull=True, agreement__state=AgreementState.PENDING_CREDIT
    )
    return rows.select_related("agreement__customer", "supplier").order_by("pk")


def _agreed(order: Order, as_of: date) -> Agreed:
    if order.starts_on is None:
        raise ValueError("An order without its first day comes to nothing yet.")
    return Agreed(
        terms=terms.by_code(order.product.terms_code),
        customer=CustomerKind(StoredKind(order.kind).value.lower()),
        concluded_on=as_of,
        starts_on=order.starts_on,
        fuel=Fuel(order.product.fuel.lower()),
    )


def _fingerprint(order: Order, agreed: Agreed, last_day: date | None) -> str:
    names = ("component", "price_area", "amount_micro", "with_vat", "starts_on", "ends_before")
    parts = sorted(str([getattr(each, name) for name in names]) for each in prices_of([order.product]))
    days = (agreed.concluded_on, agreed.starts_on, agreed.free_from, last_day)
    shown = [order.product.code, terms.content_hash(agreed.terms), *map(str, days), *parts]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()
