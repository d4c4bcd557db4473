"""Agreements at the desk: found, read, and changed, ended or withdrawn from on behalf of a customer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin
from accounts.staff_admin import ReadOnlyInline
from config.foundation.formats import date_text
from config.foundation.request import AnyRequest
from config.foundation.zone import zone_of
from contracts.admin.agreement_form import AgreementForm, ways_of
from contracts.models import Agreement, Product, Supply
from contracts.operations import owner_termination as owners
from contracts.operations import product_change as changes
from contracts.operations import termination as terminations
from contracts.operations import withdrawal as withdrawals
from contracts.queries.product_change import running_change
from contracts.queries.product_change_page import change_words
from contracts.queries.termination import awaiting_termination, running_termination
from contracts.rules.termination import NoticeForm

BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")


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
        "owns",
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
        return bool(ways_of(obj))

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
                give = owners.give if said["owns"] else terminations.give
                give(
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
                found = awaiting_termination(obj) or running_termination(obj)
                if found is not None:
                    owners.undo(given=found, **who)
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
