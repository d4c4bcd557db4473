"""DueItem: one claim with its amount and date; a fee is a claim of its own."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.enums import Currency
from accounts.models import Supplier
from billing.enums import DueKind, DueState, MethodKind
from billing.models.account import BillingAccount


class DueItem(models.Model):
    """What the customer is asked to pay by when, and on which channel we collect it."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="due_items")
    kind = models.CharField(max_length=8, choices=DueKind)
    cause = models.CharField(max_length=120, help_text="What it claims, e.g. instalment:17")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, choices=Currency)
    channel = models.CharField(max_length=16, choices=MethodKind)
    collect_on = models.DateField(help_text="First day we may collect it")
    due_on = models.DateField(help_text="Last timely payment date")
    state = models.CharField(max_length=10, choices=DueState, default=DueState.OPEN)
    paid_on = models.DateField(null=True, blank=True)
    clause = models.CharField(max_length=40)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "cause"], name="a_claim_is_made_once"),
            models.UniqueConstraint(fields=["id", "supplier"], name="due_item_names_its_supplier"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_claim_is_for_an_amount"),
            models.CheckConstraint(condition=Q(due_on__gte=F("collect_on")), name="a_claim_is_due_when_collected"),
            models.CheckConstraint(
                condition=Q(state=DueState.PAID, paid_on__isnull=False)
                | (~Q(state=DueState.PAID) & Q(paid_on__isnull=True)),
                name="a_paid_claim_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["collect_on"], name="due_item_to_collect", condition=Q(state=DueState.OPEN)),
        ]

    def __str__(self) -> str:
        return self.cause
