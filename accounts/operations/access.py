"""End somebody's access to a customer at once: by the customer, or by the other side leaving."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccessRole
from accounts.models import Access, User
from accounts.operations import access_receipt, event
from config.foundation.refusal import Refused


class OwnAccess(Refused):
    """Whoever is the customer keeps their access: what they are owed and owe stays theirs to see."""

    code = "own-access"


@transaction.atomic
def end(*, access: Access, by: User, as_of: date) -> None:
    """
    Let the access hold from today no more; ended twice it stays as it was.

    Source: design.md §4 (Access, dated); every page looks at the access anew, so no session outlives it.

    :raises OwnAccess: when it is the customer's own
    """
    rows = Access.objects.select_for_update(of=("self",)).select_related("customer__supplier", "user")
    locked = rows.get(pk=access.pk)
    if locked.role == AccessRole.HOLDER:
        raise OwnAccess(_("This is the customer's own access. It is not ended here."))
    if locked.ends_before is not None and locked.ends_before <= as_of:
        return
    locked.ends_before = max(as_of, locked.starts_on)
    locked.save(update_fields=["ends_before"])
    left = locked.user_id == by.pk
    event.record(
        "accounts.access.left" if left else "accounts.access.ended",
        supplier=locked.supplier,
        customer=locked.customer,
        subject=locked,
        by=by,
        as_of=as_of,
        role=str(locked.role),
    )
    access_receipt.ended(access=locked, left=left, as_of=as_of)
