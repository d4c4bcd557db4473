"""Moves at the desk: told on behalf of a customer by the operation of Min side, read, and taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, way
from accounts.models import Customer
from accounts.staff_admin import ReadOnlyInline
from config.foundation import clock
from config.foundation.money import kr
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest
from contracts.enums import PriceArea
from contracts.models import Move, MoveSupply
from contracts.move_form import PersonalNumber
from contracts.operations import move as moves
from contracts.operations.move import Wish
from contracts.queries.move import may_be_undone, supplies_to_move
from contracts.rules.termination import NoticeForm

BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")
UNDO = way(
    _("Take the move back."),
    _("The old address is supplied on as if no move had been told. The customer gets a receipt today."),
)
FORMS = [
    (NoticeForm.PHONE, _("by phone")),
    (NoticeForm.EMAIL, _("by e-mail")),
    (NoticeForm.LETTER, _("by letter")),
]
AREAS = [("", _("found by the postcode")), *PriceArea.choices]


class UnknownToUs(Refused):
    """Nothing of the customer's is supplied at the metering point."""

    code = "unknown-to-us"


class MoveForm(forms.ModelForm):
    """What to do with a move that was told."""

    act = Ways(label=_("Do"), choices=[("undo", UNDO)])

    class Meta:
        model = Move
        fields: list[str] = []


class TellMoveForm(forms.ModelForm):
    """A move as a customer tells it on the phone or in a letter."""

    customer_number = forms.CharField(label=_("Customer number"), max_length=20)
    moves_on = forms.DateField(label=_("Day of the move"), widget=forms.DateInput(attrs={"type": "date"}))
    points = forms.CharField(
        label=_("Metering points"),
        help_text=_(
            "A line for each that moves: the old number, a space, the new one. Without a new one it ends."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    street = forms.CharField(label=_("New street and number"), max_length=160)
    postcode = forms.CharField(label=_("New postcode"), max_length=12)
    city = forms.CharField(label=_("New town"), max_length=80)
    price_area = forms.ChoiceField(label=_("Price area of the new address"), choices=AREAS, required=False)
    personal_number = PersonalNumber()
    without_number = forms.BooleanField(label=_("The customer has no CPR number"), required=False)
    accepted = forms.DecimalField(
        label=_("What leaving costs, in kr. with VAT"),
        help_text=_("As it was said to the customer. If it is not so, nothing is done and you are told."),
        decimal_places=2,
        min_value=0,
        initial=0,
    )
    form = forms.ChoiceField(label=_("How the notice came"), choices=FORMS)
    words = forms.CharField(
        label=_("Words"), help_text=_("What was said, or the reason."), widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Move
        fields: list[str] = []


class SupplyOfMoveInline(ReadOnlyInline):
    model = MoveSupply
    fields = ("supply", "gsrn", "new_supply", "termination", "read_kwh", "read_at")
    readonly_fields = fields


@admin.register(Move)
class MoveAdmin(DecisionAdmin):
    """Moves, the latest told first; found by the customer or one of the metering points."""

    customer_path = "customer"
    form = MoveForm
    list_display = ("moves_on", "customer", "state", "timing", "told_on", "ends_before", "starts_on", "supplier")
    list_filter = ("supplier", "state", "timing")
    list_select_related = ("customer__supplier", "supplier")
    search_fields = (*BY_CUSTOMER, "supplies__supply__metering_point__gsrn", "supplies__gsrn")
    search_help_text = _("Customer number, name, e-mail or metering point")
    ordering = ("-id",)
    inlines = (SupplyOfMoveInline,)
    told = ("customer", "state", "moves_on", "told_on", "registered_on", "ends_before", "starts_on", "exit_gross")
    asked = ("act",)
    kept = (
        "supplier",
        "form",
        "timing",
        "held_until",
        "registrable_on",
        "address",
        "clauses",
        "reason",
        "undone_on",
    )

    def has_add_permission(self, request: AnyRequest) -> bool:
        permission = f"{self.opts.app_label}.add_{self.opts.model_name}"
        return bool(request.user.has_perm(permission))

    @admin.display(description=_("New address"))
    def address(self, obj: Move) -> str:
        return f"{obj.street}, {obj.postcode} {obj.city}"

    def waits(self, obj: Move) -> bool:
        return may_be_undone(obj, as_of=clock.today(obj.supplier.time_zone))

    def get_form(self, request: AnyRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = TellMoveForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": list(TellMoveForm.base_fields)})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return super().get_readonly_fields(request, obj) if obj is not None else ()

    def get_inlines(self, request: AnyRequest, obj: Any) -> Any:
        return () if obj is None else super().get_inlines(request, obj)

    def save_model(self, request: AnyRequest, obj: Move, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        told = self._tell(request, form.cleaned_data)
        obj.__dict__.update(told.__dict__)

    def act(self, request: AnyRequest, obj: Move, said: dict[str, Any]) -> None:
        moves.undo(move=obj, by=request.user, as_of=request.today)

    def _tell(self, request: AnyRequest, said: dict[str, Any]) -> Move:
        customer = self.customer_numbered(request, said["customer_number"])
        where = {name: said[name] for name in ("street", "postcode", "city", "price_area")}
        return moves.tell(
            customer=customer,
            wish=Wish(moves_on=said["moves_on"], to=_wanted(customer, said["points"]), **where),
            accepted=kr(str(said["accepted"])),
            form=NoticeForm(said["form"]),
            personal_number=said["personal_number"],
            without_number=said["without_number"],
            reason=said["words"],
            by=request.user,
            as_of=request.today,
        )


def _wanted(customer: Customer, lines: str) -> dict[int, str]:
    """Return the new number by key of the supply, as the lines name them by the old one."""
    own = {supply.metering_point.gsrn: supply.pk for supply in supplies_to_move(customer)}
    wanted: dict[int, str] = {}
    for line in lines.splitlines():
        old, _space, new = line.strip().partition(" ")
        if old and old not in own:
            raise UnknownToUs(
                _("The customer is not supplied at the metering point %(number)s.") % {"number": old}
            )
        if old:
            wanted[own[old]] = new.strip()
    return wanted
