"""Is everything well: what must always be true, as last checked, and the alarms that are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Alarm, InvariantResult
from accounts.operations import alarm, event
from accounts.queries.job_run import last_heartbeat
from config.desk.scope import where
from config.foundation.request import Request

SEE, CLOSE = "accounts.view_alarm", "accounts.change_alarm"


@dataclass(frozen=True, kw_only=True)
class Truth:
    """One sentence, whether it held when last checked, and some of what broke it."""

    name: str
    sentence: str
    rows: int
    sample: list[list[str]]
    checked_at: datetime


@require_safe
def health(request: Request) -> HttpResponse:
    """Show every sentence with its last result, the broken ones first, and the open alarms."""
    scope = where(request, SEE)
    open_alarms = Alarm.objects.filter(scope.rows(), closed_at__isnull=True).select_related("supplier")
    context = {
        **admin.site.each_context(request),
        "title": gettext("Is everything well?"),
        "truths": _truths(),
        "alarms": open_alarms.order_by("-severity", "pk"),
        "heartbeat": last_heartbeat(),
        "may_close": request.user.has_perm(CLOSE),
    }
    return render(request, "admin/desk/health.html", context)


@require_POST
def close_alarm(request: Request, pk: int) -> HttpResponse:
    """Close an alarm because a person has seen to it, and say who."""
    scope = where(request, CLOSE)
    found = Alarm.objects.select_related("supplier").filter(scope.rows(), pk=pk, closed_at__isnull=True).first()
    if found is None:
        raise Http404("No such open alarm.")
    alarm.silence(kind=found.kind, ref=found.ref, by=event.actor_name(request.user))
    event.record(
        "accounts.alarm.closed",
        supplier=found.supplier,
        subject=found,
        by=request.user,
        as_of=request.today,
        customer_may_see=False,
        ref=found.ref,
    )
    messages.success(request, gettext("The alarm is closed. It comes back if the trouble does."))
    return redirect("desk-health")


def _truths() -> list[Truth]:
    latest = InvariantResult.objects.order_by("name", "-checked_at", "-pk").distinct("name")
    found = [
        Truth(
            name=row.name,
            sentence=gettext(row.sentence),
            rows=row.rows,
            sample=row.sample[:5],
            checked_at=row.checked_at,
        )
        for row in latest
    ]
    return sorted(found, key=lambda truth: (truth.rows == 0, truth.name))
