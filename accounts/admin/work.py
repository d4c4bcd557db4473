"""The work of the staff and of the machines: one queue by deadline, approvals, alarms, job runs, invariants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import F, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, link_to, time_left, way
from accounts.enums import ApprovalState, TaskState
from accounts.models import Alarm, Approval, ApprovalItem, InvariantResult, JobRun, StaffTask
from accounts.operations import approval as approvals
from accounts.operations import staff_task
from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest

TAKE = way(_("Take it."), _("Your name stands on it and it stays in the queue. The deadline does not move."))
SNOOZE = way(_("Put it off."), _("It leaves the queue until the day you write. The deadline does not move."))
FINISH = way(_("Finish it."), _("It leaves the queue for good. The customer is told nothing by it."))
APPROVE = way(_("Approve."), _("It may be run for every row below. Your name stands beside theirs."))
REJECT = way(_("Reject."), _("Nothing below is touched. Your reason stands in the timeline."))


class NotDone(admin.SimpleListFilter):
    """The queue shows what is to be done unless asked for more."""

    title = _("state")
    parameter_name = "queue"

    def lookups(self, request: AnyRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", gettext("mine")), ("done", gettext("done")), ("all", gettext("all"))]

    def queryset(self, request: AnyRequest, queryset: QuerySet[StaffTask]) -> QuerySet[StaffTask]:
        if self.value() == "done":
            return queryset.filter(state=TaskState.DONE)
        if self.value() == "all":
            return queryset
        waiting = queryset.exclude(state=TaskState.DONE).exclude(
            state=TaskState.SNOOZED, snoozed_until__gt=request.today
        )
        return waiting.filter(owner=request.user) if self.value() == "mine" else waiting


class TaskForm(forms.ModelForm):
    """What to do with a task: take it, put it off until a day, or finish it with its outcome."""

    act = Ways(label=_("Do"), choices=[("take", TAKE), ("snooze", SNOOZE), ("finish", FINISH)])
    until = forms.DateField(label=_("Put off until"), required=False, widget=AdminDateWidget)
    words = forms.CharField(
        label=_("Reason or outcome"),
        help_text=_("Needed to put it off or to finish it. The customer does not see it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = StaffTask
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        act = data.get("act")
        if act == "snooze" and not data.get("until"):
            self.add_error("until", gettext("Say until which day."))
        if act in {"snooze", "finish"} and not data.get("words", "").strip():
            self.add_error("words", gettext("Say why, or what came of it."))
        return data


@admin.register(StaffTask)
class StaffTaskAdmin(DecisionAdmin):
    """The one queue, most urgent first."""

    customer_path = "customer"
    form = TaskForm
    list_display = ("due_at", "title", "state", "owner", "customer", "clause", "kind", "supplier")
    list_filter = (NotDone, "supplier", "kind")
    list_select_related = ("owner", "customer", "supplier")
    search_fields = ("title", "customer__number", "customer__name", "customer__email")
    ordering = ("due_at",)
    actions = ("take",)
    told = ("by_when", "explanation", "clause", "about", "customer", "state", "owner")
    asked = ("act", "until", "words")
    kept = ("kind", "supplier", "snoozed_until", "outcome", "created_at", "done_at")

    def waits(self, obj: StaffTask) -> bool:
        return bool(obj.state != TaskState.DONE)

    @admin.display(description=_("deadline"))
    def by_when(self, obj: StaffTask) -> str:
        return time_left(obj.due_at, now=obj.asked_at, zone=obj.supplier.time_zone)  # type: ignore[attr-defined]

    @admin.display(description=_("It is done at"))
    def about(self, obj: StaffTask) -> str:
        """Link to what the task is about, where the work itself is done."""
        return link_to(obj.subject_type, obj.subject_id)

    def act(self, request: AnyRequest, obj: StaffTask, said: dict[str, Any]) -> None:
        by, as_of = request.user, request.today
        match said["act"]:
            case "take":
                staff_task.take(task=obj, by=by)
            case "snooze":
                staff_task.snooze(task=obj, until=said["until"], reason=said["words"], by=by, as_of=as_of)
            case "finish":
                staff_task.finish(task=obj, outcome=said["words"], by=by, as_of=as_of)

    @admin.action(description=_("Take the chosen tasks"), permissions=["change"])
    def take(self, request: AnyRequest, queryset: QuerySet[StaffTask]) -> None:
        taken = 0
        for task in queryset:
            try:
                staff_task.take(task=task, by=request.user)
                taken += 1
            except Refused as refused:
                messages.error(request, f"{task.title}: {refused}")
        if taken:
            messages.success(request, gettext("Taken: %(count)s") % {"count": taken})


class ApprovalItemInline(ReadOnlyInline):
    model = ApprovalItem
    fields = ("about", "preview", "code", "result")
    readonly_fields = fields
    max_num = 200

    @admin.display(description=_("Row"))
    def about(self, obj: ApprovalItem) -> str:
        return link_to(obj.subject_type, obj.subject_id)


class ApprovalForm(forms.ModelForm):
    """Says yes or no to what another person has prepared."""

    act = Ways(label=_("Do"), choices=[("approve", APPROVE), ("reject", REJECT)])
    words = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed to reject."),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Approval
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("act") == "reject" and not data.get("words", "").strip():
            self.add_error("words", gettext("Say why."))
        return data


@admin.register(Approval)
class ApprovalAdmin(DecisionAdmin):
    """Mass acts: the dry run is read here, and another person says yes or no."""

    form = ApprovalForm
    list_display = ("created_at", "title", "action", "state", "requested_by", "approved_by", "supplier")
    list_filter = ("state", "action", "supplier")
    list_select_related = ("requested_by", "approved_by", "supplier")
    inlines = (ApprovalItemInline,)
    ordering = ("-id",)
    actions = ("approve",)
    told = ("reason", "touches", "requested_by", "state")
    asked = ("act", "words")
    kept = ("action", "parameters", "supplier", "created_at", "approved_by", "decided_at", "finished_at")

    def has_approve_permission(self, request: AnyRequest) -> bool:
        return bool(request.user.has_perm("accounts.approve_approval"))

    def waits(self, obj: Approval) -> bool:
        return bool(obj.state == ApprovalState.WAITING)

    def may_decide(self, request: AnyRequest, obj: Any = None) -> bool:
        """Nobody types an approval over; deciding is for somebody other than who asked."""
        anothers = obj is not None and obj.requested_by_id != request.user.pk
        return anothers and self.has_approve_permission(request) and self._may(request, obj, "approve")

    @admin.display(description=_("How much it touches"))
    def touches(self, obj: Approval) -> str:
        count = obj.items.count()
        return ngettext("%(count)s row, listed below", "%(count)s rows, listed below", count) % {"count": count}

    def act(self, request: AnyRequest, obj: Approval, said: dict[str, Any]) -> None:
        by, as_of = request.user, request.today
        if said["act"] == "approve":
            approvals.approve(approval=obj, by=by, as_of=as_of)
        else:
            approvals.reject(approval=obj, reason=said["words"], by=by, as_of=as_of)

    @admin.action(description=_("Approve the chosen"), permissions=["approve"])
    def approve(self, request: AnyRequest, queryset: QuerySet[Approval]) -> None:
        mine = self._suppliers(request, "approve")
        for approval in self._scoped(queryset, mine):
            try:
                approvals.approve(approval=approval, by=request.user, as_of=request.today)
                messages.success(request, f"{approval.title}: {approval.get_state_display()}")
            except Refused as refused:
                messages.error(request, f"{approval.title}: {refused}")


@admin.register(Alarm)
class AlarmAdmin(ReadOnlyAdmin):
    shows_installation = True
    list_display = ("raised_at", "severity", "kind", "ref", "text", "closed_at", "supplier")
    list_filter = ("severity", ("closed_at", admin.EmptyFieldListFilter), "kind", "supplier")
    list_select_related = ("supplier",)
    search_fields = ("ref", "text")
    ordering = (F("closed_at").desc(nulls_first=True), "-severity", "-id")


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    shows_installation = True
    list_display = (
        "for_date",
        "job",
        "supplier",
        "shard",
        "shards",
        "state",
        "attempts",
        "started_at",
        "finished_at",
        "error",
    )
    list_filter = ("state", "supplier", "job")
    list_select_related = ("supplier",)
    date_hierarchy = "for_date"
    ordering = ("-for_date", "supplier", "id")


@admin.register(InvariantResult)
class InvariantResultAdmin(ReadOnlyAdmin):
    """What the nightly check saw; it counts over all suppliers, so it is for those who see the installation."""

    list_display = ("checked_at", "name", "rows", "sentence", "business_date")
    list_filter = ("name", "business_date")
    ordering = ("-rows", "-id")

    def get_queryset(self, request: AnyRequest) -> QuerySet[InvariantResult]:
        return admin.ModelAdmin.get_queryset(self, request)

    def has_view_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_view_permission(self, request, obj)
