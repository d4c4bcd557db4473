"""What we told customers: to be read, and a parked message is queued again or marked as arrived after all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.record import BY_CUSTOMER
from accounts.decision_admin import DecisionAdmin, Ways, way
from accounts.enums import MessageState
from accounts.models import Message
from accounts.operations import message_delivery, paper
from config.foundation.request import AnyRequest

AGAIN = way(_("Queue it again."), _("It is sent once more. If the first one arrived, the customer gets it twice."))
POSTED = way(_("It is posted."), _("It counts as sent from now on, and the work in the queue is done."))
ARRIVED = way(_("Mark it as arrived after all."), _("Nothing is sent. It counts as sent from now on."))


class ParkedForm(forms.ModelForm):
    """What became of a message of which nobody knew, and how that is known."""

    act = Ways(label=_("Do"), choices=[("queue", AGAIN), ("arrived", ARRIVED)])
    why = forms.CharField(
        label=_("Reason"),
        help_text=_("How you know: what the log of the mail server says."),
        max_length=200,
    )

    class Meta:
        model = Message
        fields: list[str] = []


class PostedForm(forms.ModelForm):
    """That a letter was posted, and how."""

    act = Ways(label=_("Do"), choices=[("posted", POSTED)])
    why = forms.CharField(label=_("Reason"), help_text=_("When and how it was posted."), max_length=200)

    class Meta:
        model = Message
        fields: list[str] = []


@admin.register(Message)
class MessageAdmin(DecisionAdmin):
    """Every message, the newest first; a parked one can be acted on, and a letter that is to be posted."""

    customer_path = "customer"
    form = ParkedForm
    list_display = ("business_date", "subject", "customer", "channel", "state", "legal", "sent_at", "read_at")
    list_filter = ("supplier", "state", "channel", "legal", "kind")
    list_select_related = ("customer", "supplier")
    search_fields = (*BY_CUSTOMER, "subject", "to_address", "reason")
    search_help_text = _("Customer number, name or e-mail")
    ordering = ("-id",)
    told = ("subject", "body", "customer", "to_address", "state", "last_error", "legal", "clause")
    asked = ("act", "why")
    kept = (
        "supplier", "kind", "reason", "channel", "language", "document", "business_date", "queued_at", "attempts",
        "next_try_at", "sent_at", "provider_id", "read_at", "public_id", "template_version", "claimed_until",
    )  # fmt: skip

    def waits(self, obj: Message) -> bool:
        return bool(obj.state == MessageState.PARKED) or paper.to_be_posted(obj)

    def get_form(self, request: AnyRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None and paper.to_be_posted(obj):
            kwargs["form"] = PostedForm
        return super().get_form(request, obj, change=change, **kwargs)

    def act(self, request: AnyRequest, obj: Message, said: dict[str, Any]) -> None:
        if said["act"] == "posted":
            paper.posted(obj, by=request.user, as_of=request.today, reason=said["why"])
            return
        settle = message_delivery.queue_again if said["act"] == "queue" else message_delivery.arrived_after_all
        settle(obj, by=request.user, as_of=request.today, reason=said["why"])
