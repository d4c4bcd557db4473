"""Which supplies at a new address no account pays for yet, and the account that paid at the old one."""

from __future__ import annotations

from datetime import date

from accounts.models import Supplier
from config.foundation.share import WHOLE, Share
from contracts.queries.move import following_supplies

PAID_BY = "moved_here__supply__billed__billing_account"


def unbilled(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> list[tuple[int, int]]:
    """Return keys of supply and account, in order of supply; where nobody paid, nobody does."""
    begun = following_supplies(supplier_id=supplier.pk, as_of=as_of)
    paid = begun.filter(share.holds(PAID_BY), billed__isnull=True, **{f"{PAID_BY}__isnull": False})
    return list(paid.order_by("pk").values_list("pk", PAID_BY))
