"""Parked work: what machines gave up on, with the reason, and a person's decision about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin, messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import JobState, MessageState
from accounts.models import JobRun, Message
from accounts.operations import message_delivery
from billing.enums import EventState, PaymentState
from billing.models import Payment, PaymentMethod, ProviderEvent
from billing.operations import provider_event
from config.desk.scope import Scope, where
from config.desk.wording import job_words
from config.foundation.after_commit import send_task_after_commit
from config.foundation.refusal import Refused
from config.foundation.request import Request

SEE = "accounts.view_jobrun"
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Group:
    """One kind of parked work, and what may be done about each of it."""

    kind: str
    title: str
    rows: tuple[Row, ...]
    needs_reason: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that is parked."""

    id: int
    what: str
    why: str
    since: datetime | None


@require_safe
def parked(request: Request) -> HttpResponse:
    """List everything that waits for a person."""
    scope = where(request, SEE)
    groups = [_jobs(scope), _messages(scope), _payments(scope), _events(scope)]
    context = {
        **admin.site.each_context(request),
        "title": gettext("Parked work"),
        "groups": [group for group in groups if group.rows],
        "may_decide": {kind for kind, (permission, _do) in DECISIONS.items() if request.user.has_perm(permission)},
    }
    return render(request, "admin/desk/parked.html", context)


@require_POST
def decide(request: Request, kind: str, pk: int) -> HttpResponse:
    """Try something parked again, by the operation of its kind."""
    if kind not in DECISIONS:
        raise Http404("No such kind.")
    permission, do = DECISIONS[kind]
    try:
        do(request, where(request, permission), pk)
        messages.success(request, gettext("It is tried again."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk-parked")


def _jobs(scope: Scope) -> Group:
    found = JobRun.objects.filter(scope.rows(), state=JobState.PARKED).select_related("supplier")
    rows = tuple(
        Row(
            id=row.pk,
            what=f"{job_words(row.job)}{row.share_text}, {_whose(row)}, {row.for_date}",
            why=row.error,
            since=row.started_at,
        )
        for row in found.order_by("-for_date", "pk")[:MOST]
    )
    return Group(kind="job", title=gettext("Jobs"), rows=rows)


def _whose(job_run: JobRun) -> str:
    return str(job_run.supplier) if job_run.supplier else gettext("The installation")


def _messages(scope: Scope) -> Group:
    found = Message.objects.filter(scope.rows(), state=MessageState.PARKED).select_related("customer")
    rows = tuple(
        Row(id=row.pk, what=f"{row.subject}, {row.customer}", why=row.last_error, since=row.queued_at)
        for row in found.order_by("pk")[:MOST]
    )
    return Group(kind="message", title=gettext("Messages"), rows=rows, needs_reason=True)


def _payments(scope: Scope) -> Group:
    """Payments without an answer are asked about by the janitor, and by a person on their own page."""
    found = Payment.objects.filter(scope.rows(), state=PaymentState.UNKNOWN)
    rows = tuple(
        Row(
            id=row.pk,
            what=f"{row.billing_account}, {row.billing_account.customer}",
            why=row.get_state_display(),
            since=row.sent_at,
        )
        for row in found.select_related("billing_account__customer").order_by("pk")[:MOST]
    )
    return Group(kind="payment", title=gettext("Payments without an answer"), rows=rows)


def _events(scope: Scope) -> Group:
    found = ProviderEvent.objects.filter(_own_events(scope), state=EventState.PARKED)
    rows = tuple(
        Row(id=row.pk, what=f"{row.kind} {row.object_id}", why=row.error, since=row.received_at)
        for row in found.order_by("pk")[:MOST]
    )
    return Group(kind="event", title=gettext("Messages of the card provider"), rows=rows)


def _own_events(scope: Scope) -> Q:
    """An event of the provider belongs to the supplier of the payment or card it is about."""
    if scope.suppliers is None:
        return Q()
    payments = Payment.objects.filter(supplier__in=scope.suppliers).exclude(provider_id="")
    cards = PaymentMethod.objects.filter(supplier__in=scope.suppliers).exclude(enrolment_token="")
    return Q(object_id__in=payments.values("provider_id")) | Q(object_id__in=cards.values("enrolment_token"))


def _retry_message(request: Request, scope: Scope, pk: int) -> None:
    found = Message.objects.select_related("supplier", "customer").filter(scope.rows(), pk=pk).first()
    reason = request.POST.get("reason", "").strip()
    if found is None:
        raise Http404("No such message.")
    if not reason:
        raise Refused(_("Say how you made sure that it did not arrive."))
    message_delivery.queue_again(found, by=request.user, as_of=request.today, reason=reason)


def _retry_event(request: Request, scope: Scope, pk: int) -> None:
    found = ProviderEvent.objects.filter(_own_events(scope), pk=pk).first()
    if found is None:
        raise Http404("No such event.")
    provider_event.retry(event=found, by=request.user, as_of=request.today)
    send_task_after_commit("billing.handle_provider_event", event_id=found.pk)


Decision = Callable[[Request, Scope, int], None]
DECISIONS: dict[str, tuple[str, Decision]] = {
    "message": ("accounts.change_message", _retry_message),
    "event": ("billing.change_providerevent", _retry_event),
}
"""What may be done about each kind here; jobs are tried again beside the others of their date."""
