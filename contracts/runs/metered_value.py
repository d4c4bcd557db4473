"""Take in a file of metered values: read it whole, then store it whole, or refuse it with its place and reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import ImportedFile, Supplier
from accounts.operations import imported_file
from contracts.gateways import datahub, eloverblik, eloverblik_export, household_series
from contracts.gateways.market_file import ItemFailure, MarketFileRefused, MeteredPeriod
from contracts.models import MeteringPoint
from contracts.operations import metered_day
from contracts.operations.metered_day import Delivered
from contracts.rules.day_values import DayValuesRefused, day_parts, silent_times
from contracts.rules.value_quality import QualityUnknown, quality_of
from contracts.runs.partition import make_span

Read = Callable[[bytes], Iterable[MeteredPeriod | ItemFailure]]
Progress = Callable[[int], None]


def _datahub(content: bytes) -> Iterator[MeteredPeriod | ItemFailure]:
    return datahub.metered_data(content).series()


def _household_series(content: bytes) -> list[MeteredPeriod]:
    return [household_series.hourly(content)]


READERS: Mapping[str, Read] = {
    "eloverblik": eloverblik.time_series,
    "eloverblik-csv": eloverblik_export.time_series,
    "datahub-rsm012": _datahub,
    "household-series": _household_series,
}
"""The formats we read, by the kind a file is received under."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a file: rows changed, and metering points it could not answer for."""

    file: ImportedFile
    rows: int
    failures: tuple[ItemFailure, ...] = ()


def take_in(
    *,
    supplier: Supplier,
    kind: str,
    name: str,
    content: bytes,
    metering_point: MeteringPoint | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """
    Store the values of a file for the supplier's own metering points.

    A plain series names no metering point; it is stored for the one given.

    :raises FileSeenBefore: when the same bytes were taken in before
    """
    file = imported_file.receive(supplier=supplier, kind=kind, name=name, content=content)
    try:
        delivered, failures = _read(file, content, metering_point, progress)
        return Outcome(file=file, rows=_apply(file, delivered), failures=failures)
    except MarketFileRefused as refused:
        imported_file.refused(file=file, place=refused.place, error=refused.reason)
    except (DayValuesRefused, QualityUnknown) as error:
        imported_file.refused(file=file, place="values", error=str(error))
    return Outcome(file=file, rows=0)


def _read(
    file: ImportedFile, content: bytes, metering_point: MeteringPoint | None, progress: Progress | None
) -> tuple[list[Delivered], tuple[ItemFailure, ...]]:
    points = dict(MeteringPoint.objects.filter(supplier=file.supplier).values_list("gsrn", "pk"))
    delivered: list[Delivered] = []
    failures: list[ItemFailure] = []
    for number, item in enumerate(READERS[file.kind](content), start=1):
        if isinstance(item, ItemFailure):
            failures.append(item)
        elif (point := metering_point.pk if metering_point else points.get(item.gsrn)) is None:
            failures.append(ItemFailure(item.gsrn, "unknown", "No metering point of this supplier."))
        else:
            delivered.extend(_days(point, item, file))
        if progress and number % 100 == 0:
            progress(number)
    return delivered, tuple(failures)


def _days(point: int, period: MeteredPeriod, file: ImportedFile) -> Iterator[Delivered]:
    quality = [
        quality_of(code=code, has_quantity=kwh is not None)
        for code, kwh in zip(period.quality, period.kwh, strict=True)
    ]
    parts = day_parts(starts_at=period.starts_at, resolution=period.minutes, kwh=period.kwh, quality=quality)
    version = period.registered_at or file.received_at
    return (Delivered(metering_point_id=point, part=part, version=version) for part in parts)


@transaction.atomic
def _apply(file: ImportedFile, delivered: list[Delivered]) -> int:
    if delivered:
        days = [item.part.day for item in delivered]
        make_span(first=min(days), last=max(days))
    rows = metered_day.store(delivered=delivered, source_id=file.pk)
    imported_file.applied(file=file, rows=rows, notes=_cut_days(delivered))
    return rows


def _cut_days(delivered: Iterable[Delivered]) -> list[str]:
    """Name the days the file says only a part of: what it is silent about stays as it is, and can still come."""
    points: dict[tuple[date, str], set[int]] = {}
    for item in delivered:
        if silent := silent_times(part=item.part):
            points.setdefault((item.part.day, ", ".join(silent)), set()).add(item.metering_point_id)
    return [
        f"Nothing is said of {day} at {times} for {len(of)} metering point{'s' if len(of) > 1 else ''}, "
        f"the first is {gsrn}."
        for (day, times), of in sorted(points.items())
        for gsrn in MeteringPoint.objects.filter(pk=min(of)).values_list("gsrn", flat=True)
    ]
