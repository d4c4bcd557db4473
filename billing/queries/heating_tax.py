"""How much of each day's consumption bears the reduced electricity tax in homes heated by electricity."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from billing.models import CostMonth
from billing.queries.cost_day import DayRows
from billing.queries.cost_supply import CostSupply
from config.foundation.period import Period
from contracts.rules.electricity_tax import full_rate_allowance, split_period

Ints = NDArray[np.int64]


def reduced_wh(*, supplies: Sequence[CostSupply], groups: Sequence[DayRows]) -> list[Ints]:
    """
    Return, for each group of rows, the Wh of every row that bear the reduced rate; 0 without electric heating.

    The groups together must hold all open days of a heated home: an earlier day that changes moves the
    point at which the year's 4,000 kWh are used (OR-4.6). Days of the clock changes are in groups of
    their own, so the days of a home are put in order across them.
    """
    reduced = [np.zeros(len(rows.wh), np.int64) for rows in groups]
    for place, supply in enumerate(supplies):
        if supply.electric_heating_from is None:
            continue
        days = [
            (rows.day[row].astype(object), int(rows.wh[row].sum()), group, int(row))
            for group, rows in enumerate(groups)
            for row in np.flatnonzero(rows.supply == place)
        ]
        for (_day, _wh, group, row), less in zip(sorted(days), _split_home(supply, sorted(days)), strict=True):
            reduced[group][row] = less
    return reduced


def _split_home(supply: CostSupply, days: Sequence[tuple[date, int, int, int]]) -> Iterator[int]:
    """Yield the Wh at the reduced rate of each of the home's days, which are in order."""
    eligible = _eligible(supply)
    year, used, allowance = 0, 0, 0
    for day, wh, _group, _row in days:
        if not eligible.contains(day):
            yield 0
            continue
        if day.year != year:
            year = day.year
            allowance = full_rate_allowance(year=year, eligible=eligible)
            used = _used_before(supply, day, eligible)
        split = split_period(wh=wh, period=Period.of_day(day), year_allowance=allowance, used_before=used)
        yield split.reduced_wh
        used += wh


def _eligible(supply: CostSupply) -> Period:
    since = supply.electric_heating_from or supply.starts_on
    return Period(max(since, supply.starts_on), supply.ends_before)


def _used_before(supply: CostSupply, day: date, eligible: Period) -> int:
    """Sum what was used from the first eligible day of the year to the day before the first open one."""
    first = max(eligible.starts_on, date(day.year, 1, 1))
    months = CostMonth.objects.filter(
        supply_id=supply.id, month__gte=first.replace(day=1), month__lte=day
    ).values_list("month", "wh")
    used = 0
    for month, by_day in months:
        used += sum(
            value for number, value in enumerate(by_day, start=1) if first <= month.replace(day=number) < day
        )
    return used
