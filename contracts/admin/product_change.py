"""Changes of product at the desk: read here, asked for and taken back on the page of the agreement."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin
from contracts.models import ProductChange


@admin.register(ProductChange)
class ProductChangeAdmin(ReadOnlyAdmin):
    """Those asked for, the next to begin first, then what came of the others."""

    customer_path = "agreement__customer"
    list_display = (
        "starts_on",
        "agreement",
        "from_product",
        "to_product",
        "asked_on",
        "form",
        "state",
        "supplier",
    )
    list_filter = ("supplier", "state", "binds_anew")
    list_select_related = ("agreement", "from_product", "to_product", "supplier")
    search_fields = (
        "agreement__number",
        "agreement__customer__number",
        "agreement__customer__name",
        "agreement__customer__email",
    )
    search_help_text = _("Agreement number, customer number, name or e-mail")
    ordering = ("state", "starts_on", "pk")
