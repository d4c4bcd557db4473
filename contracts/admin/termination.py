"""Notices at the desk, to be looked at; they are given and taken back on their agreement."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin
from contracts.models import Termination

TERMINATION_BY_CUSTOMER = tuple(f"agreement__customer__{field}" for field in ("number", "name", "email"))


@admin.register(Termination)
class TerminationAdmin(ReadOnlyAdmin):
    """Notices given, the next to take effect first."""

    customer_path = "agreement__customer"
    list_display = ("ends_before", "agreement", "given_by", "given_on", "form", "state", "exit_net", "supplier")
    list_filter = ("supplier", "state", "given_by")
    list_select_related = ("agreement", "supplier")
    search_fields = (*TERMINATION_BY_CUSTOMER, "agreement__number")
    search_help_text = _("Agreement number, customer number, name or e-mail")
    ordering = ("-state", "ends_before", "pk")
