"""Let an account go on paying when a supply is followed by another of the same customer at the same meter."""

from __future__ import annotations

from datetime import date

from accounts.models import Supplier
from billing.models import BillingAccount
from billing.operations import account as operations
from billing.queries.following_supply import unbilled_followers
from config.foundation.share import WHOLE, Share
from contracts.models import Supply


def bill_due(*, supplier: Supplier, as_of: date, share: Share = WHOLE) -> int:
    """
    Let each supply that took over be paid for by the account that paid before; return how many there were.

    Contracts knows no accounts, so a change of product is found here by asking. Doing it again finds none.
    """
    found = unbilled_followers(supplier_id=supplier.pk, as_of=as_of, share=share)
    accounts = BillingAccount.objects.in_bulk({account for account, _supply in found})
    supplies = Supply.objects.in_bulk({supply for _account, supply in found})
    for account, supply in found:
        operations.bill_supply(account=accounts[account], supply=supplies[supply])
    return len(found)
