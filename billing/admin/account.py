"""Accounts with their balance, plans and instalments, claims, and payments that wait by agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin
from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from billing.admin.column import (
    ACCOUNT_AND_CUSTOMER,
    ACCOUNT_SEARCH,
    ACCOUNT_SEARCH_HELP,
    InMoney,
    customer_column,
    money_column,
)
from billing.enums import HoldState
from billing.models import (
    AcontoInstalment,
    AcontoPlan,
    BilledSupply,
    BillingAccount,
    CostMonth,
    DueItem,
    PaymentHold,
    PaymentMethod,
)
from billing.operations import payment_hold
from billing.queries.balance import ledger_balance
from config.foundation.formats import money_text, words_for_sign
from config.foundation.request import AnyRequest


class BilledSupplyInline(ReadOnlyInline):
    model = BilledSupply
    fields = ("supply",)
    readonly_fields = fields

    def get_queryset(self, request: AnyRequest) -> QuerySet[BilledSupply]:
        return super().get_queryset(request).select_related("supply")


class PaymentMethodInline(ReadOnlyInline):
    model = PaymentMethod
    fields = ("kind", "state", "brand", "last4", "expires_month", "expires_year", "starts_on", "ended_on")
    readonly_fields = fields


class PlanInline(ReadOnlyInline):
    model = AcontoPlan
    fields = ("starts_on", "ends_before", "mode", "cycle_months", "expected_year_wh", "price_micro")
    readonly_fields = fields


@admin.register(BillingAccount)
class BillingAccountAdmin(ReadOnlyAdmin):
    """Found by account, customer, metering point or invoice number; says what the books owe or are owed."""

    customer_path = "customer"
    list_display = ("number", "customer", "fuel", "currency", "opened_on", "closed_on", "supplier")
    list_filter = ("supplier", "fuel")
    list_select_related = ("customer", "supplier")
    search_fields = (
        "number",
        "customer__number",
        "customer__name",
        "customer__email",
        "billed_supplies__supply__metering_point__gsrn",
        "^invoices__number",
    )
    search_help_text = _("Account, customer number, name, e-mail, metering point or invoice number")
    ordering = ("-id",)
    readonly_fields = ("booked",)
    inlines = (BilledSupplyInline, PaymentMethodInline, PlanInline)

    def get_object(self, request: AnyRequest, object_id: str, from_field: str | None = None) -> Any:
        """Remember the day the books are read on."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.asked_on = request.today
        return found

    @admin.display(description=_("In the books today"))
    def booked(self, obj: Any) -> str:
        minor = -ledger_balance(account=obj, as_of=obj.asked_on)
        words = words_for_sign(
            minor,
            positive=gettext("the customer owes %(amount)s"),
            negative=gettext("we owe the customer %(amount)s"),
            zero=gettext("nothing owed"),
        )
        return words % {"amount": money_text(abs(minor), obj.currency, locale=get_language() or "da")}


@admin.register(BilledSupply)
class BilledSupplyAdmin(ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("supply", "billing_account", "of_customer", "supplier")
    list_filter = ("supplier",)
    list_select_related = (*ACCOUNT_AND_CUSTOMER, "supply")
    search_fields = (*ACCOUNT_SEARCH, "supply__metering_point__gsrn")
    of_customer = customer_column


@admin.register(AcontoPlan)
class AcontoPlanAdmin(ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("billing_account", "of_customer", "mode", "cycle_months", "starts_on", "ends_before")
    list_filter = ("supplier", "mode")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = ACCOUNT_SEARCH
    search_help_text = ACCOUNT_SEARCH_HELP
    ordering = ("-id",)
    of_customer = customer_column


@admin.register(AcontoInstalment)
class AcontoInstalmentAdmin(InMoney, ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("collect_on", "billing_account", "of_customer", "money", "kind", "state", "announced_on")
    list_filter = ("supplier", "state", "kind")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = ACCOUNT_SEARCH
    search_help_text = ACCOUNT_SEARCH_HELP
    date_hierarchy = "collect_on"
    ordering = ("-collect_on", "-id")
    of_customer = customer_column
    money = money_column("amount", _("amount"))


@admin.register(CostMonth)
class CostMonthAdmin(ReadOnlyAdmin):
    """What a supply used and what it cost, day by day; worked out by the run alone."""

    customer_path = "supply__agreement__customer"
    list_display = ("month", "supply", "computed_through", "supplier")
    list_filter = ("supplier",)
    list_select_related = ("supply__agreement__customer", "supplier")
    search_fields = ("supply__metering_point__gsrn", "supply__agreement__customer__number")
    search_help_text = _("Metering point or customer number")
    date_hierarchy = "month"
    ordering = ("-month", "-id")


@admin.register(DueItem)
class DueItemAdmin(InMoney, ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("due_on", "billing_account", "of_customer", "money", "kind", "channel", "state", "clause")
    list_filter = ("supplier", "state", "kind", "channel")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = (*ACCOUNT_SEARCH, "cause")
    search_help_text = ACCOUNT_SEARCH_HELP
    date_hierarchy = "due_on"
    ordering = ("-due_on", "-id")
    of_customer = customer_column
    money = money_column("amount", _("amount"))


class LiftForm(forms.ModelForm):
    """Ends a hold before its time, with the reason."""

    words = forms.CharField(
        label=_("Lift the hold now, because"),
        help_text=_(
            "The amount is collected and chased again from today. The customer is not told from here:"
            " a hold of a case is lifted in the case."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=True,
    )

    class Meta:
        model = PaymentHold
        fields: list[str] = []


@admin.register(PaymentHold)
class PaymentHoldAdmin(DecisionAdmin):
    """Payments that wait by express agreement; one is placed in the case it belongs to, and may be lifted here."""

    customer_path = "billing_account__customer"
    form = LiftForm
    list_display = ("starts_on", "ends_before", "billing_account", "of_customer", "money", "state", "placed_for")
    list_filter = ("supplier", "state")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = (*ACCOUNT_SEARCH, "placed_for")
    search_help_text = ACCOUNT_SEARCH_HELP
    ordering = ("-id",)
    told = ("billing_account", "due_item", "money", "starts_on", "ends_before", "reason", "clause", "state")
    asked = ("words",)
    kept = ("placed_for", "placed_by", "lifted_on", "lifted_by")
    press = _("Lift the hold")
    of_customer = customer_column
    money = money_column("amount", _("amount"))

    def waits(self, obj: PaymentHold) -> bool:
        return bool(obj.state == HoldState.ACTIVE)

    def act(self, request: AnyRequest, obj: PaymentHold, said: dict[str, Any]) -> None:
        payment_hold.lift(hold=obj, reason=said["words"], by=request.user, as_of=request.today)
