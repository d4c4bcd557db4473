"""What supplies used on each day and what it cost, exactly; a cost is shown only for the values it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from billing.models import CostMonth
from billing.queries.unbilled_cost import OwnPrices, energy_cost, own_prices
from config.foundation.period import Period
from contracts.enums import Quality
from contracts.models import Supply
from contracts.queries.consumption import MeteredTotal, totals

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """
    Energy of a stretch of time and its cost with tariffs, taxes and VAT, in unrounded minor units.

    `cost` leaves out what could not be priced yet (`unpriced` days). Counts of estimated and missing are days,
    or values when the stretch is one value; `mixed` counts days whose values are not all of one quality.
    """

    wh: int = 0
    cost: Fraction = ZERO
    days: int = 0
    estimated: int = 0
    missing: int = 0
    unpriced: int = 0
    mixed: int = 0

    def __add__(self, other: Use) -> Use:
        return Use(
            wh=self.wh + other.wh,
            cost=self.cost + other.cost,
            days=self.days + other.days,
            estimated=self.estimated + other.estimated,
            missing=self.missing + other.missing,
            unpriced=self.unpriced + other.unpriced,
            mixed=self.mixed + other.mixed,
        )

    @property
    def quality(self) -> str:
        """Return the mark: "measured", "estimated", "mixed", "missing" or "partly_missing"."""
        if self.missing:
            return "missing" if self.missing == self.days and not self.mixed else "partly_missing"
        if self.estimated:
            return "estimated" if self.estimated == self.days and not self.mixed else "mixed"
        return "measured"

    @property
    def is_known(self) -> bool:
        """Return whether everything in it is measured and priced."""
        return not (self.estimated or self.missing or self.unpriced)


def use_by_day(*, supplies: Sequence[Supply], period: Period) -> dict[date, Use]:
    """Return the days of the period that have values; three queries, however many supplies and days."""
    found = totals(supplies=supplies, period=period)
    return _by_day(
        found, {supply.pk: supply for supply in supplies}, cost_months(supplies=supplies, period=period)
    )


def cost_months(*, supplies: Sequence[Supply], period: Period) -> dict[tuple[int, date], CostMonth]:
    """Return the cost months of the supplies that touch the period, by supply and month."""
    of = {supply.pk: supply for supply in supplies}
    rows = CostMonth.objects.filter(
        supply_id__in=of, month__gte=period.starts_on.replace(day=1), month__lt=period.ends_before
    )
    found = {}
    for row in rows:
        row.supply = of[row.supply_id]
        found[row.supply_id, row.month] = row
    return found


def use_of_months(*, months: Iterable[CostMonth], prices: OwnPrices | None) -> dict[date, Use]:
    """Return the days of cost months already read, with their supplies; without prices their energy alone."""
    days: dict[date, Use] = {}
    for month in months:
        for place, quality in enumerate(month.quality):
            if quality:
                day = month.month.replace(day=place + 1)
                row = MeteredTotal(month.supply_id, day, month.wh[place], Quality(quality))
                use = _use(row, None if prices is None else energy_cost(month, day, prices))
                days[day] = days[day] + use if day in days else use
    return days


def total(uses: Iterable[Use]) -> Use:
    return sum(uses, Use())


def _by_day(
    found: Sequence[MeteredTotal], of: Mapping[int, Supply], months: Mapping[tuple[int, date], CostMonth]
) -> dict[date, Use]:
    prices = own_prices({supply.agreement.product_id for supply in of.values()})
    days: dict[date, Use] = {}
    for row in found:
        month = months.get((row.supply_id, row.day.replace(day=1)))
        cost = energy_cost(month, row.day, prices) if month is not None and _covers(month, row) else None
        days[row.day] = days.get(row.day, Use()) + _use(row, cost)
    return days


def _covers(month: CostMonth, row: MeteredTotal) -> bool:
    """A day whose values were replaced since it was priced has a cost of other values."""
    place = row.day.day - 1
    return bool(month.quality[place]) and month.wh[place] == row.wh


def _use(row: MeteredTotal, cost: Fraction | None) -> Use:
    return Use(
        wh=row.wh,
        cost=cost or ZERO,
        days=1,
        estimated=row.quality in (Quality.ESTIMATED, Quality.INCOMPLETE),
        missing=row.quality == Quality.MISSING,
        unpriced=cost is None,
        mixed=row.is_mixed,
    )
