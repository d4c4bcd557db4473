"""Agreements passed on, at the desk: proposed by us for a product, or answered when a customer asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest
from contracts.enums import AssigneeKind, NoticeBy
from contracts.models import Agreement, Assignment
from contracts.operations import assignment as operations
from contracts.operations.assignment import Draft
from contracts.rules.assignment import Assignee

ANSWERS = [("", "–"), ("yes", _("We consent, in writing")), ("no", _("We do not consent"))]


class UnknownAgreement(Refused):
    """No agreement of this desk's suppliers has the number."""

    code = "unknown-agreement"


class AssignmentForm(forms.ModelForm):
    """Ours names a product and a company; a customer's names their agreement and our answer."""

    by = forms.ChoiceField(label=_("Who passes it on"), choices=NoticeBy.choices)
    assignee = forms.ChoiceField(
        label=_("To what company"), help_text=_("For our own."), required=False,
        choices=[("", "–"), *AssigneeKind.choices],
    )  # fmt: skip
    agreement_number = forms.CharField(
        label=_("Agreement number"), help_text=_("For a customer's."), required=False, max_length=20
    )
    consent = forms.ChoiceField(
        label=_("Our answer"), help_text=_("For a customer's."), required=False, choices=ANSWERS
    )
    assignee_name = forms.CharField(label=_("Name of the one it goes to"), max_length=160)
    assignee_number = forms.CharField(label=_("CVR number"), required=False, max_length=20)
    takes_effect_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = Assignment
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ours = ("product", "assignee")
        for name in ours if data.get("by") == NoticeBy.SUPPLIER else ("agreement_number", "consent"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, gettext("This is needed."))
        return data


@admin.register(Assignment)
class AssignmentAdmin(DecisionAdmin):
    """What was passed on, the latest first; a second person approves ours under Approvals."""

    customer_path = "agreement__customer"
    form = AssignmentForm
    list_display = (
        "takes_effect_on",
        "by",
        "product",
        "agreement",
        "assignee_name",
        "state",
        "clause",
        "supplier",
    )
    list_filter = ("supplier", "by", "state")
    list_select_related = ("product", "agreement__customer", "supplier")
    search_fields = (
        "assignee_name",
        "agreement__number",
        "agreement__customer__number",
        "agreement__customer__name",
    )
    search_help_text = _("The one it goes to, agreement or customer number, name")
    ordering = ("-id",)
    told = (
        "by",
        "product",
        "agreement",
        "assignee",
        "assignee_name",
        "assignee_number",
        "takes_effect_on",
        "state",
    )
    kept = ("supplier", "approval", "reason", "clause", "recorded_at")

    def has_add_permission(self, request: AnyRequest) -> bool:
        return bool(request.user.has_perm(f"{self.opts.app_label}.add_{self.opts.model_name}"))

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        """Nothing is decided here once it is written down."""
        return False

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        if obj is None:
            own = list(AssignmentForm.base_fields)
            return [(None, {"fields": [own[0], "product", *own[1:]]})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return super().get_readonly_fields(request, obj) if obj is not None else ()

    def save_model(self, request: AnyRequest, obj: Assignment, form: Any, change: bool) -> None:
        said = form.cleaned_data
        ours = said["by"] == NoticeBy.SUPPLIER
        made = self._propose(request, said) if ours else self._answer(request, said)
        obj.__dict__.update(made.__dict__)

    def _propose(self, request: AnyRequest, said: dict[str, Any]) -> Assignment:
        draft = Draft(
            product=said["product"],
            assignee=Assignee(said["assignee"]),
            name=said["assignee_name"],
            number=said["assignee_number"],
            takes_effect_on=said["takes_effect_on"],
            reason=said["reason"],
        )
        return operations.propose(draft=draft, by=request.user, as_of=request.today)

    def _answer(self, request: AnyRequest, said: dict[str, Any]) -> Assignment:
        return operations.answer_customer(
            agreement=self._agreement(request, said["agreement_number"]),
            name=said["assignee_name"],
            consents=said["consent"] == "yes",
            takes_effect_on=said["takes_effect_on"],
            reason=said["reason"],
            by=request.user,
            as_of=request.today,
        )

    def _agreement(self, request: AnyRequest, number: str) -> Agreement:
        found = Agreement.objects.filter(number=number.strip())
        found = found.select_related("customer__supplier", "product", "supplier")
        mine = self._suppliers(request, "add")
        theirs = list((found if mine is None else found.filter(supplier__in=mine))[:2])
        if len(theirs) != 1:
            raise UnknownAgreement(_("No agreement of yours has that number."))
        return theirs[0]
