"""ProductChange: what a customer asked for when they changed to another product of their supplier."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.enums import ProductChangeState
from contracts.models.agreement import Agreement
from contracts.models.product import Product


class ProductChange(models.Model):
    """
    Asked for on a day; on `starts_on` the agreement ends and `following`, under the new product, begins.

    `free_from` is the first day the customer is not bound afterwards, `former_free_from` what it was before.
    `exit_net` and `exit_vat` are what was quoted and agreed to for leaving a binding, in minor units, and 0
    where leaving is free. `withdraw_by` is the last day to withdraw from the change itself (GE-VF-1.3, X-77).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="product_changes")
    following = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="product_change_before")
    from_product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    to_product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ProductChangeState, default=ProductChangeState.ASKED)
    form = models.CharField(max_length=14)
    asked_on = models.DateField()
    starts_on = models.DateField()
    free_from = models.DateField(null=True, blank=True)
    former_free_from = models.DateField(null=True, blank=True)
    binds_anew = models.BooleanField()
    leaves_binding = models.BooleanField()
    exit_option = models.CharField(max_length=12, blank=True)
    exit_net = models.BigIntegerField(default=0)
    exit_vat = models.BigIntegerField(default=0)
    may_be_withdrawn = models.BooleanField()
    withdraw_by = models.DateField(null=True, blank=True)
    clauses = models.JSONField(default=list)
    undone_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProductChangeState.values), name="product_change_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gt=F("asked_on")), name="a_product_change_starts_after_it_is_asked_for"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ProductChangeState.ASKED, ProductChangeState.DONE])
                | Q(undone_on__isnull=False),
                name="an_undone_product_change_says_when",
            ),
            models.CheckConstraint(
                condition=Q(binds_anew=False) | Q(free_from__isnull=False),
                name="a_product_change_that_binds_says_until_when",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state=ProductChangeState.ASKED),
                name="one_product_change_of_an_agreement_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["supplier", "starts_on"],
                name="product_change_to_come",
                condition=Q(state=ProductChangeState.ASKED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.starts_on}"
