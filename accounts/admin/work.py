"""The work of the staff and of the machines: one queue by deadline, approvals, alarms, job runs, invariants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import F, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import TaskState
from accounts.models import Alarm, Approval, ApprovalItem, InvariantResult, JobRun, StaffTask
from accounts.operations import approval as approvals
from accounts.operations import staff_task
from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline, SupplierScopedAdmin
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest


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

    act = forms.ChoiceField(
        label=_("Do"),
        choices=[("take", _("take it")), ("snooze", _("put it off")), ("finish", _("finish it"))],
    )
    until = forms.DateField(label=_("Until"), required=False, widget=AdminDateWidget)
    words = forms.CharField(label=_("Reason or outcome"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

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
class StaffTaskAdmin(SupplierScopedAdmin):
    """The one queue, most urgent first."""

    customer_path = "customer"
    form = TaskForm
    list_display = ("due_at", "title", "kind", "state", "owner", "customer", "clause", "supplier")
    list_filter = (NotDone, "supplier", "kind")
    list_select_related = ("owner", "customer", "supplier")
    search_fields = ("title", "customer__number", "customer__name", "customer__email")
    ordering = ("due_at",)
    actions = ("take",)
    shown = (
        "title", "explanation", "kind", "clause", "due_at", "state", "owner", "snoozed_until", "outcome",
        "customer", "supplier", "subject_type", "subject_id", "created_at", "done_at",
    )  # fmt: skip
    readonly_fields = shown
    fields = (*shown, "act", "until", "words")

    def has_add_permission(self, request: AnyRequest) -> bool:
        return False

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        over = obj is not None and obj.state == TaskState.DONE
        return not over and super().has_change_permission(request, obj)

    def get_fields(self, request: AnyRequest, obj: Any = None) -> Any:
        return self.fields if self.has_change_permission(request, obj) else self.shown

    def save_model(self, request: AnyRequest, obj: StaffTask, form: forms.ModelForm, change: bool) -> None:
        by, as_of, data = request.user, request.today, form.cleaned_data
        try:
            if data["act"] == "take":
                staff_task.take(task=obj, by=by)
            elif data["act"] == "snooze":
                staff_task.snooze(task=obj, until=data["until"], reason=data["words"], by=by, as_of=as_of)
            else:
                staff_task.finish(task=obj, outcome=data["words"], by=by, as_of=as_of)
        except Refused as refused:
            messages.error(request, str(refused))

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
    fields = ("subject_type", "subject_id", "preview", "code", "result")
    readonly_fields = fields
    max_num = 200


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    """Mass acts: the dry run is read here, and another person says yes or no."""

    list_display = ("created_at", "title", "action", "state", "requested_by", "approved_by", "supplier")
    list_filter = ("state", "action", "supplier")
    list_select_related = ("requested_by", "approved_by", "supplier")
    inlines = (ApprovalItemInline,)
    ordering = ("-id",)
    actions = ("approve", "reject")

    def has_approve_permission(self, request: AnyRequest) -> bool:
        return bool(request.user.has_perm("accounts.approve_approval"))

    @admin.action(description=_("Approve the chosen"), permissions=["approve"])
    def approve(self, request: AnyRequest, queryset: QuerySet[Approval]) -> None:
        self._decide(request, queryset, yes=True)

    @admin.action(description=_("Reject the chosen"), permissions=["approve"])
    def reject(self, request: AnyRequest, queryset: QuerySet[Approval]) -> None:
        self._decide(request, queryset, yes=False)

    def _decide(self, request: AnyRequest, queryset: QuerySet[Approval], *, yes: bool) -> None:
        by, as_of = request.user, request.today
        mine = self._suppliers(request, "approve")
        for approval in self._scoped(queryset, mine):
            try:
                if yes:
                    approvals.approve(approval=approval, by=by, as_of=as_of)
                else:
                    approvals.reject(approval=approval, reason="", by=by, as_of=as_of)
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
