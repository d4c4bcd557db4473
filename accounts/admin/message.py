"""What we told customers: to be read, and a parked message is queued again or marked as arrived after all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.record import BY_CUSTOMER
from accounts.enums import MessageState
from accounts.models import Message
from accounts.operations import message_delivery
from accounts.staff_admin import SupplierScopedAdmin
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest


class ParkedForm(forms.ModelForm):
    """What became of a message of which nobody knew, and how that is known."""

    act = forms.ChoiceField(
        label=_("Do"),
        choices=[("queue", _("queue it again")), ("arrived", _("mark it as arrived after all"))],
    )
    why = forms.CharField(
        label=_("Reason"),
        help_text=_("How you know: what the log of the mail server says."),
        max_length=200,
    )

    class Meta:
        model = Message
        fields: list[str] = []


@admin.register(Message)
class MessageAdmin(SupplierScopedAdmin):
    """Every message, the newest first; only a parked one can be acted on."""

    customer_path = "customer"
    form = ParkedForm
    list_display = ("business_date", "subject", "customer", "channel", "state", "legal", "sent_at", "read_at")
    list_filter = ("supplier", "state", "channel", "legal", "kind")
    list_select_related = ("customer", "supplier")
    search_fields = (*BY_CUSTOMER, "subject", "to_address", "reason")
    search_help_text = _("Customer number, name or e-mail")
    ordering = ("-id",)
    shown = (
        "subject", "body", "customer", "supplier", "kind", "reason", "clause", "channel", "to_address", "language",
        "legal", "document", "state", "business_date", "queued_at", "attempts", "next_try_at", "sent_at",
        "provider_id", "last_error", "read_at", "public_id", "template_version", "claimed_until",
    )  # fmt: skip
    readonly_fields = shown

    def has_add_permission(self, request: AnyRequest) -> bool:
        return False

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        known = obj is not None and obj.state != MessageState.PARKED
        return not known and super().has_change_permission(request, obj)

    def get_fields(self, request: AnyRequest, obj: Any = None) -> Any:
        return (*self.shown, "act", "why") if self.has_change_permission(request, obj) else self.shown

    def save_model(self, request: AnyRequest, obj: Message, form: Any, change: bool) -> None:
        said = form.cleaned_data
        act = message_delivery.queue_again if said["act"] == "queue" else message_delivery.arrived_after_all
        try:
            act(obj, by=request.user, as_of=request.today, reason=said["why"])
            messages.success(request, gettext("Done: %(what)s") % {"what": obj})
        except Refused as refused:
            messages.error(request, str(refused))

    def response_change(self, request: AnyRequest, obj: Any) -> HttpResponse:
        return self.response_post_save_change(request, obj)
