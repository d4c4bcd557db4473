"""What customers told us, and the meters they read, at the desk: found and read; the work is in the queue."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin
from contracts.models import MeterReading, Notice
from contracts.queries.notice import notice_rows

NOTICE_BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Newest first; the task about a notice leads here."""

    customer_path = "customer"
    list_display = ("told_on", "kind", "customer", "supply", "clause", "supplier")
    list_filter = ("supplier", "kind")
    list_select_related = ("customer", "supply", "supplier")
    search_fields = (*NOTICE_BY_CUSTOMER, "supply__metering_point__gsrn")
    search_help_text = _("Customer number, name, e-mail or metering point")
    ordering = ("-id",)
    exclude = ("fields",)
    readonly_fields = ("words",)

    @admin.display(description=_("What was told"))
    def words(self, obj: Notice) -> str:
        """Show it as the customer's receipt does."""
        rows = notice_rows(obj, locale=get_language() or "da")
        return format_html_join("", "<p><b>{}</b>: {}</p>", rows)


@admin.register(MeterReading)
class MeterReadingAdmin(ReadOnlyAdmin):
    """What was read on meters, newest first."""

    customer_path = "notice__customer"
    list_display = ("read_on", "metering_point", "wh", "read_by", "photo", "supplier")
    list_filter = ("supplier", "read_by")
    list_select_related = ("metering_point", "photo", "supplier")
    search_fields = ("metering_point__gsrn",)
    search_help_text = _("Metering point")
    ordering = ("-read_on", "-id")
