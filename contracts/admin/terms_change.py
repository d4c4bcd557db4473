"""Changes of prices and terms at the desk: what changes and why, who was told of it, and who left."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from contracts.models import TermsChange, TermsChangeNotice
from contracts.queries.terms_change import difference_in


class NoticeInline(ReadOnlyInline):
    model = TermsChangeNotice
    fields = ("agreement", "told_on", "leave_by", "termination")
    readonly_fields = fields
    max_num = 200


@admin.register(TermsChange)
class TermsChangeAdmin(ReadOnlyAdmin):
    """What is changed, for which reason, who was told of it, and who left."""

    list_display = ("takes_effect_on", "product", "kind", "reason", "state", "approval", "supplier")
    list_filter = ("supplier", "state", "kind")
    list_select_related = ("product", "approval", "supplier")
    search_fields = ("product__name", "product__code", "reason")
    ordering = ("-takes_effect_on", "-pk")
    readonly_fields = ("difference",)
    inlines = (NoticeInline,)

    @admin.display(description=_("What the customers read"))
    def difference(self, obj: TermsChange) -> str:
        return difference_in(obj, language=get_language() or "da")


@admin.register(TermsChangeNotice)
class TermsChangeNoticeAdmin(ReadOnlyAdmin):
    customer_path = "agreement__customer"
    list_display = ("told_on", "change", "agreement", "leave_by", "termination", "supplier")
    list_filter = ("supplier",)
    list_select_related = ("change__product", "agreement", "termination", "supplier")
    search_fields = ("agreement__number", "agreement__customer__number", "agreement__customer__name")
    ordering = ("-pk",)
