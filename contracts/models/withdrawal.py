"""Withdrawal: a household regrets an agreement in time, and what is owed for what was delivered until then."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.enums import WithdrawalState
from contracts.models.agreement import Agreement


class Withdrawal(models.Model):
    """
    Sent at a moment, which is what counts, and received on a day; an agreement is withdrawn from once.

    The delivered days and the subscription (minor units) are what is paid for: both are empty where no early
    start was validly asked for. There is no column for a fee, because there never is one.

    Source: OR-11.1, OR-11.2, GE-VF-1.3; law.md §2.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="withdrawal")
    state = models.CharField(max_length=10, choices=WithdrawalState, default=WithdrawalState.RECEIVED)
    form = models.CharField(max_length=14)
    sent_at = models.DateTimeField(help_text="The moment of dispatch, or of the call")
    received_on = models.DateField()
    last_day = models.DateField(help_text="The last day to send it, as it was counted")
    delivered_from = models.DateField(null=True, blank=True)
    delivered_before = models.DateField(null=True, blank=True)
    subscription_net = models.BigIntegerField(default=0)
    subscription_vat = models.BigIntegerField(default=0)
    clauses = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    settled_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=WithdrawalState.values), name="withdrawal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(delivered_from__isnull=True, delivered_before__isnull=True)
                | Q(delivered_before__gt=F("delivered_from")),
                name="withdrawn_delivery_has_days",
            ),
            models.CheckConstraint(
                condition=Q(delivered_from__isnull=False) | Q(subscription_net=0, subscription_vat=0),
                name="nothing_is_owed_for_nothing_delivered",
            ),
            models.CheckConstraint(
                condition=~Q(state=WithdrawalState.SETTLED) | Q(settled_on__isnull=False),
                name="a_settled_withdrawal_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.sent_at:%Y-%m-%d}"
