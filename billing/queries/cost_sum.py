"""Sum the exact costs of many supplies over their own periods, and say which days are missing or estimated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from billing.queries.cost_month import COMPONENTS, stored_matrices
from billing.rules.cost_day import Component
from config.foundation.period import Period
from contracts.enums import Quality

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SUMMED = ("wh", "reduced_wh", *COMPONENTS)


@dataclass(frozen=True, slots=True, eq=False)
class CostSums:
    """Element i belongs to the i-th supply asked for; `missing` is its first day without a usable value."""

    wh: Ints
    reduced_wh: Ints
    exact: dict[Component, Ints]
    missing: list[date | None]
    estimated: Bools


def sums(*, supplies: Sequence[int], periods: Sequence[Period]) -> CostSums:
    """Return the sums of each supply over its period; a supply may be asked for several times."""
    totals = {name: np.zeros(len(supplies), np.int64) for name in SUMMED}
    missing: list[date | None] = [None] * len(supplies)
    estimated = np.zeros(len(supplies), bool)
    ids = np.array(supplies, np.int64)
    for month in _months(periods):
        rows = np.array([row for row, period in enumerate(periods) if period.overlaps(month)], np.intp)
        matrices, inside = _month(ids[rows], [periods[row] for row in rows], month)
        quality = matrices["quality"]
        for name, total in totals.items():
            total[rows] += (matrices[name] * inside).sum(axis=1)
        estimated[rows] |= ((quality == Quality.ESTIMATED) & inside).any(axis=1)
        _note_missing(missing, rows, inside & ((quality == 0) | (quality >= Quality.INCOMPLETE)), month)
    exact = {component: totals[name] for name, component in COMPONENTS.items()}
    return CostSums(totals["wh"], totals["reduced_wh"], exact, missing, estimated)


def _months(periods: Sequence[Period]) -> list[Period]:
    return sorted(
        {Period.of_month(part.starts_on) for period in set(periods) for part in period.months()}, key=_start
    )


def _start(period: Period) -> date:
    return period.starts_on


def _month(ids: Ints, periods: Sequence[Period], month: Period) -> tuple[dict[str, Ints], Bools]:
    """Return the month's matrices in the order of `ids`, and which days lie in each one's period."""
    ascending, place = np.unique(ids, return_inverse=True)
    length = month.days()
    with connection.cursor() as cursor:
        stored, _any = stored_matrices(cursor, supplies=ascending, month=month.starts_on, length=length)
    first = np.array([(period.starts_on - month.starts_on).days for period in periods])
    ends = np.array([(period.end - month.starts_on).days for period in periods])
    day = np.arange(length)
    inside: Bools = (day >= first[:, None]) & (day < ends[:, None])
    return {name: matrix[place] for name, matrix in stored.items()}, inside


def _note_missing(missing: list[date | None], rows: NDArray[np.intp], holes: Bools, month: Period) -> None:
    for row in np.flatnonzero(holes.any(axis=1)):
        if missing[rows[row]] is None:
            missing[rows[row]] = month.starts_on.replace(day=int(holes[row].argmax()) + 1)
