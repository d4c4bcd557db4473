"""The base of every admin page: staff see the rows of the suppliers they have a job for, and looking is logged."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from accounts.backends import jobs_today
from accounts.models import Customer, Supplier
from accounts.operations import event
from accounts.queries.profile import LOOKED
from accounts.rules.staff_job import grants
from config.foundation.request import AnyRequest


class SupplierScopedAdmin(admin.ModelAdmin):
    """
    Admin of one model, scoped by StaffRole.

    `supplier_path` is the look-up from a row to its supplier, e.g. "invoice__supplier"; `customer_path`
    the one to its customer, when opening a row is to be logged as looking at that customer. Rows without
    a supplier (of the installation) are shown only where `shows_installation` says so. Money and history
    derive from ReadOnlyAdmin. What may be changed is changed by an operation in `save_model`.
    """

    supplier_path = "supplier"
    customer_path = ""
    shows_installation = False
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: AnyRequest) -> QuerySet[Any]:
        return self._scoped(super().get_queryset(request), self._suppliers(request, "view", "change"))

    def has_view_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self._may(request, obj, "view", "change")

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may(request, obj, "change")

    def has_delete_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        """Nothing is deleted at the support desk; what is over, ends."""
        return False

    def get_actions(self, request: AnyRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def formfield_for_foreignkey(self, db_field: Any, request: AnyRequest, **kwargs: Any) -> Any:
        """Offer only suppliers, and rows of suppliers, the person has a job for."""
        target = db_field.related_model
        mine = self._suppliers(request, "add", "change")
        if target is Supplier:
            kwargs["queryset"] = Supplier.objects.all() if mine is None else Supplier.objects.filter(pk__in=mine)
        elif mine is not None and _has_supplier(target):
            kwargs["queryset"] = target._default_manager.filter(supplier__in=mine)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request: AnyRequest, extra_context: Any = None) -> HttpResponse:
        """Head the list with what it holds; Django's own words ask to choose something to change."""
        heading = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, heading)

    def change_view(self, request: AnyRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET":
            self._log_look(request, object_id)
        return super().change_view(request, object_id, *args, **kwargs)

    def _log_look(self, request: AnyRequest, object_id: str) -> None:
        """Write into the customer's own access log who opened what."""
        if not self.customer_path:
            return
        row = self.get_object(request, object_id)
        customer = None if row is None else _follow(row, self.customer_path)
        if isinstance(customer, Customer) and self.has_view_permission(request, row):
            event.record(
                LOOKED,
                supplier=customer.supplier,
                customer=customer,
                subject=row,
                by=request.user,
                as_of=request.today,
                reason=gettext("opened: %(what)s") % {"what": self.opts.verbose_name},
            )

    def _suppliers(self, request: AnyRequest, *actions: str) -> set[int] | None:
        """Return where the person may do one of the actions; None means everywhere (a superuser)."""
        if request.user.is_superuser:
            return None
        wanted = [f"{self.opts.app_label}.{action}_{self.opts.model_name}" for action in actions]
        return {
            supplier
            for supplier, job in jobs_today(request.user)
            if any(grants(job=job, permission=permission) for permission in wanted)
        }

    def _scoped(self, rows: QuerySet[Any], suppliers: set[int] | None) -> QuerySet[Any]:
        if suppliers is None:
            return rows
        path = self.supplier_path
        mine = Q(**{f"{path}__in": suppliers})
        return rows.filter(mine | Q(**{f"{path}__isnull": True})) if self.shows_installation else rows.filter(mine)

    def _may(self, request: AnyRequest, obj: Any, *actions: str) -> bool:
        suppliers = self._suppliers(request, *actions)
        if obj is None or suppliers is None:
            return True
        supplier = obj if self.supplier_path == "pk" else _follow(obj, self.supplier_path)
        if supplier is None:
            return self.shows_installation
        return supplier.pk in suppliers


class ReadOnlyAdmin(SupplierScopedAdmin):
    """Money, history and what machines wrote: to be looked at and searched, never typed over."""

    def has_add_permission(self, request: AnyRequest) -> bool:
        return False

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        return False


class ReferenceAdmin(ReadOnlyAdmin):
    """What no supplier owns, such as market prices and figures of the law: all who may look see the same."""

    def _scoped(self, rows: QuerySet[Any], suppliers: set[int] | None) -> QuerySet[Any]:
        return rows if suppliers is None or suppliers else rows.none()

    def _may(self, request: AnyRequest, obj: Any, *actions: str) -> bool:
        suppliers = self._suppliers(request, *actions)
        return suppliers is None or bool(suppliers)


class ReadOnlyInline(admin.TabularInline):
    """Rows that belong to the row above, to be looked at."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: AnyRequest, obj: Any = None) -> bool:
        """Whoever may open the row above may see what belongs to it."""
        return True


def _follow(row: Model, path: str) -> Any:
    found: Any = row
    for name in path.split("__"):
        if name == "self":
            continue
        found = getattr(found, name, None)
    return found


def _has_supplier(model: type[Model]) -> bool:
    return any(field.name == "supplier" and isinstance(field, ForeignKey) for field in model._meta.get_fields())
