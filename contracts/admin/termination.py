"""Notices at the desk: read, and an owner's event verified; they are given and undone on their agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, way
from accounts.staff_admin import ReadOnlyInline
from config.foundation import clock
from config.foundation.request import AnyRequest
from contracts.enums import EventSource, OwnerEventKind, TerminationState
from contracts.models import OwnerEvent, Termination
from contracts.operations import owner_event as operations
from contracts.operations.owner_event import Seen
from contracts.operations.owner_termination import wish_cut_off

TERMINATION_BY_CUSTOMER = tuple(f"agreement__customer__{field}" for field in ("number", "name", "email"))
VERIFY = way(
    _("It is verified."),
    _("The agreement ends with the earliest event that could be verified, never before the notice ends."),
)
REJECT = way(_("It could not be verified."), _("The notice waits on, and the customer is told why."))
CUT_OFF = way(
    _("The customer wants supply cut."),
    _("A task asks to pass it on today. The customer gets a receipt, and the grid company's fee later."),
)
NEEDED = {"verify": ("kind", "told_on", "verifiable_on", "source", "reference"), "reject": ("kind", "words")}


class OwnerEventForm(forms.ModelForm):
    """What was found out about an owner's notice."""

    act = Ways(label=_("Do"), choices=[("verify", VERIFY), ("reject", REJECT), ("cut-off", CUT_OFF)])
    kind = forms.ChoiceField(label=_("Which event"), required=False, choices=[("", "–"), *OwnerEventKind.choices])
    told_on = forms.DateField(label=_("We were told on"), required=False, widget=AdminDateWidget)
    verifiable_on = forms.DateField(
        label=_("It could be verified from"),
        help_text=_("The day the message and the means to check it were there. That day counts, not today."),
        required=False,
        widget=AdminDateWidget,
    )
    supply_stops_on = forms.DateField(
        label=_("First day without our supply"),
        help_text=_("For a new supply or a cut-off, when it is known."),
        required=False,
        widget=AdminDateWidget,
    )
    source = forms.ChoiceField(label=_("Verified by"), required=False, choices=[("", "–"), *EventSource.choices])
    reference = forms.CharField(
        label=_("Which one"),
        help_text=_("The message's id, the letter's date and sender, or the entry in the land register."),
        required=False,
        max_length=120,
    )
    words = forms.CharField(
        label=_("Words"),
        help_text=_("What was found. When it could not be verified the customer reads it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Termination
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in NEEDED.get(data.get("act", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, gettext("This is needed."))
        return data


class EventInline(ReadOnlyInline):
    model = OwnerEvent
    fields = ("kind", "state", "told_on", "verifiable_on", "verified_on", "source", "reference", "words")
    readonly_fields = fields


@admin.register(Termination)
class TerminationAdmin(DecisionAdmin):
    """Notices given, the next to take effect first; on an owner's the event it waits for is entered."""

    customer_path = "agreement__customer"
    form = OwnerEventForm
    list_display = ("ends_before", "agreement", "given_by", "given_on", "form", "state", "exit_net", "supplier")
    list_filter = ("supplier", "state", "given_by")
    list_select_related = ("agreement", "supplier")
    search_fields = (*TERMINATION_BY_CUSTOMER, "agreement__number")
    search_help_text = _("Agreement number, customer number, name or e-mail")
    ordering = ("-state", "ends_before", "pk")
    inlines = (EventInline,)
    told = (
        "agreement",
        "state",
        "given_by",
        "given_on",
        "notice_ends_before",
        "ends_before",
        "cut_off_wished_on",
        "reason",
    )
    asked = ("act", *(name for name in OwnerEventForm.base_fields if name != "act"))
    kept = ("supplier", "exit_option", "exit_net", "exit_vat", "clauses", "undone_on", "recorded_at")

    def waits(self, obj: Termination) -> bool:
        """Tell whether an event may still be entered: an owner's notice that has not taken effect."""
        if obj.notice_ends_before is None:
            return False
        if obj.state == TerminationState.AWAITING:
            return True
        today = clock.today(obj.supplier.time_zone)
        return obj.state == TerminationState.GIVEN and obj.ends_before is not None and today < obj.ends_before

    def act(self, request: AnyRequest, obj: Termination, said: dict[str, Any]) -> None:
        who = {"by": request.user, "as_of": request.today}
        match said["act"]:
            case "verify":
                operations.verify(given=obj, seen=_seen(said), **who)
            case "reject":
                operations.reject(given=obj, kind=OwnerEventKind(said["kind"]), reason=said["words"], **who)
            case "cut-off":
                wish_cut_off(given=obj, **who)


def _seen(said: dict[str, Any]) -> Seen:
    return Seen(
        kind=OwnerEventKind(said["kind"]),
        told_on=said["told_on"],
        verifiable_on=said["verifiable_on"],
        source=EventSource(said["source"]),
        reference=said["reference"],
        supply_stops_on=said["supply_stops_on"],
        words=said["words"],
    )
