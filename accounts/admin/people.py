"""Customers, logins, who may act for whom, suppliers and the jobs of the staff."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Access, Customer, Invitation, StaffRole, Supplier, User
from accounts.operations import customer as customers
from accounts.operations import event, staff_role
from accounts.queries.customer import search
from accounts.queries.timeline import events_of
from accounts.staff_admin import ReadOnlyAdmin, ReadOnlyInline, SupplierScopedAdmin
from config.foundation.formats import date_text
from config.foundation.refusal import Refused
from config.foundation.request import AnyRequest

TIMELINE = 25


class AccessInline(ReadOnlyInline):
    model = Access
    fields = ("user", "role", "starts_on", "ends_before", "granted_by")
    readonly_fields = fields


@admin.register(Customer)
class CustomerAdmin(SupplierScopedAdmin):
    """Found by number, name, e-mail or phone; contact details may be mended, all else is shown."""

    customer_path = "self"
    list_display = ("number", "name", "kind", "email", "phone", "city", "supplier")
    list_filter = ("supplier", "kind")
    list_select_related = ("supplier",)
    search_fields = ("number", "name", "email", "phone")
    search_help_text = _("Customer number, name, e-mail or phone")
    ordering = ("sort_name",)
    inlines = (AccessInline,)
    fields = (
        ("supplier", "number", "kind"),
        ("name", "email"),
        ("phone", "by_letter"),
        "street",
        ("postcode", "city"),
        "language",
        ("cvr", "cpr_masked", "payout_account_masked"),
        ("estate_since", "estate_contact", "estate_email"),
        "more",
        "timeline",
    )

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> list[str]:
        flat = [name for row in self.fields for name in (row if isinstance(row, tuple) else (row,))]
        return [name for name in flat if name not in customers.CONTACT_FIELDS]

    def has_add_permission(self, request: AnyRequest) -> bool:
        return False

    def get_search_results(
        self, request: AnyRequest, queryset: QuerySet[Customer], search_term: str
    ) -> tuple[QuerySet[Customer], bool]:
        return search(queryset, text=search_term), False

    def save_model(self, request: AnyRequest, obj: Customer, form: forms.ModelForm, change: bool) -> None:
        details = {name: form.cleaned_data[name] for name in customers.CONTACT_FIELDS if name in form.cleaned_data}
        customers.change_contact(customer=obj, details=details, by=request.user, as_of=request.today)

    @admin.display(description=_("What has happened"))
    def timeline(self, obj: Customer) -> str:
        rows = events_of(obj, for_staff=True)[:TIMELINE]
        reader = get_language() or "da"
        lines = (
            (date_text(row.business_date, locale=reader), row.kind, row.actor, row.clause, row.reason[:120])
            for row in rows
        )
        each = format_html_join("", "<li>{} <b>{}</b> {} {} {}</li>", lines)
        return format_html('<ul class="timeline">{}</ul>', each)

    @admin.display(description=_("More about this customer"))
    def more(self, obj: Customer) -> str:
        pages = (("message", _("Messages")), ("document", _("Documents")), ("event", _("Timeline")))
        links = (
            (reverse(f"admin:accounts_{name}_changelist"), obj.pk, label)
            for name, label in (*pages, ("stafftask", _("Work")), ("deadline", _("Deadlines")))
        )
        return format_html_join(" · ", '<a href="{}?customer__id__exact={}">{}</a>', links)


@admin.register(Access)
class AccessAdmin(ReadOnlyAdmin):
    list_display = ("customer", "user", "role", "starts_on", "ends_before", "supplier")
    list_filter = ("supplier", "role")
    list_select_related = ("customer", "user", "supplier")
    search_fields = ("customer__number", "customer__name", "user__email")
    customer_path = "customer"


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was invited to act for whom: the customer's to make and to take back, here to be read."""

    list_display = ("invited_on", "customer", "email", "role", "state", "expires_at", "supplier")
    list_filter = ("supplier", "state", "role")
    list_select_related = ("customer", "supplier")
    search_fields = ("customer__number", "customer__name", "email")
    customer_path = "customer"
    ordering = ("-id",)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Logins: to see that one exists and is active; passwords and second factors are their owner's alone."""

    shows_installation = True
    list_display = ("email", "name", "supplier", "is_staff", "is_active", "last_login")
    list_filter = ("supplier", "is_staff", "is_active")
    list_select_related = ("supplier",)
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = (
        ("email", "name"),
        ("supplier", "language"),
        ("is_staff", "is_active"),
        ("date_joined", "last_login"),
    )


@admin.register(StaffRole)
class StaffRoleAdmin(SupplierScopedAdmin):
    """Who has which job where; nobody changes their own."""

    list_display = ("user", "job", "supplier", "starts_on", "ends_before")
    list_filter = ("supplier", "job")
    list_select_related = ("user", "supplier")
    search_fields = ("user__email", "user__name")

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else ["user", "supplier", "job", "starts_on"]

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        own = obj is not None and obj.user_id == request.user.pk
        return not own and super().has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: AnyRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_staff=True).exclude(pk=request.user.pk)
            return admin.ModelAdmin.formfield_for_foreignkey(self, db_field, request, **kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: AnyRequest, obj: StaffRole, form: forms.ModelForm, change: bool) -> None:
        by, as_of = request.user, request.today
        try:
            if change:
                staff_role.end(role=obj, ends_before=form.cleaned_data["ends_before"], by=by, as_of=as_of)
            else:
                obj.pk = staff_role.grant(**form.cleaned_data, by=by, as_of=as_of).pk
        except Refused as refused:
            messages.error(request, str(refused))


@admin.register(Supplier)
class SupplierAdmin(SupplierScopedAdmin):
    """What a supplier is; only how its mails are signed is changed here, the rest comes with a release."""

    supplier_path = "pk"
    list_display = ("name", "kind", "host", "language", "currency", "terms_code")
    search_fields = ("name", "code", "host")
    changeable = ("sender_name", "sender_email")

    def get_readonly_fields(self, request: AnyRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.opts.fields if field.name not in self.changeable]

    def has_add_permission(self, request: AnyRequest) -> bool:
        return False

    def save_model(self, request: AnyRequest, obj: Supplier, form: forms.ModelForm, change: bool) -> None:
        obj.save(update_fields=list(self.changeable))
        event.record(
            "accounts.supplier.changed",
            supplier=obj,
            subject=obj,
            by=request.user,
            as_of=request.today,
            reason=gettext("changed: %(what)s") % {"what": ", ".join(form.changed_data)},
        )
