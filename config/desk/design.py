"""The design system on one page for staff: every component in its states, in any supplier's theme."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import Supplier
from config.context import contact_of
from config.foundation.chart import Bar, Chart, bar_chart
from config.foundation.money import Money
from config.foundation.request import Request
from contracts import terms

EXAMPLE_DAY = date(2026, 11, 30)
EXAMPLE_CLAUSE = "OR-6.2b"


class ExampleForm(forms.Form):
    """A field of every kind, with a hint and with an error."""

    name = forms.CharField(label=_("Name"), help_text=_("As it stands on your bill."))
    day = forms.DateField(label=_("Date"))
    way = forms.ChoiceField(label=_("How"), choices=[("a", _("by card")), ("b", _("by payment slip"))])
    agreed = forms.BooleanField(label=_("I agree"))


@require_safe
def design(request: Request) -> HttpResponse:
    """Show the components; `?theme=` picks a supplier, the first one without it."""
    suppliers = Supplier.objects.order_by("pk")
    code = request.GET.get("theme", "")
    supplier = get_object_or_404(suppliers, code=code) if code else suppliers.first()
    shown = contact_of(supplier, moment=request.now) if supplier else None
    links = [{"url": f"?theme={each.code}", "label": each.name} for each in suppliers]
    context = {"examples": examples() | {"links": links}, "supplier": shown}
    return render(request, "design_system.html", context)


def examples() -> dict[str, Any]:
    """Return one example of everything; figures are made up and belong to nobody."""
    return {
        "amount": Money(41_235, "DKK"),
        "day": EXAMPLE_DAY,
        "clause": terms.clause(EXAMPLE_CLAUSE),
        "kinds": ["good", "info", "warn", "bad"],
        "shades": range(1, 7),
        "rows": [{"label": _("Customer number"), "value": "104 882"}, {"label": _("Price area"), "value": "DK1"}],
        "todo": _todo(),
        "steps": _steps(),
        "options": [{"url": "?", "label": _("Month"), "current": True}, {"url": "?", "label": _("Year")}],
        "chart": {"drawing": bar_chart(_chart()), "legend": [{"css": "b", "label": _("Measured")}]},
        "shares": _shares(),
        "form": ExampleForm(),
        "form_wrong": ExampleForm({"name": "", "day": "31.02.2026", "way": "a"}),
        "page": Paginator(range(30), 10).page(2),
    }


def _todo() -> list[dict[str, Any]]:
    return [
        {"kind": kind, "title": title, "text": text, "url": "?", "action": _("See")}
        for kind, title, text in (
            ("warn", _("Your card expires"), _("Add a new one, so that the next payment goes through.")),
            ("info", _("Your payment changes"), _("You use less than we expected.")),
        )
    ]


def _steps() -> list[dict[str, Any]]:
    return [
        {"state": "done", "when": _("Received"), "text": _("We have your complaint.")},
        {"state": "now", "when": _("Answer"), "text": _("We are looking at it.")},
        {"state": "ahead", "when": _("Further"), "text": _("If you are not satisfied.")},
    ]


def _chart() -> Chart:
    values = [5_300, 6_100, 4_800, 7_900, 6_600, 3_200, None]
    bars = [
        Bar(label=str(number), value=value, estimated=number == 6, previous=6_000)
        for number, value in enumerate(values, start=1)
    ]
    return Chart(
        name="example",
        title=str(_("Consumption by day")),
        description=str(_("Bars for each day in kWh, last year behind them; the last one is an estimate.")),
        bars=bars,
        unit="kWh",
        decimals=3,
        locale=get_language() or "da",
    )


def _shares() -> list[dict[str, Any]]:
    parts = ((_("Energy"), 34_000, 0, 497), (_("Grid"), 21_000, 500, 297), (_("State"), 14_000, 800, 200))
    return [
        {"label": label, "amount": Money(amount, "DKK"), "x": x, "width": width, "shade": shade}
        for shade, (label, amount, x, width) in enumerate(parts, start=1)
    ]
