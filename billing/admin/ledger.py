"""The books: transactions and their entries, to be read and searched, never changed."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from billing.admin.column import ACCOUNT_SEARCH, ACCOUNT_SEARCH_HELP, InMoney, money_column
from billing.models import Entry, Transaction


class EntryInline(ReadOnlyInline):
    model = Entry
    fields = ("ledger_account", "billing_account", "purpose", "money", "due_item", "business_date")
    readonly_fields = fields
    money = money_column("amount", _("amount"))


@admin.register(Transaction)
class TransactionAdmin(ReadOnlyAdmin):
    list_display = ("business_date", "kind", "text", "cause", "actor", "author", "approver", "supplier")
    list_filter = ("supplier", "kind")
    list_select_related = ("supplier", "author", "approver")
    search_fields = ("cause", "text", *(f"entries__{path}" for path in ACCOUNT_SEARCH))
    search_help_text = ACCOUNT_SEARCH_HELP
    date_hierarchy = "business_date"
    ordering = ("-id",)
    inlines = (EntryInline,)


@admin.register(Entry)
class EntryAdmin(InMoney, ReadOnlyAdmin):
    customer_path = "billing_account__customer"
    list_display = ("business_date", "ledger_account", "billing_account", "purpose", "money", "transaction")
    list_filter = ("supplier", "ledger_account", "purpose")
    list_select_related = ("billing_account", "transaction", "supplier")
    search_fields = (*ACCOUNT_SEARCH, "transaction__cause")
    search_help_text = ACCOUNT_SEARCH_HELP
    date_hierarchy = "business_date"
    ordering = ("-id",)
    money = money_column("amount", _("amount"))
