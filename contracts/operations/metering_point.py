"""Find the metering point of a new address by its number, or take it in; start a supply at it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Supplier
from config.foundation.refusal import Refused
from contracts.enums import Fuel, MeteringPointKind
from contracts.models import Agreement, MeteringPoint, Move, Order, Supply
from contracts.queries.metering_point import network_at, network_in
from contracts.rules.gsrn import fault

ONE_AT_A_TIME = "one_supply_at_a_time_per_metering_point"


class NumberWrong(Refused):
    """No metering point can have this number."""

    code = "metering-point-number-wrong"


class PointOfOtherKind(Refused):
    """The metering point measures something else than the supply that would go there."""

    code = "metering-point-of-other-kind"


class AreaUnknown(Refused):
    """Nothing tells which price area the address lies in."""

    code = "price-area-unknown"


class MeteringPointTaken(Refused):
    """Somebody is supplied at the metering point in that period."""

    code = "metering-point-taken"


class Address(Protocol):
    """Where somebody moves to or wants to be supplied, with the price area they say when we do not know it."""

    supplier: Supplier
    street: str
    postcode: str
    city: str
    price_area: str


def at_new_address(*, move: Move, gsrn: str, like: MeteringPoint) -> MeteringPoint:
    """
    Return the metering point with this number; one we do not know is taken in at the move's address.

    Its price area and grid company are those of our other metering points with the postcode, else of the area
    the mover chose. Its master data follows from the market.

    :raises NumberWrong: when its digits cannot be right
    :raises PointOfOtherKind: when it measures another fuel, or what is sold instead of what is used
    :raises AreaUnknown: when neither our points nor the mover say where it is
    """
    return _found_or_taken_in(move, gsrn, Fuel(like.fuel), MeteringPointKind(like.kind))


def at_ordered_address(*, order: Order) -> MeteringPoint:
    """
    Return the metering point an order names; one we do not know is taken in at the order's address.

    :raises NumberWrong: when its digits cannot be right
    :raises PointOfOtherKind: when it measures another fuel, or what is sold instead of what is used
    :raises AreaUnknown: when neither our points nor the customer say where it is
    """
    return _found_or_taken_in(order, order.gsrn, Fuel(order.product.fuel), MeteringPointKind.CONSUMPTION)


def start_supply(
    *, agreement: Agreement, metering_point: MeteringPoint, starts_on: date, ends_before: date | None
) -> Supply:
    """
    Supply an agreement at a metering point from a day on.

    :raises MeteringPointTaken: when the metering point has another supply in the period
    """
    try:
        with transaction.atomic():
            return Supply.objects.create(
                supplier_id=agreement.supplier_id,
                agreement=agreement,
                metering_point=metering_point,
                starts_on=starts_on,
                ends_before=ends_before,
            )
    except IntegrityError as error:
        if ONE_AT_A_TIME not in str(error):
            raise
        raise MeteringPointTaken(
            _("Somebody else is still supplied at that metering point. Check the number, or write to us.")
        ) from error


def _found_or_taken_in(where: Address, gsrn: str, fuel: Fuel, kind: MeteringPointKind) -> MeteringPoint:
    if fault(gsrn=gsrn):
        raise NumberWrong(
            _("That is not the number of a metering point: it has 18 digits, and the last one checks.")
        )
    known = MeteringPoint.objects.filter(supplier=where.supplier, gsrn=gsrn).first()
    if known is None:
        return _taken_in(where, gsrn, fuel, kind)
    if (known.fuel, known.kind) != (fuel, kind):
        raise PointOfOtherKind(_("The metering point measures something else than the one it would follow."))
    return known


def _taken_in(where: Address, gsrn: str, fuel: Fuel, kind: MeteringPointKind) -> MeteringPoint:
    network = network_at(supplier=where.supplier, postcode=where.postcode)
    if network is None and not where.price_area:
        raise AreaUnknown(_("Choose the price area of the new address: we supply nobody with that postcode yet."))
    network = network or network_in(where.price_area)
    return MeteringPoint.objects.create(
        supplier=where.supplier,
        gsrn=gsrn,
        kind=kind,
        fuel=fuel,
        street=where.street,
        postcode=where.postcode,
        city=where.city,
        price_area=network.price_area,
        grid_company=network.grid_company if fuel == Fuel.ELECTRICITY else None,
    )
