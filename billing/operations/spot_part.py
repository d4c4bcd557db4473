"""Keep the part of a day's prices that a file brought, until another file brings the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from billing.models import SpotPart, SpotPrice
from contracts.rules.price_vector import PriceMissing, SpotDay, spot_days

Prices = Mapping[datetime, Decimal]


@transaction.atomic
def join(
    *, area: str, day: date, prices: Prices, source_id: int, example: bool = False
) -> SpotDay | PriceMissing | None:
    """
    Join a part of a day to what is known of it: the whole day, else what is still missing.

    A later file counts where two say different things. A day that is stored whole already is left as it
    stands, because nobody knows what a part of it is meant to replace: None.
    """
    if SpotPrice.objects.filter(price_area=area, day=day, example=example).exists():
        return None
    row = SpotPart.objects.select_for_update().filter(price_area=area, day=day, example=example).first()
    known = {**(_read(row.prices) if row else {}), **prices}
    whole, holes = spot_days(area=area, prices=known.items())
    if whole:
        return whole[0]
    SpotPart.objects.update_or_create(
        price_area=area, day=day, example=example, defaults={"prices": _written(known), "source_id": source_id}
    )
    return holes[0]


def drop_whole(*, days: Sequence[SpotDay], example: bool = False) -> None:
    """Forget the parts of days that are stored whole now."""
    for spot in days:
        SpotPart.objects.filter(price_area=spot.area, day=spot.day, example=example).delete()


def _written(prices: Prices) -> dict[str, str]:
    return {moment.isoformat(): str(price) for moment, price in sorted(prices.items())}


def _read(prices: Mapping[str, str]) -> dict[datetime, Decimal]:
    return {datetime.fromisoformat(moment): Decimal(price) for moment, price in prices.items()}
