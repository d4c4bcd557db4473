"""Deaths and insolvencies at the desk: told on behalf of somebody, confirmed with the proof, or set aside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, way
from config.foundation.request import AnyRequest
from contracts.enums import LifeEventKind, LifeEventState
from contracts.models import LifeEvent
from contracts.operations import life_event as operations
from contracts.operations.life_event import Report, SeesToIt
from contracts.queries.life_event import RUNNING, TITLES
from contracts.rules.life_event import Happening

PARTS = ("name", "address", "email", "phone")
BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")
CONFIRM = way(
    _("Confirm it."),
    _(
        "You have seen the proof. After a death the estate is written to from today, and the login of the "
        "deceased is closed. A receipt goes to whoever is written to now."
    ),
)
CONTACT = way(
    _("Name who sees to it."), _("The contact below takes the place of the one before; nothing is sent.")
)
REJECT = way(
    _("It is not so."),
    _("It is set aside, and what it had changed is changed back. The customer gets a receipt today."),
)
END = way(_("It is over."), _("For a reconstruction, a bankruptcy or a debt relief. The customer gets a receipt."))


class ContactForm(forms.ModelForm):
    """Who sees to the estate, or the administrator."""

    name = forms.CharField(label=_("Who sees to it"), max_length=160, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)

    class Meta:
        model = LifeEvent
        fields: list[str] = []


class LifeEventForm(ContactForm):
    """What to do with what was told; only what its state allows is offered."""

    act = Ways(label=_("Do"))
    reason = forms.CharField(
        label=_("Words"),
        help_text=_("The proof you have seen, such as a certificate of the probate court, or the reason."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["act"].choices = _ways(self.instance)  # type: ignore[attr-defined]
        for part in PARTS:
            self.fields[part].initial = getattr(self.instance, f"contact_{part}")


class TellForm(ContactForm):
    """What somebody tells on the phone, in a letter or in person."""

    customer_number = forms.CharField(label=_("Customer number"), max_length=20)
    kind = forms.ChoiceField(label=_("What has happened?"), choices=list(TITLES.items()))
    happened_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}))
    told_by = forms.CharField(
        label=_("Told by"), help_text=_("Name, and what they are to the customer."), max_length=160
    )
    words = forms.CharField(label=_("Words"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    field_order = ("customer_number", "kind", "happened_on", "told_by")


def _ways(told: LifeEvent) -> list[tuple[str, Any]]:
    if told.state == LifeEventState.REPORTED:
        return [("confirm", CONFIRM), ("contact", CONTACT), ("reject", REJECT)]
    over = [] if told.kind == LifeEventKind.DEATH else [("end", END)]
    return [("contact", CONTACT), *over, ("reject", REJECT)]


def _contact(said: dict[str, Any]) -> SeesToIt:
    return SeesToIt(**{part: said[part] for part in PARTS})


@admin.register(LifeEvent)
class LifeEventAdmin(DecisionAdmin):
    """What was told, newest first; the tasks about it lead here."""

    customer_path = "customer"
    form = LifeEventForm
    list_display = ("told_on", "kind", "customer", "state", "happened_on", "contact_name", "clause", "supplier")
    list_filter = ("supplier", "state", "kind")
    list_select_related = ("customer__supplier", "supplier")
    search_fields = (*BY_CUSTOMER, "contact_name", "contact_email")
    search_help_text = _("Customer number, name, e-mail, or who sees to it")
    ordering = ("-id",)
    told = ("customer", "kind", "state", "happened_on", "told_on", "told_by", "words", "seen_to_by", "proof")
    asked = ("act", *PARTS, "reason")
    kept = ("supplier", "clause", "confirmed_on", "closed_on", "recorded_at")

    def has_add_permission(self, request: AnyRequest) -> bool:
        return bool(request.user.has_perm(f"{self.opts.app_label}.add_{self.opts.model_name}"))

    def waits(self, obj: LifeEvent) -> bool:
        return obj.state in RUNNING

    @admin.display(description=_("Who sees to it"))
    def seen_to_by(self, obj: LifeEvent) -> str:
        said = (obj.contact_name, obj.contact_address, obj.contact_email, obj.contact_phone)
        return ", ".join(each for each in said if each) or "–"

    def get_form(self, request: AnyRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = TellForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": list(TellForm.base_fields)})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return super().get_readonly_fields(request, obj) if obj is not None else ()

    def save_model(self, request: AnyRequest, obj: LifeEvent, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        told = self._tell(request, form.cleaned_data)
        obj.__dict__.update(told.__dict__)

    def act(self, request: AnyRequest, obj: LifeEvent, said: dict[str, Any]) -> None:
        who: dict[str, Any] = {"by": request.user, "as_of": request.today}
        match said["act"]:
            case "confirm":
                operations.confirm(life_event=obj, proof=said["reason"], contact=_contact(said), **who)
            case "contact":
                operations.name_contact(life_event=obj, contact=_contact(said), **who)
            case "reject":
                operations.reject(life_event=obj, reason=said["reason"], **who)
            case "end":
                operations.end(life_event=obj, reason=said["reason"], **who)

    def _tell(self, request: AnyRequest, said: dict[str, Any]) -> LifeEvent:
        told = Report(
            kind=Happening(said["kind"]),
            happened_on=said["happened_on"],
            told_by=said["told_by"],
            contact=_contact(said),
            words=said["words"],
        )
        customer = self.customer_numbered(request, said["customer_number"])
        return operations.report(customer=customer, told=told, by=request.user, as_of=request.today)
