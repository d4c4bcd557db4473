"""What was said, kept and written down: read-only, found by customer number, name or e-mail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    Consent,
    Deadline,
    DeadlinePause,
    Document,
    Event,
    ImportedFile,
    NumberSeries,
    Receipt,
    ScopedLink,
    Upload,
)
from accounts.staff_admin import ReadOnlyAdmin
from config.foundation.request import AnyRequest

BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")


class CustomerRecordAdmin(ReadOnlyAdmin):
    """A record of one customer; opening it is written into the customer's access log."""

    customer_path = "customer"
    list_select_related = ("customer", "supplier")
    search_fields: ClassVar[tuple[str, ...]] = BY_CUSTOMER
    search_help_text = _("Customer number, name or e-mail")
    ordering = ("-id",)


@admin.register(Event)
class EventAdmin(CustomerRecordAdmin):
    list_display = ("business_date", "kind", "customer", "actor", "clause", "reason", "recorded_at")
    list_filter = ("supplier", "business_date")
    search_fields = (*BY_CUSTOMER, "kind", "actor")


@admin.register(Document)
class DocumentAdmin(CustomerRecordAdmin):
    list_display = ("business_date", "kind", "file_name", "customer", "supplier")
    list_filter = ("supplier", "kind")
    search_fields = (*BY_CUSTOMER, "file_name", "cause")
    exclude = ("content",)


@admin.register(Receipt)
class ReceiptAdmin(CustomerRecordAdmin):
    list_display = ("business_date", "title", "customer", "supplier")
    list_filter = ("supplier",)
    search_fields = (*BY_CUSTOMER, "title", "cause")


@admin.register(Consent)
class ConsentAdmin(CustomerRecordAdmin):
    list_display = ("given_on", "kind", "customer", "scope", "clause", "ended_on", "supplier")
    list_filter = ("supplier", "kind")


@admin.register(Upload)
class UploadAdmin(CustomerRecordAdmin):
    list_display = ("received_at", "original_name", "content_type", "size", "state", "verdict", "customer")
    list_filter = ("supplier", "state", "verdict")
    exclude = ("content",)


@admin.register(Deadline)
class DeadlineAdmin(CustomerRecordAdmin):
    list_display = ("due_at", "rule", "clause", "state", "customer", "supplier", "start_fact")
    list_filter = ("supplier", "state", "rule")
    ordering = ("due_at",)


@admin.register(DeadlinePause)
class DeadlinePauseAdmin(ReadOnlyAdmin):
    """While a deadline stood still, and by which clause."""

    customer_path = "deadline__customer"
    list_display = ("starts_on", "ends_before", "deadline", "clause", "supplier")
    list_filter = ("supplier",)
    list_select_related = ("deadline", "supplier")
    ordering = ("-id",)


@admin.register(ScopedLink)
class ScopedLinkAdmin(CustomerRecordAdmin):
    list_display = ("created_at", "purpose", "customer", "expires_at", "used_at", "revoked_at", "tries")
    list_filter = ("supplier", "purpose")
    exclude = ("token_sha256",)


@admin.register(ImportedFile)
class ImportedFileAdmin(ReadOnlyAdmin):
    shows_installation = True
    list_display = ("received_at", "kind", "name", "state", "rows", "place", "error", "notes", "supplier")
    list_filter = ("state", ("notes", admin.EmptyFieldListFilter), "kind", "supplier")
    list_select_related = ("supplier",)
    search_fields = ("name", "sha256")
    ordering = ("-id",)
    exclude = ("content",)

    def get_queryset(self, request: AnyRequest) -> Any:
        return super().get_queryset(request).defer("content")


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ("supplier", "series", "next_number")
    list_filter = ("supplier",)
    list_select_related = ("supplier",)
