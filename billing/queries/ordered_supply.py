"""Which ordered supplies have begun and are paid for by no account, and the account that could."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.models import Supplier
from billing.models import BillingAccount
from contracts.models import Supply

LOOK_BACK = timedelta(days=400)


def unbilled_orders(*, supplier: Supplier, as_of: date) -> QuerySet[Supply]:
    """Return the supplies of ordered agreements that have begun and that nobody pays for, oldest first."""
    begun = Supply.objects.filter(
        supplier=supplier, starts_on__lte=as_of, starts_on__gt=as_of - LOOK_BACK, billed__isnull=True
    )
    ordered = begun.filter(agreement__order__isnull=False, agreement__state="ACTIVE")
    return ordered.select_related("agreement__customer__supplier", "agreement__product").order_by("pk")


def account_for(supply: Supply) -> BillingAccount | None:
    """Return the customer's oldest open account for the supply's fuel."""
    agreement = supply.agreement
    own = BillingAccount.objects.filter(customer_id=agreement.customer_id, fuel=agreement.product.fuel)
    return own.filter(closed_on__isnull=True).select_related("supplier", "customer").order_by("pk").first()
