"""Invoices with every line and its arithmetic; what was issued is never typed over."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from billing.admin.column import (
    ACCOUNT_AND_CUSTOMER,
    ACCOUNT_SEARCH,
    customer_column,
    energy_column,
    line_money_column,
    money_column,
)
from billing.models import Invoice, InvoiceLine


class InvoiceLineInline(ReadOnlyInline):
    model = InvoiceLine
    fields = ("sequence", "kind", "starts_on", "ends_before", "energy", "before_vat", "vat_money", "clause")
    readonly_fields = fields
    energy = energy_column
    before_vat = line_money_column("net", _("before VAT"))
    vat_money = line_money_column("vat", _("VAT"))


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("number", "issued_on", "due_on", "of_customer", "money", "kind", "estimated", "supplier")
    list_filter = ("supplier", "kind", "estimated")
    list_select_related = ACCOUNT_AND_CUSTOMER
    search_fields = ("^number", *ACCOUNT_SEARCH, "lines__supply__metering_point__gsrn")
    search_help_text = _("Invoice number, account, customer number, name, e-mail or metering point")
    date_hierarchy = "issued_on"
    ordering = ("-issued_on", "-id")
    inlines = (InvoiceLineInline,)
    fields = (
        "number", "of_customer", "billing_account", "kind", "corrects", "issued_on", "due_on", "period_starts_on",
        "period_ends_before", "energy", "before_vat", "vat_money", "money", "estimated", "clause", "document",
        "supplier", "created_at",
    )  # fmt: skip
    of_customer = customer_column
    energy = energy_column
    before_vat = money_column("net", _("before VAT"))
    vat_money = money_column("vat", _("VAT"))
    money = money_column("gross", _("amount"))


@admin.register(InvoiceLine)
class InvoiceLineAdmin(ReadOnlyAdmin):
    customer_path = "invoice__billing_account__customer"
    list_display = ("invoice", "sequence", "kind", "starts_on", "ends_before", "energy", "before_vat", "clause")
    list_filter = ("supplier", "kind")
    list_select_related = ("invoice", "supplier")
    search_fields = ("^invoice__number", "invoice__billing_account__customer__number")
    search_help_text = _("Invoice number or customer number")
    ordering = ("-invoice_id", "sequence")
    energy = energy_column
    before_vat = line_money_column("net", _("before VAT"))
