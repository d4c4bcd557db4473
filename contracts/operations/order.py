"""Take an order in step by step, and let one that nobody answers expire; it is confirmed by its neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import CustomerKind
from accounts.models import Customer, Supplier
from accounts.operations import event
from accounts.operations.event import Actor
from accounts.rules import company_number
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts import terms
from contracts.enums import MadeAt, OrderState
from contracts.models import Order, Product
from contracts.operations import metering_point as points
from contracts.queries.metering_point import network_at
from contracts.queries.order import first_day, points_at, products_sold
from contracts.rules import gsrn as gsrns
from contracts.rules.order import LATEST_START_DAYS, is_meant_for, needs_registration
from contracts.rules.step import ORDER_STEPS
from contracts.terms.parts.scope import CustomerKind as MainUse

DAYS_TO_ANSWER = timedelta(days=7)
"""How long an order waits for its confirmation; after that its prices and days are no longer what was shown."""


class NotSold(Refused):
    """The product is not sold today."""

    code = "product-not-sold"


class NotForThisUse(Refused):
    """The terms of the product are for the other kind of customer (EP-1.1, OR-1.1, GE-VF-1.1)."""

    code = "order-not-for-this-use"


class OrderClosed(Refused):
    """The order is confirmed already, or has expired."""

    code = "order-closed"


class StartNotPossible(Refused):
    """Supply cannot begin on that day."""

    code = "order-start-not-possible"


class PointNotFound(Refused):
    """We know no meter, or more than one, at the address: its number is needed."""

    code = "metering-point-not-found"


class CompanyNumberWrong(Refused):
    """No company can have this number, or a business gives none (EP-1.1)."""

    code = "company-number-wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and from when; without a number the meter is found by the address."""

    street: str
    postcode: str
    city: str
    starts_on: date
    gsrn: str = ""
    price_area: str = ""
    moves_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who orders, when they are no customer yet."""

    name: str
    email: str
    phone: str = ""
    cvr: str = ""
    language: str = ""


@transaction.atomic
def begin(
    *,
    supplier: Supplier,
    product: Product,
    used_for: CustomerKind,
    customer: Customer | None,
    as_of: date,
    made_at: MadeAt = MadeAt.DISTANCE,
) -> Order:
    """
    Begin an order; `used_for` is what the power will mainly be used for, as the customer says.

    Source: EP-1.1, OR-1.1, GE-VF-1.1.

    :raises NotSold: when the product is not sold to such a customer today
    :raises NotForThisUse: when its terms are for the other kind
    """
    document = terms.by_code(product.terms_code)
    meant = is_meant_for(terms=document, customer=MainUse(CustomerKind(used_for).value.lower()))
    if not meant or product.customer_kind != used_for or (customer is not None and customer.kind != used_for):
        said = _("These terms are not for what you use the power for. Choose another product.")
        raise NotForThisUse(said, clause=document.scope.customers.clause)
    if product not in products_sold(supplier, as_of=as_of):
        raise NotSold(_("This product is not sold any more. Choose another one."))
    return Order.objects.create(
        supplier=supplier, customer=customer, product=product, kind=used_for, made_at=made_at, begun_on=as_of
    )


@transaction.atomic
def say_where(*, order: Order, place: Place, as_of: date) -> Order:
    """
    Write down where and from when the order is to be supplied.

    :raises StartNotPossible: when supply cannot begin on that day
    :raises PointNotFound: when no number is given and the address does not tell which meter it is
    :raises NumberWrong: when the number cannot be right
    :raises AreaUnknown: when nothing tells which price area the address lies in
    """
    row = _open(order, as_of)
    for name in ("street", "postcode", "city", "starts_on", "price_area", "moves_in"):
        setattr(row, name, getattr(place, name))
    row.gsrn = gsrns.tidied(typed=place.gsrn) or _gsrn_at_address(row)
    if gsrns.fault(gsrn=row.gsrn):
        raise points.NumberWrong(
            _("That is not the number of a metering point: it has 18 digits, and the last one checks.")
        )
    _check_start(row, as_of)
    if not row.price_area and network_at(supplier=row.supplier, postcode=row.postcode) is None:
        raise points.AreaUnknown(
            _("Choose the price area of the address: we supply nobody with that postcode yet.")
        )
    row.save()
    return row


@transaction.atomic
def say_who(*, order: Order, person: Person, as_of: date) -> Order:
    """
    Write down who orders; a business gives its company number, which is checked.

    Source: EP-1.1 (CVR), EP-15.1, GE-VF-4.24 (e-mail is a condition).

    :raises CompanyNumberWrong: when it is missing for a business, or cannot be right
    """
    row = _open(order, as_of)
    document, cvr = terms.by_code(row.product.terms_code), company_number.tidied(typed=person.cvr)
    needed = needs_registration(terms=document, customer=MainUse(CustomerKind(row.kind).value.lower()))
    if needed and not company_number.is_well_formed(number=cvr):
        said = _("That is not a company number. It has eight digits, and one of them checks the others.")
        raise CompanyNumberWrong(said, clause=document.scope.customers.clause)
    row.name, row.email, row.phone = person.name, person.email, person.phone
    row.language, row.cvr = person.language, cvr if needed else ""
    row.save()
    return row


@transaction.atomic
def expire(*, order: Order, by: Actor, as_of: date) -> bool:
    """Let an order that was never confirmed expire, and wipe who it was for; False when it was confirmed."""
    row = locked_order(order=order)
    if row.state != OrderState.DRAFT:
        return False
    wiped = dict.fromkeys(("name", "email", "phone", "cvr", "street", "postcode", "city", "gsrn"), "")
    advance(row, to=OrderState.EXPIRED, allowed=ORDER_STEPS, **wiped)
    record("contracts.order.expired", row=row, by=by, as_of=as_of)
    return True


def _gsrn_at_address(row: Order) -> str:
    found = points_at(row)
    if len(found) != 1:
        raise PointNotFound(
            _("We cannot find the meter by the address. Write its number: it stands on a bill for the address.")
        )
    return str(found[0].gsrn)


def _check_start(row: Order, as_of: date) -> None:
    first, last = first_day(order=row, as_of=as_of), as_of + timedelta(days=LATEST_START_DAYS)
    if row.starts_on is None or not first <= row.starts_on <= last:
        locale = get_language() or "da"
        days = {"first": date_text(first, locale=locale), "last": date_text(last, locale=locale)}
        raise StartNotPossible(_("Supply can begin from %(first)s to %(last)s.") % days)


def locked_order(*, order: Order) -> Order:
    """Lock and read the order anew."""
    rows = Order.objects.select_for_update(of=("self",)).select_related(
        "customer__supplier", "product", "supplier"
    )
    return rows.get(pk=order.pk)


def _open(order: Order, as_of: date) -> Order:
    row = locked_order(order=order)
    check_open(row=row, as_of=as_of)
    return row


def check_open(*, row: Order, as_of: date) -> None:
    """
    Check that the order can still be filled in and confirmed.

    :raises OrderClosed: when it cannot
    """
    if row.state != OrderState.DRAFT or as_of > row.begun_on + DAYS_TO_ANSWER:
        raise OrderClosed(_("This order is closed. Begin a new one."))


def record(kind: str, *, row: Order, by: Actor, as_of: date) -> None:
    """Write down what happened to an order."""
    event.record(
        kind,
        supplier=row.supplier,
        customer=row.customer,
        subject=row,
        by=by,
        as_of=as_of,
        product=row.product.code,
        starts_on=row.starts_on.isoformat() if row.starts_on else "",
    )
