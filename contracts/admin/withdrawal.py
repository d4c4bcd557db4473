"""Withdrawals at the desk: what has come in, and what staff say when it has been settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, way
from config.foundation.request import AnyRequest
from contracts.enums import WithdrawalState
from contracts.models import Withdrawal
from contracts.operations import withdrawal as operations

BY_CUSTOMER = tuple(f"agreement__customer__{field}" for field in ("number", "name", "email"))
SETTLE = way(
    _("It is settled."),
    _("The market has been told, and what was not owed is paid back. The task leaves the queue."),
)


class WithdrawalForm(forms.ModelForm):
    """Say that a withdrawal is settled, and what was done."""

    act = Ways(label=_("Do"), choices=[("settle", SETTLE)])
    words = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 4}))

    class Meta:
        model = Withdrawal
        fields: list[str] = []


@admin.register(Withdrawal)
class WithdrawalAdmin(DecisionAdmin):
    """Withdrawals, those not settled first."""

    customer_path = "agreement__customer"
    form = WithdrawalForm
    list_display = ("received_on", "agreement", "state", "form", "sent_at", "last_day", "supplier")
    list_filter = ("supplier", "state", "form")
    list_select_related = ("agreement", "supplier")
    search_fields = (*BY_CUSTOMER, "agreement__number")
    search_help_text = _("Agreement number, customer number, name or e-mail")
    ordering = ("state", "-received_on", "-pk")
    told = (
        "agreement",
        "state",
        "sent_at",
        "received_on",
        "last_day",
        "delivered_from",
        "delivered_before",
        "subscription_net",
        "subscription_vat",
        "reason",
    )
    asked = ("act", "words")
    kept = ("supplier", "form", "clauses", "settled_on", "recorded_at")

    def waits(self, obj: Withdrawal) -> bool:
        return bool(obj.state == WithdrawalState.RECEIVED)

    def act(self, request: AnyRequest, obj: Withdrawal, said: dict[str, Any]) -> None:
        operations.settle(withdrawal=obj, outcome=said["words"], by=request.user, as_of=request.today)
