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
    """Write day-ahead prices, one row per area and day; return how many rows there were."""
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
    ]
    SpotPrice.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["price_area", "day"],
        update_fields=["resolution", "micro", "example", "source_id"],
    )
    return len(rows)


@transaction.atomic
def store_charges(*, steps: Iterable[ChargeStep], source_id: int) -> int:
    """
    Write the steps of charges; what they overlap of the same charge is replaced.

    The price list is delivered whole again and again; the raw file of every delivery is kept.
    """
    by_charge: dict[tuple[str, str, str], list[ChargeStep]] = {}
    for step in steps:
        by_charge.setdefault((step.owner_gln, step.code, step.kind), []).append(step)
    for (owner_gln, code, kind), mine in by_charge.items():
        same = ChargePrice.objects.filter(owner_gln=owner_gln, code=code, kind=kind)
        same.filter(_overlapping(mine)).delete()
        ChargePrice.objects.bulk_create(_rows(mine, source_id))
    return sum(len(mine) for mine in by_charge.values())


def _overlapping(steps: Sequence[ChargeStep]) -> Q:
    first = min(step.starts_on for step in steps)
    ends = [step.ends_before for step in steps]
    begun_before_end = Q() if None in ends else Q(starts_on__lt=max(end for end in ends if end))
    return begun_before_end & (Q(ends_before__isnull=True) | Q(ends_before__gt=first))


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
