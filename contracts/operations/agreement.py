"""Conclude agreements, start them and end them on their day; one supply per metering point follows along."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer
from accounts.operations import event, number_series
from accounts.operations.event import Actor
from config.foundation.refusal import Refused
from config.foundation.transition import advance
from contracts import terms
from contracts.enums import AgreementState, MadeAt
from contracts.models import Agreement, MeteringPoint, Product, Supply
from contracts.operations import confirmation, termination
from contracts.rules.binding import binding_end
from contracts.rules.step import AGREEMENT_STEPS
from contracts.rules.withdrawal_charge import StartRequest
from contracts.terms.overrides import Overrides


class CustomerKindMismatch(Refused):
    """The terms are for businesses or for households, and the customer is the other kind (EP-1.1, OR-1.1)."""


class MeteringPointTaken(Refused):
    """Somebody else is supplied at the metering point in that period."""


@transaction.atomic
def conclude(
    *,
    customer: Customer,
    product: Product,
    metering_point: MeteringPoint,
    starts_on: date,
    by: Actor,
    as_of: date,
    overrides: dict[str, Any] | None = None,
    made_at: MadeAt = MadeAt.DISTANCE,
    is_informed: bool = True,
    start_request: StartRequest | None = None,
    confirm: bool = False,
) -> Agreement:
    """
    Conclude an agreement under the product's terms as they are today, and reserve its supply.

    `overrides` is what the order confirmation or front page states for itself; it ranks before the terms.
    `is_informed` says that the customer has been told of the right to withdraw, and `start_request` what they
    asked for if they want to be supplied before it has lapsed. Where `confirm` asks for it they are sent what
    was agreed, with a link to withdraw by; agreements that are only taken over from elsewhere are not.

    :raises CustomerKindMismatch: when the product is not for this kind of customer
    :raises MeteringPointTaken: when the metering point has another supply in the period
    :raises OverrideUnknown: when the agreement states something no agreement can
    """
    document = terms.by_code(product.terms_code)
    own = Overrides.from_json(overrides or {}, concluded_on=as_of, starts_on=starts_on, binding_ends_on=None)
    if product.customer_kind != customer.kind:
        raise CustomerKindMismatch(_("This product is for another kind of customer."))
    agreement = Agreement.objects.create(
        supplier=customer.supplier,
        customer=customer,
        product=product,
        number=f"A{number_series.take(supplier=customer.supplier, series='agreement'):06d}",
        terms_code=document.code,
        terms_hash=terms.content_hash(document),
        overrides=own.to_json(),
        concluded_on=as_of,
        starts_on=starts_on,
        binding_ends_on=_binding_end(product, own, starts_on, as_of),
        made_at=made_at,
        informed_on=as_of if is_informed else None,
        **_start_request(start_request, as_of),
    )
    supply_at(agreement=agreement, metering_point=metering_point)
    _record("contracts.agreement.concluded", agreement, by, as_of)
    if confirm:
        confirmation.send(agreement=agreement, by=by, as_of=as_of)
    return agreement


def supply_at(*, agreement: Agreement, metering_point: MeteringPoint) -> None:
    """
    Reserve the metering point for the agreement from its first day.

    :raises MeteringPointTaken: when it has another supply in the period
    """
    try:
        with transaction.atomic():
            Supply.objects.create(
                supplier=agreement.supplier,
                agreement=agreement,
                metering_point=metering_point,
                starts_on=agreement.starts_on,
            )
    except IntegrityError as error:
        if "one_supply_at_a_time_per_metering_point" not in str(error):
            raise
        raise MeteringPointTaken(_("The metering point is already supplied in that period.")) from error


@transaction.atomic
def start(*, agreement: Agreement, by: Actor, as_of: date) -> None:
    """Let an ordered agreement run; called on its first day."""
    advance(agreement, to=AgreementState.ACTIVE, allowed=AGREEMENT_STEPS)
    _record("contracts.agreement.started", agreement, by, as_of)


@transaction.atomic
def end(*, agreement: Agreement, by: Actor, as_of: date) -> None:
    """End a terminating agreement whose last day is past, and its supplies with it."""
    agreement.supplies.filter(ends_before__isnull=True).update(ends_before=agreement.ends_before)
    advance(agreement, to=AgreementState.ENDED, allowed=AGREEMENT_STEPS)
    termination.note_end(agreement=agreement)
    _record("contracts.agreement.ended", agreement, by, as_of)


def _binding_end(product: Product, own: Overrides, starts_on: date, as_of: date) -> date | None:
    return binding_end(
        binding=terms.by_code(product.terms_code).binding,
        fuel=product.fuel,
        concluded_on=as_of,
        starts_on=starts_on,
        own_months=own.binding_months,
    )


def _start_request(request: StartRequest | None, as_of: date) -> dict[str, Any]:
    if request is None:
        return {}
    return {
        "start_requested_on": as_of,
        "start_on_durable_medium": request.on_durable_medium,
        "start_told_of_payment": request.told_of_payment,
    }


def _record(kind: str, agreement: Agreement, by: Actor, as_of: date) -> None:
    event.record(
        kind,
        supplier=agreement.supplier,
        customer=agreement.customer,
        subject=agreement,
        by=by,
        as_of=as_of,
        number=agreement.number,
        starts_on=agreement.starts_on.isoformat(),
    )
