"""Consumption by day, month and year with its cost, as a page and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import acting_customer
from accounts.models import Customer
from billing.queries.consumption import Asked, Consumption, Grain, View, consumption_of, own_period, period_for
from billing.queries.consumption_chart import chart_of
from config.foundation.csv_out import CONTENT_TYPE, csv_bytes
from config.foundation.formats import date_text
from config.foundation.htmx import render_page
from config.foundation.money import as_decimal
from config.foundation.request import Request
from contracts.enums import Fuel
from contracts.models import MeteringPoint, Supply
from contracts.queries.metering_point import chosen_point, is_sold, place_of, points_of, supplies_of

ONE_DAY = timedelta(days=1)
DAYS_UNTIL_VALUES = 3
"""The grid company has five working days; most values are there after a few days."""


@require_safe
def consumption(request: Request) -> HttpResponse:
    """Show a day, a month or a year of one metering point."""
    customer = acting_customer(request)
    supplies = list(supplies_of(customer))
    points = points_of(supplies)
    point = _point(points, request.GET)
    context = {"consumption": _empty(customer)}
    if point is not None:
        at_point = [supply for supply in supplies if supply.metering_point_id == point.pk]
        shown = _shown(request, at_point)
        context["consumption"] = _page(request, shown, points, point, at_point)
    return render_page(request, "billing/consumption.html", "billing/_consumption_chart.html", context)


@require_safe
def consumption_csv(request: Request) -> HttpResponse:
    """Give the same rows as a file for a spreadsheet."""
    supplies = list(supplies_of(acting_customer(request)))
    point = _point(points_of(supplies), request.GET)
    if point is None:
        raise Http404("No metering point.")
    shown = _shown(request, [supply for supply in supplies if supply.metering_point_id == point.pk])
    header = [
        _("From"),
        _("kWh"),
        _("Cost (%(currency)s, with VAT)") % {"currency": shown.cost.currency},
        _("Mark"),
    ]
    rows = [
        (
            row.starts if isinstance(row.starts, date) and shown.view is not View.DAY else row.starts.isoformat(),
            as_decimal(row.use.wh, decimals=3),
            None if row.cost is None else as_decimal(row.cost.minor),
            str(_quality_words()[row.use.quality]),
        )
        for row in shown.rows
        if row.use is not None
    ]
    response = HttpResponse(csv_bytes(header, rows), content_type=CONTENT_TYPE)
    name = f"{point.gsrn}-{shown.period.starts_on.isoformat()}-{shown.view}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _point(points: Sequence[MeteringPoint], asked: QueryDict) -> MeteringPoint | None:
    """Return the metering point asked for; one that is not the reader's is not there."""
    wanted = asked.get("point")
    try:
        point = chosen_point(points, UUID(wanted) if wanted else None)
    except ValueError as error:
        raise Http404("No such metering point.") from error
    if point is None and wanted:
        raise Http404("No such metering point.")
    return point


def _shown(request: Request, supplies: Sequence[Supply]) -> Consumption:
    asked = request.GET
    view = View(asked["view"]) if asked.get("view") in set(View) else View.MONTH
    grain = Grain(asked["grain"]) if asked.get("grain") in set(Grain) else Grain.HOUR
    return consumption_of(
        Asked(
            supplies=supplies,
            currency=request.supplier.currency,
            view=view,
            starts_on=period_for(view=view, day=_day(request, supplies)).starts_on,
            grain=grain,
            locale=get_language() or "da",
        )
    )


def _day(request: Request, supplies: Sequence[Supply]) -> date:
    """Return the day asked for within the own supply, else the last one that can have values."""
    own = own_period(supplies)
    newest = min(request.today - ONE_DAY, (own.last_day or date.max))
    try:
        wanted = date.fromisoformat(request.GET.get("start", ""))
    except ValueError:
        wanted = newest
    return max(own.starts_on, min(wanted, newest))


def _page(
    request: Request,
    shown: Consumption,
    points: Sequence[MeteringPoint],
    point: MeteringPoint,
    supplies: Sequence[Supply],
) -> dict[str, object]:
    locale = get_language() or "da"
    own = own_period(supplies)
    newest = min(request.today - ONE_DAY, (own.last_day or date.max))
    at = _Address(shown, point, several=len(points) > 1)
    day = min(max(shown.period.starts_on, own.starts_on), newest)
    following = shown.period.ends_before or newest
    rows = shown.known_rows
    return {
        "shown": shown,
        "place": place_of(point),
        "points": [
            _option(_point_label(each, points), _Address(shown, each).of(), each == point) for each in points
        ]
        if len(points) > 1
        else [],
        "kind": str(shown.view),
        "start": shown.period.starts_on,
        "views": [
            _option(label, at.of(view=view, day=_opened(view, shown, day, newest)), view is shown.view)
            for view, label in ((View.DAY, _("Day")), (View.MONTH, _("Month")), (View.YEAR, _("Year")))
        ],
        "grains": [
            _option(label, at.of(grain=grain), grain is shown.grain)
            for grain, label in ((Grain.HOUR, _("Hour")), (Grain.QUARTER, _("Quarter")))
        ]
        if shown.view is View.DAY and shown.resolution == 15
        else [],
        "previous": at.of(day=shown.period.starts_on - ONE_DAY)
        if own.starts_on < shown.period.starts_on
        else None,
        "next": at.of(day=following) if following <= newest else None,
        "csv_url": at.of(name="billing:consumption-csv"),
        "rows": [{"row": row, "mark": _mark(row.use.quality if row.use else "late")} for row in rows],
        "chart": chart_of(shown, title=_title(shown, locale), locale=locale) if rows else None,
        "expected_on": own.starts_on + ONE_DAY * DAYS_UNTIL_VALUES
        if own.starts_on + ONE_DAY * DAYS_UNTIL_VALUES >= request.today
        else None,
    }


def _opened(view: View, shown: Consumption, day: date, newest: date) -> date:
    """Opening a smaller view leads to its newest day, as does a larger one from the present period."""
    return newest if shown.period.contains(newest) and view is not shown.view else day


def _empty(customer: Customer) -> dict[str, object]:
    return {"place": {"address": f"{customer.street}, {customer.postcode} {customer.city}"}, "rows": []}


class _Address:
    """Makes the addresses of the page's other views, keeping what was chosen."""

    def __init__(self, shown: Consumption, point: MeteringPoint, *, several: bool = True) -> None:
        self.shown, self.point, self.several = shown, point, several

    def of(
        self,
        *,
        name: str = "billing:consumption",
        view: View | None = None,
        day: date | None = None,
        grain: Grain | None = None,
    ) -> str:
        query = QueryDict(mutable=True)
        query["view"] = str(view or self.shown.view)
        query["start"] = (day or self.shown.period.starts_on).isoformat()
        if query["view"] == View.DAY and (grain or self.shown.grain) is not Grain.HOUR:
            query["grain"] = str(grain or self.shown.grain)
        if self.several:
            query["point"] = str(self.point.public_id)
        return f"{reverse(name)}?{query.urlencode()}"


def _option(label: str, url: str, current: bool) -> dict[str, object]:
    return {"label": label, "url": url, "current": current}


def _point_label(point: MeteringPoint, points: Sequence[MeteringPoint]) -> str:
    label = _("Sold") if is_sold(point) else capfirst(Fuel(point.fuel).label)
    alike = [each for each in points if each.fuel == point.fuel and is_sold(each) == is_sold(point)]
    return f"{label}, {point.street}" if len(alike) > 1 else str(label)


def _title(shown: Consumption, locale: str) -> str:
    what = _("Sold energy") if shown.sold else _("Consumption")
    style = {View.DAY: "long", View.MONTH: "month"}.get(shown.view)
    first = shown.period.starts_on
    when = date_text(first, locale=locale, style=style) if style else str(first.year)
    return f"{what}, {when}"


def _quality_words() -> dict[str, str]:
    return {
        "measured": _("measured"),
        "estimated": _("estimate"),
        "mixed": _("partly estimated"),
        "missing": _("missing"),
        "partly_missing": _("partly missing"),
        "late": _("not received yet"),
    }


def _mark(quality: str) -> dict[str, str] | None:
    """Return the mark of a row; measured ones have none, as the table's caption says."""
    if quality == "measured":
        return None
    kind = "" if quality in ("estimated", "mixed") else "warn"
    return {"text": _quality_words()[quality], "kind": kind}
