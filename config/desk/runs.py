"""Running a day: what ran on a date, what would run now, start it in the background, try a parked job again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import JobState
from accounts.models import JobRun, Supplier
from accounts.operations import event, job_run
from accounts.rules.job_run import added
from config import day
from config.desk.scope import Scope, where
from config.desk.wording import count_words, job_words
from config.foundation.after_commit import send_task_after_commit
from config.foundation.refusal import Refused
from config.foundation.request import Request

SEE, RUN = "accounts.view_jobrun", "accounts.change_jobrun"
NOT_A_JOB = "tick"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One job of one date as the page shows it."""

    id: int | None
    job: str
    state: str
    counted: str
    error: str
    parked: bool


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Jobs of a supplier that would run now: how many dates of each, from which to which."""

    job: str
    count: int
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """A supplier, or the installation, with its jobs of the date and what would run."""

    key: str
    name: str
    lines: tuple[Line, ...]
    waiting: tuple[Waiting, ...]


@require_safe
def runs(request: Request) -> HttpResponse:
    """Show the jobs of a date, and beside them the dry list of what would run now."""
    scope, shown = where(request, SEE), _date(request)
    context = {
        **admin.site.each_context(request),
        "title": gettext("Run a day"),
        "day": shown,
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "tenants": [_tenant(supplier, shown, request) for supplier in scope.tenants()],
        "may_run": _may_run(request),
    }
    return render(request, "admin/desk/runs.html", context)


@require_POST
def start(request: Request) -> HttpResponse:
    """Plan what is missing for one supplier and hand the first job's shares to workers; the others follow."""
    supplier = _chosen(where(request, RUN), request.POST.get("supplier", ""))
    planned = day.missing(supplier=supplier, now=request.now)
    day.plan(supplier=supplier, now=request.now)
    _note(request, "config.day.started", supplier, jobs=len(planned))
    if not day.waiting(supplier, through=request.today):
        messages.info(request, gettext("Nothing is waiting; everything has been done."))
    else:
        for share in day.startable(supplier, through=request.today):
            send_task_after_commit("config.run_job", job_run_id=share.pk)
        messages.success(request, gettext("It runs now in the background. Load the page again to follow it."))
    return _back(request)


@require_POST
def retry(request: Request, pk: int) -> HttpResponse:
    """Let a parked job run again."""
    scope = where(request, RUN)
    found = JobRun.objects.select_related("supplier").filter(scope.rows(), pk=pk).first()
    if found is None:
        raise Http404("No such job.")
    try:
        job_run.retry(job_run=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return _back(request)
    _note(request, "config.job.retried", found.supplier, job=found.job, for_date=found.for_date.isoformat())
    send_task_after_commit("config.run_job", job_run_id=found.pk)
    messages.success(request, gettext("The job is tried again."))
    return _back(request)


def _tenant(supplier: Supplier | None, shown: date, request: Request) -> Tenant:
    rows = JobRun.objects.filter(supplier=supplier, for_date=shown).exclude(job=NOT_A_JOB)
    order = [step.job for step in day.steps_of(supplier)]
    place = {job: number for number, job in enumerate(order)}
    ordered = sorted(rows, key=lambda row: (place.get(row.job, len(order)), row.shard))
    return Tenant(
        key=supplier.code if supplier else "",
        name=supplier.name if supplier else gettext("The installation"),
        lines=_lines(ordered),
        waiting=_waiting(supplier, request),
    )


def _lines(ordered: list[JobRun]) -> tuple[Line, ...]:
    """Return a line per job; below that of a job in shares, those of them that went wrong."""
    lines = []
    for _job, rows in groupby(ordered, key=lambda row: row.job):
        shares = list(rows)
        if len(shares) > 1:
            lines.append(_sum_line(shares))
            shares = [row for row in shares if row.error]
        lines.extend(_line(row) for row in shares)
    return tuple(lines)


def _line(row: JobRun) -> Line:
    return Line(
        id=row.pk,
        job=job_words(row.job) + row.share_text,
        state=_state(row),
        counted=count_words(row.result) if row.state == JobState.DONE or row.result else "",
        error=row.error,
        parked=row.state == JobState.PARKED,
    )


def _sum_line(shares: list[JobRun]) -> Line:
    """Sum up the shares of a job: how many are done, and what they counted together so far."""
    done = sum(row.state == JobState.DONE for row in shares)
    counted = added(*(row.result for row in shares))
    return Line(
        id=None,
        job=job_words(shares[0].job),
        state=gettext("%(done)s of %(count)s shares done") % {"done": done, "count": len(shares)},
        counted=count_words(counted) if counted else "",
        error="",
        parked=False,
    )


def _state(row: JobRun) -> str:
    """A job between two stints waits for a worker, but it has begun."""
    if row.state == JobState.PLANNED and row.places:
        return gettext("in progress")
    return row.get_state_display()


def _waiting(supplier: Supplier | None, request: Request) -> tuple[Waiting, ...]:
    """Sum up what is planned and not done, and what would be planned; changes nothing."""
    dates: dict[str, set[date]] = {}
    rows = [(row.job, row.for_date) for row in day.waiting(supplier, through=request.today)]
    for job, on in (*rows, *day.missing(supplier=supplier, now=request.now)):
        dates.setdefault(job, set()).add(on)
    return tuple(
        Waiting(job=job_words(job), count=len(days), first=min(days), last=max(days))
        for job, days in dates.items()
    )


def _may_run(request: Request) -> bool:
    return bool(request.user.has_perm(RUN))


def _date(request: Request) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return request.today


def _chosen(scope: Scope, code: str) -> Supplier | None:
    """Return the supplier of a code within reach; no code is the installation."""
    if not code:
        return None
    supplier = Supplier.objects.filter(code=code).first()
    if supplier is None or not scope.covers(supplier.pk):
        raise Http404("No such supplier.")
    return supplier


def _note(request: Request, kind: str, supplier: Supplier | None, **data: Any) -> None:
    event.record(kind, supplier=supplier, by=request.user, as_of=request.today, customer_may_see=False, **data)


def _back(request: Request) -> HttpResponse:
    shown = request.POST.get("day", "")
    try:
        date.fromisoformat(shown)
    except ValueError:
        return HttpResponseRedirect(reverse("desk-runs"))
    return HttpResponseRedirect(f"{reverse('desk-runs')}?day={shown}")
