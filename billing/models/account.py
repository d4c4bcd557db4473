"""BillingAccount: where entries, payment methods, a-conto plan and invoices of a customer hang."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from accounts.enums import Currency
from accounts.models import Customer, Supplier
from billing.enums import HoldState
from contracts.enums import Fuel
from contracts.models import Supply


class BillingAccountQuerySet(models.QuerySet["BillingAccount"]):
    def of(self, customer: Customer) -> "BillingAccountQuerySet":
        return self.filter(customer=customer)


class BillingAccount(models.Model):
    """One customer's money for one fuel group in one currency; the balance rules count here."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="billing_accounts")
    number = models.CharField(max_length=20)
    fuel = models.CharField(max_length=12, choices=Fuel, default=Fuel.ELECTRICITY)
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.DKK)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = BillingAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "number"], name="billing_account_number_is_unique_per_supplier"
            ),
            models.UniqueConstraint(fields=["id", "supplier"], name="billing_account_names_its_supplier"),
        ]

    def __str__(self) -> str:
        return self.number


class BilledSupply(models.Model):
    """Which billing account pays for a supply."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="billed_supplies")
    supply = models.OneToOneField(Supply, on_delete=models.PROTECT, related_name="billed")

    class Meta:
        verbose_name_plural = "billed supplies"

    def __str__(self) -> str:
        return f"{self.supply_id}"


class PaymentHold(models.Model):
    """
    An express agreement that an amount is not collected or chased for a while (EP-13.2).

    Placed by a complaint or by an agreement with the customer; billing does not know what a complaint is.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    billing_account = models.ForeignKey(BillingAccount, on_delete=models.PROTECT, related_name="holds")
    due_item = models.ForeignKey(
        "billing.DueItem", null=True, blank=True, on_delete=models.PROTECT, related_name="holds"
    )
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, choices=Currency)
    placed_for = models.CharField(max_length=120, help_text="What it is about, e.g. complaint:17")
    placed_by = models.CharField(max_length=120)
    reason = models.TextField()
    clause = models.CharField(max_length=40)
    state = models.CharField(
        max_length=8,
        choices=HoldState,
        default=HoldState.ACTIVE,
    )
    starts_on = models.DateField()
    ends_before = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="hold_names_its_supplier"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_hold_is_for_an_amount"),
            models.CheckConstraint(
                condition=Q(ends_before__gt=F("starts_on")), name="a_hold_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state=HoldState.LIFTED, lifted_on__isnull=False)
                | (~Q(state=HoldState.LIFTED) & Q(lifted_on__isnull=True)),
                name="a_lifted_hold_says_when",
            ),
            models.UniqueConstraint(
                fields=["placed_for"], condition=Q(state=HoldState.ACTIVE), name="one_active_hold_per_matter"
            ),
        ]

    def __str__(self) -> str:
        return self.placed_for
