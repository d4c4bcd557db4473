"""Letting somebody in again: begun at the desk with two checked facts, and stopped while it waits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.record import BY_CUSTOMER
from accounts.backends import jobs_today
from accounts.decision_admin import DecisionAdmin, Ways, time_left, way
from accounts.enums import CheckedFact, RecoveryKind, RecoveryState
from accounts.models import Customer, Recovery, RecoveryFact, Supplier, User
from accounts.operations import recovery as recoveries
from accounts.operations.recovery import NotPossible, Wanted
from accounts.queries.staff import jobs_of
from accounts.queries.user import login_at
from accounts.rules.staff_job import grants
from accounts.staff_admin import ReadOnlyInline
from config.foundation.request import AnyRequest

OF_STAFF = "accounts.recover_staff"
STOP = way(_("Stop it."), _("Nothing is changed. The customer may ask again; three times within thirty days."))


class StopForm(forms.ModelForm):
    """Stops what waits, with the reason."""

    act = Ways(label=_("Do"), choices=[("stop", STOP)])
    words = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = Recovery
        fields: list[str] = []


class BeginForm(forms.ModelForm):
    """What is asked for, for whom, and which facts were checked; the facts themselves are typed nowhere."""

    kind = forms.ChoiceField(label=_("What is lost"), choices=RecoveryKind.choices)
    customer_number = forms.CharField(
        label=_("Customer number"), required=False, max_length=20, help_text=_("Not for a colleague.")
    )
    colleague = forms.EmailField(
        label=_("E-mail of the colleague"), required=False, help_text=_("Only for a colleague's second factor.")
    )
    facts = forms.MultipleChoiceField(
        label=_("Facts you have checked"),
        choices=CheckedFact.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two at least. Ask; do not say what we have. For a colleague: called back and seen."),
    )
    new_email = forms.EmailField(
        label=_("New e-mail address"), required=False, help_text=_("Only when the old one is lost.")
    )
    payout_account = forms.CharField(
        label=_("Account for what we owe them"),
        required=False,
        max_length=40,
        help_text=_("Only when we owe them money. It counts when the wait is over; nothing is paid by it."),
    )
    words = forms.CharField(
        label=_("Words"), help_text=_("What was said, or the reason."), widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Recovery
        fields: list[str] = []


class FactInline(ReadOnlyInline):
    model = RecoveryFact
    fields = ("fact", "checked_by", "checked_at")
    readonly_fields = fields
    show_change_link = False


@admin.register(Recovery)
class RecoveryAdmin(DecisionAdmin):
    """What waits comes first; it is carried out by the night's job, never here."""

    customer_path = "customer"
    form = StopForm
    list_display = ("requested_at", "kind", "customer", "user", "state", "due_at", "requested_by", "supplier")
    list_filter = ("supplier", "state", "kind")
    list_select_related = ("customer", "user", "requested_by", "supplier")
    search_fields = (*BY_CUSTOMER, "user__email")
    search_help_text = _("Customer number, name or e-mail")
    ordering = ("-id",)
    inlines = (FactInline,)
    told = (
        "kind",
        "customer",
        "user",
        "state",
        "by_when",
        "told_at",
        "new_email",
        "payout_account_masked",
        "reason",
    )
    asked = ("act", "words")
    kept = (
        "supplier",
        "requested_by",
        "requested_at",
        "due_at",
        "done_at",
        "stopped_at",
        "stopped_by",
        "stopped_why",
    )

    def has_add_permission(self, request: AnyRequest) -> bool:
        return bool(request.user.has_perm("accounts.add_recovery"))

    def waits(self, obj: Recovery) -> bool:
        return bool(obj.state == RecoveryState.WAITING)

    @admin.display(description=_("It is carried out"))
    def by_when(self, obj: Recovery) -> str:
        if not self.waits(obj):
            return ""
        return time_left(obj.due_at, now=obj.asked_at, zone=obj.supplier.time_zone)  # type: ignore[attr-defined]

    def get_form(self, request: AnyRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = BeginForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": list(BeginForm.base_fields)})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return super().get_readonly_fields(request, obj) if obj is not None else ()

    def get_inlines(self, request: AnyRequest, obj: Any) -> Any:
        return () if obj is None else super().get_inlines(request, obj)

    def save_model(self, request: AnyRequest, obj: Recovery, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        begun = recoveries.begin(
            wanted=self._wanted(request, form.cleaned_data), by=request.user, as_of=request.today, at=request.now
        )
        obj.__dict__.update(begun.__dict__)

    def act(self, request: AnyRequest, obj: Recovery, said: dict[str, Any]) -> None:
        recoveries.stop(recovery=obj, by=request.user, why=said["words"], as_of=request.today, at=request.now)

    def _wanted(self, request: AnyRequest, said: dict[str, Any]) -> Wanted:
        kind = RecoveryKind(said["kind"])
        common = {"kind": kind, "facts": said["facts"], "reason": said["words"]}
        if kind == RecoveryKind.STAFF_FACTOR:
            user, supplier = self._colleague(request, said["colleague"])
            return Wanted(supplier=supplier, user=user, **common)
        customer = self._customer(request, said["customer_number"])
        return Wanted(
            supplier=customer.supplier,
            customer=customer,
            new_email=said["new_email"],
            payout_account=said["payout_account"],
            **common,
        )

    def _customer(self, request: AnyRequest, number: str) -> Customer:
        found = Customer.objects.filter(number=number.strip()).select_related("supplier")
        mine = self._suppliers(request, "add")
        theirs = list((found if mine is None else found.filter(supplier__in=mine))[:2])
        if len(theirs) != 1:
            raise NotPossible(_("No customer of yours has that number."))
        return theirs[0]

    def _colleague(self, request: AnyRequest, email: str) -> tuple[User, Supplier]:
        """Return the colleague and a supplier where both have a job; the asker's must be one that may."""
        user = login_at(None, email=email)
        mine = {at for at, job in jobs_today(request.user) if grants(job=job, permission=OF_STAFF)}
        theirs = {at for at, _job in jobs_of(user, as_of=request.today)} if user is not None else set()
        if request.user.is_superuser:
            mine = theirs
        shared = Supplier.objects.filter(pk__in=mine & theirs).order_by("pk").first()
        if user is None or shared is None:
            raise NotPossible(_("You may not do this for a colleague with that address."))
        return user, shared
