"""Credit checks at the desk: what the bureau said, and what a person decides where it refused or was silent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, way
from config.foundation.request import AnyRequest
from contracts.enums import AgreementState
from contracts.models import CreditCheck
from contracts.operations import credit_check as operations

APPROVE, REFUSE = "approve", "refuse"
WAYS = [
    (
        APPROVE,
        way(_("Approve."), _("The agreement goes on, and begins on its day. The order confirmation is sent.")),
    ),
    (
        REFUSE,
        way(
            _("Refuse."),
            _("A business is told that it gets no agreement. A household gets it all the same, against security."),
        ),
    ),
]


class CreditCheckForm(forms.ModelForm):
    """What a person decides, and why."""

    act = Ways(label=_("Do"), choices=WAYS)
    words = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 4}))

    class Meta:
        model = CreditCheck
        fields: list[str] = []


@admin.register(CreditCheck)
class CreditCheckAdmin(DecisionAdmin):
    """Credit checks, those without an answer first."""

    customer_path = "agreement__customer"
    form = CreditCheckForm
    list_display = ("asked_on", "agreement", "state", "result_class", "answer_by", "bureau", "supplier")
    list_filter = ("supplier", "state")
    list_select_related = ("agreement", "supplier")
    search_fields = tuple(f"agreement__{name}" for name in ("number", "customer__number", "customer__name"))
    search_help_text = _("Agreement number, customer number or name")
    ordering = ("answered_at", "-pk")
    told = ("agreement", "state", "asked_on", "answer_by", "result_class", "owes", "reason")
    asked = ("act", "words")
    kept = ("supplier", "bureau", "clause", "answered_at", "decided_by", "reference", "created_at")

    def waits(self, obj: CreditCheck) -> bool:
        return bool(obj.agreement.state == AgreementState.PENDING_CREDIT)

    def act(self, request: AnyRequest, obj: CreditCheck, said: dict[str, Any]) -> None:
        operations.decide(
            check=obj,
            approved=said["act"] == APPROVE,
            reason=said["words"],
            by=request.user,
            as_of=request.today,
        )
