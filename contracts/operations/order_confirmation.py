"""Confirm an order: its one agreement, the customer if they are new, what they said yes to, and the receipt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import ConsentKind, CustomerKind
from accounts.models import Customer
from accounts.operations import consent
from accounts.operations import customer as customers
from accounts.operations.event import Actor, subject_type
from config.foundation.after_commit import send_task_after_commit
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts import terms
from contracts.enums import MadeAt, OrderState
from contracts.models import Agreement, Order
from contracts.operations import agreement as agreements
from contracts.operations import credit_check, order_receipt
from contracts.operations import metering_point as points
from contracts.operations.order import NotSold, check_open, locked_order, record
from contracts.queries.order import Offer, is_filled_in, offer_of, products_sold
from contracts.rules.step import ORDER_STEPS
from contracts.rules.withdrawal_charge import StartRequest

MARKETING = (ConsentKind.MARKETING_EMAIL, ConsentKind.MARKETING_PHONE)


class OrderIncomplete(Refused):
    """Something that is needed has not been filled in."""

    code = "order-incomplete"


class OfferChanged(Refused):
    """What is ordered is no longer what was shown."""

    code = "order-offer-changed"


class StartNotAskedFor(Refused):
    """Supply would begin while one may withdraw, and the customer has not asked for that by itself (OR-11.2)."""

    code = "order-start-not-asked-for"


class MandateMissing(Refused):
    """The supplier may not act for the customer in the switch (EP-2.3, OR-2.2, GE-VF-2.3)."""

    code = "order-mandate-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said yes to on the last page: each by a tick of its own, and the fingerprint of what was shown."""

    shown: str
    start_inside: bool
    power_of_attorney: bool
    marketing: Collection[ConsentKind] = ()


@transaction.atomic
def confirm(*, order: Order, said: Said, by: Actor, as_of: date) -> Order:
    """
    Conclude the agreement of an order, once: a second confirmation gives back the first.

    Somebody new becomes a customer here. Where the terms make the agreement wait for a credit check it waits;
    else its document is made at once.

    Source: EP-1.2-1.5, EP-2.3, OR-2.2, OR-11.2, GE-0.1, GE-VF-1.2, GE-VF-2.3, X-67; law.md §2.

    :raises OrderClosed, OrderIncomplete, NotSold, OfferChanged: as their names say
    :raises StartNotAskedFor, MandateMissing: when a tick is missing
    :raises MeteringPointTaken: when somebody is supplied there in that period
    """
    row = locked_order(order=order)
    if row.state == OrderState.CONFIRMED:
        return row
    check_open(row=row, as_of=as_of)
    if not is_filled_in(row):
        raise OrderIncomplete(_("Something is missing in your order. Fill in the pages before this one."))
    offer = offer_of(row, as_of=as_of)
    _check(row, offer, said, as_of)
    customer = row.customer or _new_customer(row, by, as_of)
    row.agreement = agreement = _conclude(row, customer, offer, by, as_of)
    done: dict[str, Any] = {"customer": customer, "agreement": agreement, "confirmed_on": as_of}
    advance(row, to=OrderState.CONFIRMED, allowed=ORDER_STEPS, **done)
    _keep_consents(row, said, by, as_of)
    record("contracts.order.confirmed", row=row, by=by, as_of=as_of)
    order_receipt.give(order=row, offer=offer, said_start=said.start_inside and offer.starts_inside, as_of=as_of)
    if offer.waits_for_credit:
        credit_check.ask(agreement=agreement, by=by, as_of=as_of)
    else:
        send_task_after_commit("contracts.make_order_documents", supplier_id=row.supplier_id)
    return row


def _check(row: Order, offer: Offer, said: Said, as_of: date) -> None:
    if row.product not in products_sold(row.supplier, as_of=as_of):
        raise NotSold(_("This product is not sold any more. Choose another one."))
    document = terms.by_code(row.product.terms_code)
    if said.shown != offer.fingerprint:
        raise OfferChanged(_("What you ordered has changed. Look at it again before you confirm."))
    if offer.starts_inside and not said.start_inside:
        part = document.withdrawal
        clause = part.pay_for_delivered.clause if part and part.pay_for_delivered else ""
        text = _("You can still withdraw on that day. Ask for the start by its own tick, or choose a later day.")
        raise StartNotAskedFor(text, clause=clause)
    mandate = document.conclusion.power_of_attorney if document.conclusion else None
    if mandate and not said.power_of_attorney:
        text = _("We need your power of attorney to take the supply over from your present supplier.")
        raise MandateMissing(text, clause=mandate.clause)


def _new_customer(row: Order, by: Actor, as_of: date) -> Customer:
    return customers.take_in(
        supplier=row.supplier,
        kind=CustomerKind(row.kind),
        name=row.name,
        email=row.email,
        phone=row.phone,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        language=row.language,
        cvr=row.cvr,
        by=by,
        as_of=as_of,
    )


def _conclude(row: Order, customer: Customer, offer: Offer, by: Actor, as_of: date) -> Agreement:
    asked = StartRequest(on_durable_medium=True, told_of_payment=True) if offer.starts_inside else None
    if row.starts_on is None:
        raise ValueError("An order that is filled in has its first day.")
    return agreements.conclude(
        customer=customer,
        product=row.product,
        metering_point=points.at_ordered_address(order=row),
        starts_on=row.starts_on,
        by=by,
        as_of=as_of,
        made_at=MadeAt(row.made_at),
        start_request=asked,
    )


def _keep_consents(row: Order, said: Said, by: Actor, as_of: date) -> None:
    """Keep the mandate for this switch alone, and each marketing consent by itself (EP-2.3, X-67)."""
    document, customer, agreement = terms.by_code(row.product.terms_code), row.customer, row.agreement
    if customer is None or agreement is None:
        raise ValueError("A confirmed order has its customer and its agreement.")
    who: dict[str, Any] = {"customer": customer, "by": by, "as_of": as_of}
    mandate = document.conclusion.power_of_attorney if document.conclusion else None
    if said.power_of_attorney and mandate:
        scope = f"{subject_type(agreement)}:{agreement.pk}"
        consent.give(kind=ConsentKind.POWER_OF_ATTORNEY, scope=scope, clause=mandate.clause, **who)
    policy = document.personal_data.marketing_consent if document.personal_data else None
    for kind in MARKETING:
        if kind in said.marketing:
            consent.give(kind=kind, clause=policy.clause if policy else "", **who)
