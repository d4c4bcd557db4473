"""Let somebody pay for the supplies that were ordered, from the day they begin."""

from __future__ import annotations

from datetime import date

from accounts.models import Supplier
from billing.operations import ordered_supply as operations
from billing.queries.ordered_supply import unbilled_orders
from config.foundation.rare_rows import rare_rows
from config.foundation.share import WHOLE, Share

JOB = "job:daily-cost"


def bill_due(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> int:
    """
    Give each ordered supply that has begun its account; return how many there were.

    They have no account yet by which they could be shared out, so the first share does them all. Doing it again
    finds none.
    """
    if share.number:
        return 0
    found = rare_rows(unbilled_orders(supplier=supplier, as_of=as_of))
    for supply in found:
        operations.pay_for(supply=supply, by=JOB, as_of=as_of)
    return len(found)
