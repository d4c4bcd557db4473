"""Events beyond control at the desk: written down with what rests because of them, and ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, way
from config.foundation.request import AnyRequest
from contracts.enums import HindranceCause
from contracts.models import ForceMajeure
from contracts.operations import force_majeure as operations
from contracts.operations.force_majeure import Hindrance
from contracts.rules.force_majeure import RESTING, Cause

END = way(_("It is over."), _("What rested runs on, later by the days it stood still."))
RULES = [(rule, rule) for rule in sorted(RESTING)]


class EndForm(forms.ModelForm):
    """Say that it is over, and since when."""

    act = Ways(label=_("Do"), choices=[("end", END)])
    over_from = forms.DateField(label=_("First day without it"), widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = ForceMajeure
        fields: list[str] = []


class BeginForm(forms.ModelForm):
    """What hinders the supplier, since when, and what rests because of it."""

    cause = forms.ChoiceField(label=_("Cause"), choices=HindranceCause.choices)
    reason = forms.CharField(
        label=_("What the customers read"),
        help_text=_("One sentence in the supplier's language. It is sent to every customer at once."),
        max_length=300,
    )
    care = forms.CharField(
        label=_("What was done to avoid it"),
        help_text=_("Needed where the terms ask for due care. The customers do not see it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    expected_end = forms.DateField(
        label=_("Expected last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    resting = forms.MultipleChoiceField(
        label=_("What rests"),
        help_text=_("Money never rests: what has to be paid is paid on time."),
        choices=RULES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ForceMajeure
        fields: list[str] = []


@admin.register(ForceMajeure)
class ForceMajeureAdmin(DecisionAdmin):
    """Periods, the latest first."""

    form = EndForm
    list_display = ("starts_on", "cause", "reason", "expected_end", "ends_before", "told_on", "clause", "supplier")
    list_filter = ("supplier", "cause")
    list_select_related = ("supplier",)
    search_fields = ("reason",)
    ordering = ("-id",)
    told = (
        "supplier",
        "cause",
        "reason",
        "starts_on",
        "expected_end",
        "ends_before",
        "told_on",
        "rules",
        "clause",
    )
    asked = ("act", "over_from")
    kept = ("care", "recorded_on", "recorded_at")

    def has_add_permission(self, request: AnyRequest) -> bool:
        return bool(request.user.has_perm(f"{self.opts.app_label}.add_{self.opts.model_name}"))

    def waits(self, obj: ForceMajeure) -> bool:
        return obj.ends_before is None

    def get_form(self, request: AnyRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = BeginForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["supplier", *BeginForm.base_fields]})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return super().get_readonly_fields(request, obj) if obj is not None else ()

    def save_model(self, request: AnyRequest, obj: ForceMajeure, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made = self._begin(request, form.cleaned_data)
        obj.__dict__.update(made.__dict__)

    def act(self, request: AnyRequest, obj: ForceMajeure, said: dict[str, Any]) -> None:
        operations.end(period=obj, ends_before=said["over_from"], by=request.user, as_of=request.today)

    def _begin(self, request: AnyRequest, said: dict[str, Any]) -> ForceMajeure:
        hindrance = Hindrance(
            cause=Cause(said["cause"]),
            reason=said["reason"],
            starts_on=said["starts_on"],
            expected_end=said["expected_end"],
            care=said["care"],
            rules=said["resting"],
        )
        return operations.begin(
            supplier=said["supplier"], hindrance=hindrance, by=request.user, as_of=request.today
        )
