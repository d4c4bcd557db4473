"""Consumption by day, month or year as its page shows it: kWh beside cost, last year, and what is final."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from billing.queries.day_use import Use, total, use_by_day
from billing.queries.interval_use import IntervalUse, by_hour, use_by_interval
from billing.queries.payment_words import short_price
from config.foundation.calendar import add_months
from config.foundation.formats import date_text, time_text
from config.foundation.money import Money, round_exact, round_half_away
from config.foundation.period import ONE_DAY, Period
from config.foundation.zone import zone_of
from contracts.models import Supply
from contracts.queries.metering_point import is_sold, period_of


class View(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Grain(StrEnum):
    HOUR = "hour"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table and one bar of the chart; `starts` is what the CSV file says of it."""

    starts: datetime | date
    label: str
    short: str
    use: Use | None
    cost: Money | None
    previous_wh: int | None = None
    price_micro: int | None = None
    price: Money | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumption:
    """A period of one metering point; `wh` and `cost` count up for what is used and for what is sold alike."""

    view: View
    period: Period
    rows: tuple[Row, ...]
    wh: int
    cost: Money
    final: bool
    price: str
    more_percent: int | None
    estimated: int
    missing: int
    unpriced: int
    sold: bool
    resolution: int
    grain: Grain

    @property
    def known_rows(self) -> tuple[Row, ...]:
        """Return the rows that have something to say: the days to come are bars without one."""
        return tuple(row for row in self.rows if row.use is not None or row.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader wants to see of which supplies at one metering point."""

    supplies: Sequence[Supply]
    currency: str
    view: View
    starts_on: date
    grain: Grain
    locale: str

    @property
    def period(self) -> Period:
        return period_for(view=self.view, day=self.starts_on)

    @property
    def sign(self) -> int:
        """Surplus is booked as a cost with its sign turned; its page counts its worth up."""
        return -1 if any(is_sold(supply.metering_point) for supply in self.supplies) else 1


def period_for(*, view: View, day: date) -> Period:
    """Return the day, the month or the calendar year that `day` lies in."""
    if view is View.DAY:
        return Period.of_day(day)
    if view is View.MONTH:
        return Period.of_month(day)
    return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))


def year_before(period: Period) -> Period:
    """Return the same period a year earlier."""
    ends_before = period.ends_before or period.starts_on + ONE_DAY
    return Period(add_months(period.starts_on, -12), add_months(ends_before, -12))


def own_period(supplies: Sequence[Supply]) -> Period:
    """Return from the first day of the supplies to the last: where there is anything to turn the pages to."""
    ends = [supply.ends_before for supply in supplies]
    last = None if None in ends else max(end for end in ends if end is not None)
    return Period(min(supply.starts_on for supply in supplies), last)


def consumption_of(asked: Asked) -> Consumption:
    """Return the page's figures; a handful of queries whatever the period."""
    if asked.view is View.DAY:
        return _day(asked)
    uses = use_by_day(supplies=asked.supplies, period=asked.period)
    before = use_by_day(supplies=asked.supplies, period=year_before(asked.period))
    return page_of(asked, uses=uses, before=before)


def page_of(asked: Asked, *, uses: Mapping[date, Use], before: Mapping[date, Use]) -> Consumption:
    """Return a month's or a year's figures from the use of its days and of those a year before."""
    rows = _month_rows(asked, uses, before) if asked.view is View.MONTH else _year_rows(asked, uses, before)
    more = more_percent(uses=uses, before=before)
    return _page(asked, rows, total(uses.values()), more=more, resolution=60)


def more_percent(*, uses: Mapping[date, Use], before: Mapping[date, Use]) -> int | None:
    """Return how many per cent more than on the same days a year before; None unless each of them is known."""
    pairs = [(use.wh, before.get(twin) if (twin := _year_earlier(day)) else None) for day, use in uses.items()]
    known = [(wh, then.wh) for wh, then in pairs if then is not None]
    base = sum(then for _wh, then in known)
    if not base or len(known) < len(pairs):
        return None
    return round_half_away((sum(wh for wh, _then in known) - base) * 100, base)


def _day(asked: Asked) -> Consumption:
    intervals = use_by_interval(supplies=asked.supplies, day=asked.starts_on)
    resolution = intervals[0].minutes if intervals else 60
    if asked.grain is Grain.HOUR and resolution == 15:
        intervals = by_hour(intervals)
    rows = tuple(_interval_row(asked, each, intervals[0]) for each in intervals)
    return _page(asked, rows, total(each.use for each in intervals), more=None, resolution=resolution)


def _interval_row(asked: Asked, each: IntervalUse, first: IntervalUse) -> Row:
    zone = zone_of(asked.supplies[0].supplier.time_zone)
    begins, opened = each.starts.astimezone(zone), first.starts.astimezone(zone)
    ends = begins.replace(tzinfo=None) + timedelta(minutes=each.minutes)
    from_, to = (time_text(moment.time(), locale=asked.locale) for moment in (begins, ends))
    label = f"{from_}–{to}"
    if begins.fold and begins.utcoffset() != opened.utcoffset():
        label = _("%(time)s, winter time") % {"time": label}
    price = None if each.price_micro is None else each.price_micro * asked.sign
    return Row(
        starts=begins,
        label=label,
        short=f"{begins:%H}" if begins.minute == 0 else from_,
        use=each.use,
        cost=_money(asked, each.use),
        price_micro=price,
        price=None if price is None else Money(round_half_away(price, 10_000), asked.currency),
    )


def _month_rows(asked: Asked, uses: Mapping[date, Use], before: Mapping[date, Use]) -> tuple[Row, ...]:
    last = max(uses, default=None)
    rows = []
    for day in asked.period.each_day():
        use, twin = uses.get(day), _year_earlier(day)
        supplied = any(period_of(supply).contains(day) for supply in asked.supplies)
        rows.append(
            Row(
                starts=day,
                label=date_text(day, locale=asked.locale, style="weekday"),
                short=str(day.day),
                use=use,
                cost=_money(asked, use) if use else None,
                previous_wh=before[twin].wh if twin is not None and twin in before else None,
                late=use is None and supplied and last is not None and day < last,
            )
        )
    return tuple(rows)


def _year_rows(asked: Asked, uses: Mapping[date, Use], before: Mapping[date, Use]) -> tuple[Row, ...]:
    rows = []
    for month in asked.period.months():
        now = [use for day, use in uses.items() if month.contains(day)]
        then = [use for day, use in before.items() if year_before(month).contains(day)]
        use = total(now) if now else None
        rows.append(
            Row(
                starts=month.starts_on,
                label=date_text(month.starts_on, locale=asked.locale, style="month"),
                short=date_text(month.starts_on, locale=asked.locale, style="month_name")[:3],
                use=use,
                cost=_money(asked, use) if use else None,
                previous_wh=total(then).wh if then else None,
            )
        )
    return tuple(rows)


def _page(asked: Asked, rows: tuple[Row, ...], whole: Use, *, more: int | None, resolution: int) -> Consumption:
    cost = Money(asked.sign * round_exact(whole.cost), asked.currency)
    average = round_exact(asked.sign * whole.cost * 10_000_000 / whole.wh) if whole.wh and whole.cost else None
    late = sum(row.late for row in rows)
    complete = asked.view is View.DAY or _is_complete(asked, rows)
    return Consumption(
        view=asked.view,
        period=asked.period,
        rows=rows,
        wh=whole.wh,
        cost=cost,
        final=whole.is_known and not late and bool(whole.days) and complete,
        price="" if average is None else short_price(average, asked.currency, locale=asked.locale),
        more_percent=more,
        estimated=whole.estimated,
        missing=whole.missing + late,
        unpriced=whole.unpriced,
        sold=asked.sign < 0,
        resolution=resolution,
        grain=asked.grain,
    )


def _is_complete(asked: Asked, rows: Sequence[Row]) -> bool:
    """Return whether every day of the period on which there was a supply has its values."""
    supplied = {
        day
        for supply in asked.supplies
        if (part := period_of(supply).clip(to=asked.period))
        for day in part.each_day()
    }
    return sum(row.use.days for row in rows if row.use) >= len(supplied)


def _money(asked: Asked, use: Use) -> Money | None:
    if use.unpriced == use.days:
        return None
    return Money(asked.sign * round_exact(use.cost), asked.currency)


def _year_earlier(day: date) -> date | None:
    """Return the same day a year before; 29 February has none."""
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
