"""AcontoPlan and AcontoInstalment: what is paid on account, how it was worked out, and when."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.enums import Currency
from accounts.models import Message, Supplier
from billing.enums import CollectionMode, InstalmentKind, InstalmentState
from billing.models.account import BillingAccount
from billing.models.due_item import DueItem


class AcontoPlan(models.Model):
    """The rate of one billing account from a day on, with the inputs of its formula so it can be explained."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="aconto_plans")
    terms_code = models.CharField(max_length=60)
    cycle_months = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=16, choices=CollectionMode)
    expected_year_wh = models.PositiveBigIntegerField()
    price_micro = models.BigIntegerField(help_text="Estimated price per kWh with everything and VAT, micro-kr")
    fixed_per_month = models.BigIntegerField(default=0, help_text="Subscriptions with VAT, minor units a month")
    basis = models.JSONField(default=dict, help_text="Where the inputs came from")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="aconto_plan_names_its_supplier"),
            models.UniqueConstraint(
                fields=["billing_account"],
                condition=Q(ends_before__isnull=True),
                name="one_running_aconto_plan_per_account",
            ),
            models.CheckConstraint(
                condition=Q(cycle_months__gte=1, cycle_months__lte=6), name="an_aconto_cycle_is_1_to_6_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.billing_account_id} {self.starts_on}"


class AcontoInstalment(models.Model):
    """One payment on account for a period."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(AcontoPlan, on_delete=models.PROTECT, related_name="instalments")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="instalments")
    kind = models.CharField(max_length=8, choices=InstalmentKind, default=InstalmentKind.REGULAR)
    period_starts_on = models.DateField()
    period_ends_before = models.DateField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, choices=Currency)
    calculation = models.JSONField(default=dict, help_text="The parts of the sum, to be shown")
    collect_on = models.DateField()
    state = models.CharField(max_length=10, choices=InstalmentState, default=InstalmentState.PLANNED)
    announced_on = models.DateField(null=True, blank=True)
    announcement = models.ForeignKey(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_item = models.OneToOneField(
        DueItem, null=True, blank=True, on_delete=models.PROTECT, related_name="instalment"
    )
    clause = models.CharField(max_length=40)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["billing_account", "kind", "period_starts_on"],
                condition=~Q(state=InstalmentState.CANCELLED),
                name="one_instalment_per_account_and_period",
            ),
            models.CheckConstraint(
                condition=Q(period_ends_before__gt=F("period_starts_on")),
                name="an_instalment_covers_a_period",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_instalment_is_for_an_amount"),
            models.CheckConstraint(
                condition=~Q(state__in=["CLAIMED", "PAID"]) | Q(due_item__isnull=False),
                name="a_claimed_instalment_has_its_claim",
            ),
        ]
        indexes = [
            models.Index(
                fields=["collect_on"],
                name="instalment_waiting",
                condition=Q(state__in=[InstalmentState.PLANNED, InstalmentState.ANNOUNCED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.billing_account_id} {self.period_starts_on}"
