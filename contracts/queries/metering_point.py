"""Where a customer's energy is measured: their supplies with agreement and metering point, and places in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.models import Customer
from config.foundation.period import Period
from contracts.enums import Fuel, MeteringPointKind
from contracts.models import MeteringPoint, Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address with the number of its meter, ready for a page."""

    address: str
    metering_point: str
    price_area: str
    grid_company: str


def supplies_of(customer: Customer) -> QuerySet[Supply]:
    """Return the customer's supplies that have a day, running ones first and the newest of them first."""
    theirs = Supply.objects.filter(agreement__customer=customer, supplier_id=customer.supplier_id)
    with_days = theirs.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")))
    everything = with_days.select_related("agreement__product", "metering_point__grid_company")
    return everything.order_by(F("ends_before").desc(nulls_first=True), "-starts_on", "pk")


def points_of(supplies: Iterable[Supply]) -> list[MeteringPoint]:
    """Return the metering points of supplies, each once: electricity used, then gas, then what is sold."""
    points = {supply.metering_point_id: supply.metering_point for supply in supplies}
    return sorted(points.values(), key=_rank)


def chosen_point(points: Iterable[MeteringPoint], public_id: UUID | None) -> MeteringPoint | None:
    """Return the point asked for, the first one when none is, and None when it is not among them."""
    return next((point for point in points if public_id is None or point.public_id == public_id), None)


def period_of(supply: Supply) -> Period:
    """Return the days of a supply: only these of a metering point's values are the customer's to see."""
    return Period(supply.starts_on, supply.ends_before)


def place_of(point: MeteringPoint) -> Place:
    """Return where a metering point is."""
    return Place(
        address=f"{point.street}, {point.postcode} {point.city}",
        metering_point=grouped(point.gsrn),
        price_area=point.price_area,
        grid_company=point.grid_company.name if point.grid_company else "",
    )


def grouped(gsrn: str) -> str:
    """
    Return a metering point's number in groups of four, as people read it aloud.

    >>> grouped("571313180100004217")
    '5713 1318 0100 0042 17'
    """
    return " ".join(gsrn[start : start + 4] for start in range(0, len(gsrn), 4))


def is_sold(point: MeteringPoint) -> bool:
    """Return whether the point measures what is delivered to the grid."""
    return bool(point.kind == MeteringPointKind.PRODUCTION)


def _rank(point: MeteringPoint) -> int:
    return 2 * is_sold(point) + (point.fuel == Fuel.GAS)
