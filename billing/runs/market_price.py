"""Take in files of market prices, tariffs and taxes: read whole, then stored whole, or refused with the reason."""

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import ImportedFile
from accounts.operations import alarm, imported_file
from accounts.operations.imported_file import FileSeenBefore
from billing.enums import ChargeKind
from billing.operations import market_price, spot_part
from billing.operations.market_price import ChargeStep
from config.foundation.day_length import local_date
from config.foundation.inbox import REFUSED, TAKEN_IN, Dropped, dropped
from contracts.gateways import energi_data_service, tariff_history
from contracts.gateways.energi_data_service import ChargePrice, SpotPoint
from contracts.gateways.market_file import MarketFileRefused
from contracts.rules.price_vector import PriceRefused, SpotDay, micro_of_kr, spot_days

MARKET = "market"
KINDS = {"subscription": ChargeKind.SUBSCRIPTION, "fee": ChargeKind.FEE, "tariff": ChargeKind.TARIFF}

SPOT_READERS: Mapping[str, Callable[[bytes], Iterable[SpotPoint]]] = {
    "spot": energi_data_service.spot_prices,
    "spot-csv": energi_data_service.spot_prices_csv,
    "example-spot": energi_data_service.spot_prices,
}
CHARGE_READERS: Mapping[str, Callable[[bytes], Iterable[ChargePrice]]] = {
    "price-list": energi_data_service.price_list,
    "grid-tariff-history": tariff_history.grid_tariffs,
    "tax-history": tariff_history.electricity_tax,
    "energinet-history": tariff_history.energinet_tariffs,
}


def import_prices(*, as_of: date) -> Mapping[str, int]:
    """Take in every file lying in the market's inbox; done means that we asked."""
    counts = {"files": 0, "rows": 0, "refused": 0}
    for file in dropped(Path(settings.MARKET_INBOX) / MARKET):
        counts["files"] += 1
        outcome = _from_inbox(file)
        counts["rows"] += outcome.rows if outcome else 0
        counts["refused"] += bool(outcome and outcome.error)
    return counts


def take_in(*, kind: str, name: str, content: bytes) -> ImportedFile:
    """
    Store the prices of one file and return what came of it.

    :raises FileSeenBefore: when the same bytes were taken in before
    """
    file = imported_file.receive(supplier=None, kind=kind, name=name, content=content)
    try:
        _apply(file, content)
    except MarketFileRefused as refused:
        imported_file.refused(file=file, place=refused.place, error=refused.reason)
    except PriceRefused as refused:
        imported_file.refused(file=file, place="prices", error=str(refused))
    return file


@transaction.atomic
def _apply(file: ImportedFile, content: bytes) -> None:
    if file.kind in SPOT_READERS:
        example = file.kind.startswith("example")
        days, notes = _spot_days(SPOT_READERS[file.kind](content), source_id=file.pk, example=example)
        rows = market_price.store_spot(days=days, source_id=file.pk, example=example)
    else:
        steps = [_step(charge) for charge in CHARGE_READERS[file.kind](content)]
        rows, notes = market_price.store_charges(steps=steps, source_id=file.pk), []
    imported_file.applied(file=file, rows=rows, notes=notes)


def _spot_days(points: Iterable[SpotPoint], *, source_id: int, example: bool) -> tuple[list[SpotDay], list[str]]:
    """
    Return the whole days, and a word about each day the file holds a part of.

    A file cut in the middle of a local day is no fault: the part is kept, and the next file completes it.
    """
    by_area: dict[str, list[tuple[datetime, Decimal]]] = {}
    for point in points:
        by_area.setdefault(point.area, []).append((point.starts_at, point.dkk_per_mwh))
    days: list[SpotDay] = []
    notes: list[str] = []
    for area, prices in by_area.items():
        whole, holes = spot_days(area=area, prices=prices)
        days += whole
        parts = _parts(prices, of={hole.day for hole in holes})
        for hole in holes:
            part = parts[hole.day]
            now = spot_part.join(area=area, day=hole.day, prices=part, source_id=source_id, example=example)
            if isinstance(now, SpotDay):
                days.append(now)
            else:
                notes.append(f"{now} The part is kept." if now else f"{hole} The day is stored already.")
    spot_part.drop_whole(days=days, example=example)
    return days, notes


def _parts(prices: Iterable[tuple[datetime, Decimal]], *, of: Container[date]) -> dict[date, spot_part.Prices]:
    parts: dict[date, dict[datetime, Decimal]] = {}
    for moment, price in prices:
        if (day := local_date(moment)) in of:
            parts.setdefault(day, {})[moment] = price
    return dict(parts)


def _step(charge: ChargePrice) -> ChargeStep:
    return ChargeStep(
        owner_gln=charge.owner_gln,
        code=charge.code,
        kind=KINDS[charge.kind],
        name=f"{charge.owner} {charge.note or charge.code}".strip(),
        micro=tuple(micro_of_kr(kr=price) for price in charge.prices),
        vat=charge.liable_to_vat,
        is_tax=charge.is_tax,
        starts_on=charge.valid_from,
        ends_before=charge.valid_to,
    )


def _from_inbox(file: Dropped) -> ImportedFile | None:
    if file.kind not in SPOT_READERS and file.kind not in CHARGE_READERS:
        _refuse(file, "The file's kind is not known.")
        return None
    try:
        outcome = take_in(kind=file.kind, name=file.path.name, content=file.read())
    except FileSeenBefore:
        file.put_aside(TAKEN_IN)
        return None
    if outcome.error:
        _refuse(file, f"{outcome.place}: {outcome.error}")
    else:
        file.put_aside(TAKEN_IN)
    return outcome


def _refuse(file: Dropped, text: str) -> None:
    alarm.sound(supplier=None, kind="file-refused", ref=file.path.name, text=text[:300])
    file.put_aside(REFUSED)
