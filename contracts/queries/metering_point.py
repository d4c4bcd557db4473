"""Where a customer's energy is measured: their supplies with agreement and metering point, and places in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from accounts.models import Customer, Supplier
from config.foundation.period import Period
from contracts.enums import Fuel, MeteringPointKind
from contracts.models import GridCompany, MeteringPoint, Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address with the number of its meter, ready for a page."""

    address: str
    metering_point: str
    price_area: str
    grid_company: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The price area of a place and the company that owns the wires there, as far as it is known."""

    price_area: str
    grid_company: GridCompany | None


def network_at(*, supplier: Supplier, postcode: str) -> Network | None:
    """Return what most of the supplier's metering points with this postcode are connected to; None without any."""
    near = MeteringPoint.objects.filter(supplier=supplier, postcode=postcode, grid_company__isnull=False)
    most = (
        near.values("price_area", "grid_company").annotate(points=Count("pk")).order_by("-points", "grid_company")
    )
    found = most.first()
    if found is None:
        return None
    return Network(price_area=found["price_area"], grid_company=GridCompany.objects.get(pk=found["grid_company"]))


def network_in(price_area: str) -> Network:
    """Return a price area with its grid company where it has but one; which of several it is, the market knows."""
    companies = list(GridCompany.objects.filter(price_area=price_area)[:2])
    return Network(price_area=price_area, grid_company=companies[0] if len(companies) == 1 else None)


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
