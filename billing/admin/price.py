"""Prices of the market, the grid and the state, as the files brought them."""

from django.contrib import admin

from accounts.staff_admin import ReferenceAdmin
from billing.models import ChargePrice, SpotPrice


@admin.register(SpotPrice)
class SpotPriceAdmin(ReferenceAdmin):
    list_display = ("day", "price_area", "resolution", "example", "received_at")
    list_filter = ("price_area", "resolution", "example")
    date_hierarchy = "day"
    ordering = ("-day", "price_area")


@admin.register(ChargePrice)
class ChargePriceAdmin(ReferenceAdmin):
    list_display = ("owner_gln", "code", "name", "kind", "starts_on", "ends_before", "vat", "is_tax")
    list_filter = ("kind", "is_tax", "vat")
    search_fields = ("owner_gln", "code", "name")
    ordering = ("owner_gln", "code", "-starts_on")
