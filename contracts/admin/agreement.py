"""Agreements at the desk: found, read, and changed, ended or withdrawn from on behalf of a customer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin, Ways, way
from accounts.staff_admin import ReadOnlyInline
from config.foundation import clock
from config.foundation.formats import date_text
from config.foundation.request import AnyRequest
from config.foundation.zone import zone_of
from contracts import terms
from contracts.enums import AgreementState
from contracts.models import Agreement, Product, Supply
from contracts.operations import product_change as changes
from contracts.operations import termination as terminations
from contracts.operations import withdrawal as withdrawals
from contracts.queries.product_change import change_options, running_change
from contracts.queries.product_change_page import change_words
from contracts.queries.product_change_page import choices_of as product_choices
from contracts.queries.termination import exit_days, running_termination
from contracts.queries.termination_page import choices_of
from contracts.queries.withdrawal import WITHDRAWABLE, right_of
from contracts.rules.termination import NoticeForm

BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")

NOTICE = way(
    _("Give notice for the customer."),
    _("The agreement ends on the day you choose, at the cost it says. The customer gets a receipt today."),
)
OURS = way(
    _("Give the supplier's own notice."),
    _("The agreement ends with the notice its terms give us, at no cost. The customer gets it in writing today."),
)
UNDO = way(
    _("Take the notice back."),
    _("The agreement runs on as if no notice had been given. The customer gets a receipt today."),
)
WITHDRAW = _("Log a withdrawal.")
WITHDRAW_THEN = _(
    "It counts when it was sent or said, and the last day for that is %(day)s. The agreement ends at once and at "
    "no fee; the customer gets a receipt today."
)
SWITCH = way(
    _("Change product for the customer."),
    _("The product you choose begins on the day it says, at the cost it says. The customer gets a receipt today."),
)
KEEP = way(
    _("Take the change of product back."),
    _("The agreement runs on with its product and its binding. The customer gets a receipt today."),
)
FORMS = [
    (NoticeForm.PHONE, _("by phone")),
    (NoticeForm.EMAIL, _("by e-mail")),
    (NoticeForm.LETTER, _("by letter")),
]


class AgreementForm(forms.ModelForm):
    """What to do with an agreement; only what its state allows is offered."""

    act = Ways(label=_("Do"))
    last_day = forms.ChoiceField(label=_("Last day"), required=False)
    new_product = forms.ChoiceField(label=_("New product"), required=False)
    bound = forms.BooleanField(
        label=_("The customer has been told the day the new binding ends, and has said yes to it"), required=False
    )
    form = forms.ChoiceField(label=_("How the notice came"), required=False, choices=FORMS)
    sent_on = forms.DateField(
        label=_("Sent on"), help_text=_("For a withdrawal."), required=False, widget=AdminDateWidget
    )
    sent_at = forms.TimeField(
        label=_("Sent at"),
        help_text=_("The postmark, the time of the e-mail or of the call, in the supplier's local time."),
        required=False,
        widget=AdminTimeWidget,
    )
    other_fuel = forms.BooleanField(
        label=_("It names the agreement on the other fuel too"), help_text=_("For a withdrawal."), required=False
    )
    words = forms.CharField(
        label=_("Words"), help_text=_("What was said, or the reason."), widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        running = self.instance.state == AgreementState.ACTIVE
        self.fields["act"].choices = _ways(self.instance)  # type: ignore[attr-defined]
        self.fields["last_day"].choices = _days(self.instance) if running else []  # type: ignore[attr-defined]
        self.fields["new_product"].choices = _products(self.instance) if running else []  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("act") == "withdraw":
            for name in ("sent_on", "sent_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Say when it was sent."))
        return data


def _ways(agreement: Agreement) -> list[tuple[str, Any]]:
    """Offer what the agreement's state allows; a withdrawal sent in time may come in after its last day."""
    ways: list[tuple[str, Any]] = []
    if agreement.state == AgreementState.ACTIVE:
        ways += [("notice", NOTICE), ("ours", OURS), ("switch", SWITCH)]
    elif agreement.state == AgreementState.TERMINATING:
        ways.append(("keep", KEEP) if running_change(agreement) is not None else ("undo", UNDO))
    right = right_of(agreement) if agreement.state in WITHDRAWABLE else None
    if right is not None:
        day = date_text(right.last_day, locale=get_language() or "da")
        ways.append(("withdraw", way(WITHDRAW, str(WITHDRAW_THEN) % {"day": day})))
    return ways


def _days(agreement: Agreement) -> list[tuple[str, str]]:
    """Offer the days with their cost; the cost is part of the choice, so that another one is never agreed to."""
    as_of = clock.today(agreement.supplier.time_zone)
    days = exit_days(agreement, as_of=as_of)
    currency = terms.by_code(agreement.terms_code).currency
    said = choices_of(days, currency=currency, locale=get_language() or "da")
    return [(f"{value} {day.gross}", label) for (value, label), day in zip(said, days, strict=True)]


def _products(agreement: Agreement) -> list[tuple[str, str]]:
    """Offer the products with first day, binding and cost, which are all part of the choice."""
    options = change_options(agreement, as_of=clock.today(agreement.supplier.time_zone))
    currency = terms.by_code(agreement.terms_code).currency
    said = product_choices(options, currency=currency, locale=get_language() or "da")
    return [
        (f"{value} {option.gross} {option.answer.free_from or ''}", label)
        for (value, label), option in zip(said, options, strict=True)
    ]


class SupplyOfAgreementInline(ReadOnlyInline):
    model = Supply
    fields = ("metering_point", "starts_on", "ends_before")
    readonly_fields = fields

    def get_queryset(self, request: AnyRequest) -> QuerySet[Supply]:
        return super().get_queryset(request).select_related("metering_point", "agreement")


@admin.register(Agreement)
class AgreementAdmin(DecisionAdmin):
    """Found by its number, the customer or the metering point."""

    customer_path = "customer"
    form = AgreementForm
    list_display = ("number", "customer", "product", "state", "starts_on", "ends_before", "terms_code", "supplier")
    list_filter = ("supplier", "state", "product__kind")
    list_select_related = ("customer__supplier", "product", "supplier")
    search_fields = (*BY_CUSTOMER, "number", "supplies__metering_point__gsrn")
    search_help_text = _("Agreement number, customer number, name, e-mail or metering point")
    ordering = ("-id",)
    inlines = (SupplyOfAgreementInline,)
    told = (
        "number",
        "customer",
        "product",
        "state",
        "starts_on",
        "binding_ends_on",
        "ends_before",
        "notices",
        "moving",
        "changes",
    )
    asked = (
        "act",
        "last_day",
        "new_product",
        "bound",
        "form",
        "sent_on",
        "sent_at",
        "other_fuel",
        "words",
    )
    kept = (
        "supplier",
        "terms_code",
        "terms_hash",
        "overrides",
        "concluded_on",
        "made_at",
        "informed_on",
        "start_requested_on",
        "start_on_durable_medium",
        "start_told_of_payment",
    )

    def waits(self, obj: Agreement) -> bool:
        return bool(_ways(obj))

    @admin.display(description=_("Notices"))
    def notices(self, obj: Agreement) -> str:
        """Show every notice that was given, and what came of it."""
        reader = get_language() or "da"
        rows = (
            (
                date_text(row.given_on, locale=reader, style="short"),
                row.get_given_by_display(),
                row.get_state_display(),
                row.reason,
            )
            for row in obj.terminations.order_by("pk")
        )
        return format_html_join("", "<p>{}, {}: {}. {}</p>", rows) or "–"

    @admin.display(description=_("Moving"))
    def moving(self, obj: Agreement) -> str:
        """Lead to where a move of the customer is told, with the number filled in."""
        address = reverse("admin:contracts_move_add", query={"customer_number": obj.customer.number})
        return format_html('<a href="{}">{}</a>', address, _("The customer moves"))

    @admin.display(description=_("Changes of product"))
    def changes(self, obj: Agreement) -> str:
        """Show every change of product that was asked for, and what came of it."""
        rows = obj.product_changes.select_related("from_product", "to_product").order_by("pk")
        said = ((change_words(row, locale=get_language() or "da"),) for row in rows)
        return format_html_join("", "<p>{}</p>", said) or "–"

    def act(self, request: AnyRequest, obj: Agreement, said: dict[str, Any]) -> None:
        who = {"by": request.user, "as_of": request.today}
        match said["act"]:
            case "notice":
                day, _space, cost = said["last_day"].partition(" ")
                terminations.give(
                    agreement=obj,
                    last_day=date.fromisoformat(day),
                    accepted=int(cost),
                    form=NoticeForm(said["form"]),
                    reason=said["words"],
                    **who,
                )
            case "ours":
                terminations.give_for_supplier(agreement=obj, reason=said["words"], **who)
            case "undo":
                found = running_termination(obj)
                if found is not None:
                    terminations.undo(termination=found, **who)
            case "withdraw":
                _withdraw(obj, said, who)
            case "switch":
                _switch(obj, said, who)
            case "keep":
                asked = running_change(obj)
                if asked is not None:
                    changes.undo(change=asked, **who)


def _withdraw(obj: Agreement, said: dict[str, Any], who: dict[str, Any]) -> None:
    local = zone_of(obj.supplier.time_zone)
    withdrawals.withdraw(
        agreement=obj,
        sent_at=datetime.combine(said["sent_on"], said["sent_at"], local),
        form=NoticeForm(said["form"]),
        other_fuel=said["other_fuel"],
        reason=said["words"],
        **who,
    )


def _switch(obj: Agreement, said: dict[str, Any], who: dict[str, Any]) -> None:
    if not said["new_product"]:
        raise changes.ChangeNotOffered(_("Choose a product."))
    code, day, cost, free_from = said["new_product"].split(" ")
    changes.ask(
        agreement=obj,
        product=Product.objects.get(supplier_id=obj.supplier_id, code=code),
        starts_on=date.fromisoformat(day),
        accepted=int(cost),
        free_from_confirmed=date.fromisoformat(free_from) if free_from and said["bound"] else None,
        form=NoticeForm(said["form"]),
        reason=said["words"],
        **who,
    )
