"""For which suppliers a member of staff may see or do something on the pages of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from accounts.backends import jobs_today
from accounts.models import Supplier
from accounts.rules.staff_job import grants
from config.foundation.request import Request


@dataclass(frozen=True)
class Scope:
    """The suppliers, by id, where something is allowed; `suppliers` is None for everywhere."""

    suppliers: frozenset[int] | None

    def covers(self, supplier_id: int | None) -> bool:
        """Return whether a row of this supplier, or of the installation, is within reach."""
        return self.suppliers is None or supplier_id is None or supplier_id in self.suppliers

    def rows(self, path: str = "supplier") -> Q:
        """Return the filter of rows within reach, the installation's own among them."""
        if self.suppliers is None:
            return Q()
        return Q(**{f"{path}__in": self.suppliers}) | Q(**{f"{path}__isnull": True})

    def tenants(self) -> list[Supplier | None]:
        """Return the installation and the suppliers within reach, in order of name."""
        own = Supplier.objects.order_by("name")
        found = own if self.suppliers is None else own.filter(pk__in=self.suppliers)
        return [None, *found]


def where(request: Request, permission: str) -> Scope:
    """
    Return where the signed-in person holds a permission today.

    :raises PermissionDenied: when that is nowhere
    """
    if request.user.is_superuser:
        return Scope(None)
    found = {supplier for supplier, job in jobs_today(request.user) if grants(job=job, permission=permission)}
    if not found:
        raise PermissionDenied
    return Scope(frozenset(found))
