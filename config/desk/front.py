"""The front page of the desk: what waits for the one who looks, the nearest deadlines first, then every list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.decision_admin import time_left
from accounts.enums import ApprovalState, JobState, MessageState, TaskState
from accounts.models import Alarm, Approval, JobRun, Message, StaffTask
from complaints.enums import ComplaintState
from complaints.models import Complaint
from config.desk.scope import where
from config.foundation.request import Request

NEAREST = 8


@dataclass(frozen=True, kw_only=True)
class Waits:
    """One sort of work: how much of it waits, and where it is done."""

    label: str
    count: int
    url: str
    urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Near:
    """One task near its deadline."""

    title: str
    url: str
    by_when: str
    customer: str
    owner: str


@require_safe
def front(request: Request) -> HttpResponse:
    """Show what waits above the admin's own list of everything."""
    found = [*_tasks(request), *_decisions(request), *_machines(request)]
    return admin.site.index(request, {"title": gettext("What waits"), "waits": found, "near": _near(request)})


def _open_tasks(request: Request) -> QuerySet[StaffTask]:
    """Return the tasks of the queue: not done, and not put off until another day."""
    if not request.user.has_perm("accounts.view_stafftask"):
        return StaffTask.objects.none()
    own = StaffTask.objects.filter(where(request, "accounts.view_stafftask").rows())
    put_off = Q(state=TaskState.SNOOZED, snoozed_until__gt=request.today)
    return own.exclude(state=TaskState.DONE).exclude(put_off)


def _tasks(request: Request) -> list[Waits]:
    if not request.user.has_perm("accounts.view_stafftask"):
        return []
    tasks, url = _open_tasks(request), reverse("admin:accounts_stafftask_changelist")
    late = tasks.filter(due_at__lt=request.now).count()
    own = tasks.filter(owner=request.user).count()
    return [
        Waits(label=gettext("Tasks past their deadline"), count=late, url=url, urgent=late > 0),
        Waits(label=gettext("Tasks in the queue"), count=tasks.count(), url=url),
        Waits(label=gettext("Your own tasks"), count=own, url=f"{url}?queue=mine"),
    ]


def _decisions(request: Request) -> list[Waits]:
    """Count the complaints without an answer, and what waits for a second person's yes."""
    found = []
    if request.user.has_perm("complaints.view_complaint"):
        scope = where(request, "complaints.view_complaint").rows()
        count = Complaint.objects.filter(scope, state=ComplaintState.RECEIVED).count()
        url = reverse("admin:complaints_complaint_changelist") + f"?state__exact={ComplaintState.RECEIVED}"
        found.append(Waits(label=gettext("Complaints without an answer"), count=count, url=url))
    if request.user.has_perm("accounts.approve_approval"):
        scope = where(request, "accounts.approve_approval").rows()
        waiting = Approval.objects.filter(scope, state=ApprovalState.WAITING).exclude(requested_by=request.user)
        url = reverse("admin:accounts_approval_changelist") + f"?state__exact={ApprovalState.WAITING}"
        found.append(Waits(label=gettext("Waiting for your approval"), count=waiting.count(), url=url))
    return found


def _machines(request: Request) -> list[Waits]:
    """Count what the machines gave up on, and the open alarms."""
    found = []
    if request.user.has_perm("accounts.view_jobrun"):
        scope = where(request, "accounts.view_jobrun").rows()
        jobs = JobRun.objects.filter(scope, state=JobState.PARKED).count()
        parked = jobs + Message.objects.filter(scope, state=MessageState.PARKED).count()
        found.append(
            Waits(label=gettext("Parked work"), count=parked, url=reverse("desk-parked"), urgent=parked > 0)
        )
    if request.user.has_perm("accounts.view_alarm"):
        scope = where(request, "accounts.view_alarm").rows()
        alarms = Alarm.objects.filter(scope, closed_at=None).count()
        found.append(
            Waits(label=gettext("Open alarms"), count=alarms, url=reverse("desk-health"), urgent=alarms > 0)
        )
    return found


def _near(request: Request) -> list[Near]:
    nearest = _open_tasks(request).select_related("supplier", "customer", "owner").order_by("due_at", "pk")
    return [
        Near(
            title=task.title,
            url=reverse("admin:accounts_stafftask_change", args=[task.pk]),
            by_when=_left(task, request.now),
            customer=str(task.customer or ""),
            owner=task.owner.name if task.owner else "",
        )
        for task in nearest[:NEAREST]
    ]


def _left(task: StaffTask, now: datetime) -> str:
    return time_left(task.due_at, now=now, zone=task.supplier.time_zone)
