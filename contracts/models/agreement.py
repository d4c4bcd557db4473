"""Agreement: what a customer has agreed with a supplier, under which terms."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Customer, Supplier
from contracts.enums import AgreementState
from contracts.models.product import Product


class Agreement(models.Model):
    """
    A contract of supply.

    It names the terms module and its content hash at conclusion, and carries the deviations of its own
    order confirmation or front page, which rank before the terms (EP-1.3, OR-1.2, GE-VF-1.2).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="agreements")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField(max_length=20)
    terms_code = models.CharField(max_length=60)
    terms_hash = models.CharField(max_length=64)
    overrides = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=16, choices=AgreementState, default=AgreementState.ORDERED)
    concluded_on = models.DateField()
    starts_on = models.DateField()
    binding_ends_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], name="agreement_number_is_unique_per_supplier"),
            models.UniqueConstraint(fields=["id", "supplier"], name="agreement_names_its_supplier"),
            models.CheckConstraint(condition=Q(state__in=AgreementState.values), name="agreement_state_is_known"),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="agreement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.ENDED) | Q(ends_before__isnull=False),
                name="an_ended_agreement_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.number
