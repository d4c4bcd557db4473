"""Products, supplies, metering points, market messages and figures, to be looked at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline, ReferenceAdmin
from config.foundation.formats import date_text, kwh_text, moment_text
from config.foundation.request import AnyRequest
from contracts.models import (
    GridCompany,
    MarketMessage,
    MeteredDay,
    MeteredDayHistory,
    MeteringPoint,
    PriceTerm,
    Product,
    StatuteFigure,
    Supply,
)

RECENT_DAYS = 31
BY_CUSTOMER = ("customer__number", "customer__name", "customer__email")
SUPPLY_BY_CUSTOMER = tuple(f"agreement__{path}" for path in BY_CUSTOMER)


class PriceTermInline(ReadOnlyInline):
    model = PriceTerm
    fields = ("component", "price_area", "amount_micro", "with_vat", "clause", "starts_on", "ends_before")
    readonly_fields = fields


class SupplyOfPointInline(ReadOnlyInline):
    model = Supply
    fields = ("agreement", "starts_on", "ends_before")
    readonly_fields = fields

    def get_queryset(self, request: AnyRequest) -> QuerySet[Supply]:
        return super().get_queryset(request).select_related("metering_point", "agreement")


@admin.register(Product)
class ProductAdmin(ReadOnlyAdmin):
    """What is sold, under which terms, and every price it has had."""

    list_display = ("code", "name", "kind", "fuel", "customer_kind", "terms_code", "sold_from", "supplier")
    list_filter = ("supplier", "kind", "fuel", "customer_kind")
    list_select_related = ("supplier",)
    search_fields = ("code", "name")
    inlines = (PriceTermInline,)


@admin.register(PriceTerm)
class PriceTermAdmin(ReadOnlyAdmin):
    list_display = ("product", "component", "price_area", "amount_micro", "with_vat", "starts_on", "ends_before")
    list_filter = ("supplier", "component")
    list_select_related = ("product", "supplier")
    search_fields = ("product__code", "product__name")


@admin.register(Supply)
class SupplyAdmin(ReadOnlyAdmin):
    customer_path = "agreement__customer"
    list_display = ("metering_point", "agreement", "starts_on", "ends_before", "supplier")
    list_filter = ("supplier",)
    list_select_related = ("metering_point", "agreement__customer", "supplier")
    search_fields = (*SUPPLY_BY_CUSTOMER, "metering_point__gsrn")
    search_help_text = _("Customer number, name, e-mail or metering point")
    ordering = ("-id",)


@admin.register(MeteringPoint)
class MeteringPointAdmin(ReadOnlyAdmin):
    """Found by its 18 digits, its address or who lives there; shows the latest days of values."""

    list_display = ("gsrn", "street", "postcode", "city", "price_area", "grid_company", "settlement", "supplier")
    list_filter = ("supplier", "price_area", "kind", "fuel", "settlement")
    list_select_related = ("grid_company", "supplier")
    search_fields = ("gsrn", "street", *(f"supplies__{path}" for path in SUPPLY_BY_CUSTOMER))
    search_help_text = _("Metering point, street, customer number, name or e-mail")
    ordering = ("gsrn",)
    inlines = (SupplyOfPointInline,)
    readonly_fields = ("latest_days",)

    @admin.display(description=_("Latest days"))
    def latest_days(self, obj: MeteringPoint) -> str:
        """Show day, energy, quality and version; values are corrected by the market alone."""
        reader = get_language() or "da"
        rows = MeteredDay.objects.filter(metering_point_id=obj.pk).order_by("-day")[:RECENT_DAYS]
        lines = (
            (
                date_text(row.day, locale=reader, style="short"),
                kwh_text(sum(row.wh), locale=reader, decimals=2),
                row.get_quality_display(),
                moment_text(row.version, locale=reader),
            )
            for row in rows
        )
        table = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", lines)
        return format_html("<table>{}</table>", table) if table else "–"


@admin.register(MarketMessage)
class MarketMessageAdmin(ReadOnlyAdmin):
    """What we asked of the market and what it told us; found by its ids, the metering point or the customer."""

    customer_path = "agreement__customer"
    list_display = (
        "written_at",
        "process",
        "kind",
        "direction",
        "gsrn",
        "effective_on",
        "state",
        "agreement",
        "supplier",
    )
    list_filter = ("supplier", "state", "process", "kind")
    list_select_related = ("agreement", "supplier")
    search_fields = ("message_id", "transaction_id", "refers_to", "gsrn", "agreement__number", *SUPPLY_BY_CUSTOMER)
    search_help_text = _("Message, transaction, metering point, agreement, customer number, name or e-mail")
    ordering = ("-id",)


@admin.register(MeteredDayHistory)
class MeteredDayHistoryAdmin(ReferenceAdmin):
    """Values that later ones replaced; of the suppliers' own metering points, found by the 18 digits."""

    list_display = ("metering_point_id", "day", "quality", "version", "replaced_at")
    search_fields = ("metering_point_id",)
    search_help_text = _("Metering point")
    date_hierarchy = "day"
    ordering = ("-id",)

    def get_search_results(
        self, request: AnyRequest, queryset: QuerySet[MeteredDayHistory], search_term: str
    ) -> tuple[QuerySet[MeteredDayHistory], bool]:
        if not search_term:
            return queryset, False
        points = MeteringPoint.objects.filter(gsrn=search_term.strip())
        return queryset.filter(metering_point_id__in=points.values("pk")), False

    def _scoped(self, rows: QuerySet[Any], suppliers: set[int] | None) -> QuerySet[Any]:
        if suppliers is None:
            return rows
        own = MeteringPoint.objects.filter(supplier__in=suppliers)
        return rows.filter(metering_point_id__in=own.values("pk"))

    def _may(self, request: AnyRequest, obj: Any, *actions: str) -> bool:
        suppliers = self._suppliers(request, *actions)
        if obj is None or suppliers is None:
            return True
        return MeteringPoint.objects.filter(pk=obj.metering_point_id, supplier__in=suppliers).exists()


@admin.register(GridCompany)
class GridCompanyAdmin(ReferenceAdmin):
    list_display = ("name", "gln", "price_area", "tariff_code", "subscription_code", "phone")
    list_filter = ("price_area",)
    search_fields = ("name", "gln")
    ordering = ("name",)


@admin.register(StatuteFigure)
class StatuteFigureAdmin(ReferenceAdmin):
    """Figures of the law with their source, and who has verified them."""

    list_display = ("key", "country", "valid_from", "value", "unit", "confidence", "verified_by", "verified_on")
    list_filter = ("country", "confidence")
    search_fields = ("key", "source")
    ordering = ("key", "-valid_from")
