"""How many accounts a supplier has."""

from accounts.models import Supplier
from billing.models import BillingAccount


def accounts_of(*, supplier: Supplier) -> int:
    """Return how many billing accounts a supplier has, closed ones too: they too may have something to settle."""
    return BillingAccount.objects.filter(supplier=supplier).count()
