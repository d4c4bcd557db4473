"""Changes of prices and terms at the desk: proposed with whom they concern, read, and who left because of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.decision_admin import DecisionAdmin
from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from config.foundation.request import AnyRequest
from contracts.admin.terms_change_form import ProposeForm
from contracts.models import TermsChange, TermsChangeNotice
from contracts.operations import terms_change as operations
from contracts.queries.terms_change import difference_in

ADD = (
    "product",
    "kind",
    "reason",
    "takes_effect_on",
    "words_da",
    "words_sv",
    "words_en",
    "energy",
    "markup",
    "subscription",
    "price_area",
    "seen",
)


class NoticeInline(ReadOnlyInline):
    model = TermsChangeNotice
    fields = ("agreement", "told_on", "leave_by", "termination")
    readonly_fields = fields
    max_num = 200


@admin.register(TermsChange)
class TermsChangeAdmin(DecisionAdmin):
    """What is changed and why, who was told of it and who left; proposed here, approved by another person."""

    add_form_template = "admin/terms_change.html"
    form = ProposeForm
    list_display = ("takes_effect_on", "product", "kind", "reason", "state", "approval", "supplier")
    list_filter = ("supplier", "state", "kind")
    list_select_related = ("product", "approval", "supplier")
    search_fields = ("product__name", "product__code", "reason")
    ordering = ("-takes_effect_on", "-pk")
    inlines = (NoticeInline,)
    told = ("product", "kind", "reason", "takes_effect_on", "state", "difference", "approval")
    kept = ("supplier", "index_base", "index_now", "prices", "recorded_at")

    def has_add_permission(self, request: AnyRequest) -> bool:
        permission = f"{self.opts.app_label}.add_{self.opts.model_name}"
        return bool(request.user.has_perm(permission))

    def may_decide(self, request: AnyRequest, obj: Any = None) -> bool:
        """Nobody types over what was proposed; another person decides on its approval."""
        return False

    @admin.display(description=_("What the customers read"))
    def difference(self, obj: TermsChange) -> str:
        return difference_in(obj, language=get_language() or "da")

    def get_fieldsets(self, request: AnyRequest, obj: Any = None) -> Any:
        return [(None, {"fields": ADD})] if obj is None else super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else super().get_readonly_fields(request, obj)

    def get_inlines(self, request: AnyRequest, obj: Any) -> Any:
        return () if obj is None else super().get_inlines(request, obj)

    def save_model(self, request: AnyRequest, obj: TermsChange, form: Any, change: bool) -> None:
        """Send the change for approval, with everybody it concerns."""
        made = operations.propose(draft=form.draft(), by=request.user, as_of=request.today)
        obj.__dict__.update(made.__dict__)
        messages.success(request, gettext("It waits for a second person's approval."))


@admin.register(TermsChangeNotice)
class TermsChangeNoticeAdmin(ReadOnlyAdmin):
    customer_path = "agreement__customer"
    list_display = ("told_on", "change", "agreement", "leave_by", "termination", "supplier")
    list_filter = ("supplier",)
    list_select_related = ("change__product", "agreement", "termination", "supplier")
    search_fields = ("agreement__number", "agreement__customer__number", "agreement__customer__name")
    ordering = ("-pk",)
