"""Store what the market, the grid and the state charge: a delivered price replaces the one it overlaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from billing.models import ChargePrice, SpotPrice
from contracts.rules.price_vector import SpotDay


@dataclass(frozen=True, kw_only=True)
class ChargeStep:
    """One price of a charge over a half-open period; micro-kr per kWh or per month, without VAT."""

    owner_gln: str
    code: str
    kind: str
    name: str
    micro: tuple[int, ...]
    vat: bool
    is_tax: bool
    starts_on: date
    ends_before: date | None


@transaction.atomic
def store_spot(*, days: Sequence[SpotDay], source_id: int, example: bool = False) -> int:
    """Write day-ahead prices, one row per area and day; an unchanged one writes nothing. Return how many came."""
    stored = SpotPrice.objects.filter(
        price_area__in={spot.area for spot in days}, day__in={spot.day for spot in days}, example=example
    ).values_list("price_area", "day", "resolution", "micro")
    known = {(area, day): (resolution, tuple(micro)) for area, day, resolution, micro in stored}
    rows = [
        SpotPrice(
            price_area=spot.area,
            day=spot.day,
            resolution=spot.resolution,
            micro=list(spot.micro),
            example=example,
            source_id=source_id,
        )
        for spot in days
        if known.get((spot.area, spot.day)) != (spot.resolution, spot.micro)
    ]
    SpotPrice.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["price_area", "day"],
        update_fields=["resolution", "micro", "example", "source_id", "received_at"],
    )
    return len(days)


@transaction.atomic
def store_charges(*, steps: Iterable[ChargeStep], source_id: int) -> int:
    """
    Write the steps of charges; what they overlap of the same charge is replaced, unless nothing changed.

    The price list is delivered whole again and again; the raw file of every delivery is kept.
    """
    by_charge: dict[tuple[str, str, str], list[ChargeStep]] = {}
    for step in steps:
        by_charge.setdefault((step.owner_gln, step.code, step.kind), []).append(step)
    for (owner_gln, code, kind), mine in by_charge.items():
        same = ChargePrice.objects.filter(_overlapping(mine), owner_gln=owner_gln, code=code, kind=kind)
        if sorted(map(_said, same)) != sorted(map(_said, _rows(mine, source_id))):
            same.delete()
            ChargePrice.objects.bulk_create(_rows(mine, source_id))
    return sum(len(mine) for mine in by_charge.values())


def _overlapping(steps: Sequence[ChargeStep]) -> Q:
    first = min(step.starts_on for step in steps)
    ends = [step.ends_before for step in steps]
    begun_before_end = Q() if None in ends else Q(starts_on__lt=max(end for end in ends if end))
    return begun_before_end & (Q(ends_before__isnull=True) | Q(ends_before__gt=first))


def _said(row: ChargePrice) -> tuple[str, ...]:
    """What a row says, to compare; when it came and from which file is left out."""
    said = (row.starts_on, row.ends_before, list(row.micro), row.name, row.vat, row.is_tax)
    return tuple(str(each) for each in said)


def _rows(steps: Sequence[ChargeStep], source_id: int) -> list[ChargePrice]:
    return [
        ChargePrice(
            owner_gln=step.owner_gln,
            code=step.code,
            kind=step.kind,
            name=step.name[:160],
            micro=list(step.micro),
            vat=step.vat,
            is_tax=step.is_tax,
            starts_on=step.starts_on,
            ends_before=step.ends_before,
            source_id=source_id,
        )
        for step in steps
    ]
