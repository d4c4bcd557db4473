"""How much of each day's consumption bears the reduced electricity tax in homes heated by electricity."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from billing.models import CostMonth
from billing.queries.cost_supply import CostSupply
from config.foundation.period import Period
from contracts.rules.electricity_tax import full_rate_allowance, split_period

Ints = NDArray[np.int64]


def reduced_wh(
    *, supplies: Sequence[CostSupply], place: NDArray[np.intp], days: NDArray[np.datetime64], wh: Ints
) -> Ints:
    """
    Return the Wh of every row that bear the reduced rate; 0 for homes without electric heating.

    The rows of a heated home must be all its open days in order: an earlier day that changes moves the
    point at which the year's 4,000 kWh are used (OR-4.6).
    """
    reduced = np.zeros(len(wh), np.int64)
    heated = [n for n, supply in enumerate(supplies) if supply.electric_heating_from is not None]
    for number in heated:
        rows = np.flatnonzero(place == number)
        if len(rows):
            _split_home(supplies[number], rows, days, wh, reduced)
    return reduced


def _split_home(
    supply: CostSupply, rows: NDArray[np.intp], days: NDArray[np.datetime64], wh: Ints, reduced: Ints
) -> None:
    eligible = _eligible(supply)
    if eligible is None:
        return
    year, used, allowance = 0, 0, 0
    for row in rows:
        day = days[row].astype(object)
        if not eligible.contains(day):
            continue
        if day.year != year:
            year = day.year
            allowance = full_rate_allowance(year=year, eligible=eligible)
            used = _used_before(supply, day, eligible)
        split = split_period(
            wh=int(wh[row]), period=Period.of_day(day), year_allowance=allowance, used_before=used
        )
        reduced[row] = split.reduced_wh
        used += int(wh[row])


def _eligible(supply: CostSupply) -> Period | None:
    since = supply.electric_heating_from
    if since is None:
        return None
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
