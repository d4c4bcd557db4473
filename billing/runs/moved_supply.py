"""Let the account that paid at the old address pay at the new one, from the day supply begins there."""

from __future__ import annotations

from datetime import date

from accounts.models import Supplier
from billing.models import BillingAccount
from billing.operations import account as operations
from billing.queries.moved_supply import unbilled
from config.foundation.share import WHOLE, Share
from contracts.models import Supply


def bill_due(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> int:
    """
    Bill the supplies that have begun after a move of one of the share's accounts; return how many.

    Contracts starts them and knows no accounts, so billing asks before it reckons the day's cost. What is
    billed is not found again.
    """
    found = unbilled(supplier=supplier, as_of=as_of, share=share)
    if found:
        supplies = Supply.objects.in_bulk([supply for supply, _account in found])
        accounts = BillingAccount.objects.in_bulk({account for _supply, account in found})
        for supply, account in found:
            operations.bill_supply(account=accounts[account], supply=supplies[supply])
    return len(found)
