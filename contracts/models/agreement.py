"""Agreement: what a customer has agreed with a supplier, under which terms."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Customer, Supplier
from contracts.enums import AgreementState, MadeAt
from contracts.models.product import Product


class Agreement(models.Model):
    """
    A contract of supply.

    It names the terms module and its content hash at conclusion, and carries the deviations of its own
    order confirmation or front page, which rank before the terms (EP-1.3, OR-1.2, GE-VF-1.2).

    How it was made and on which day the customer was told of the right to withdraw (`informed_on`, None: not
    yet) decide until when one may; the two `start_` marks, whether a start asked for within that time must be
    paid for (OR-11.1, OR-11.2, GE-VF-1.3; law.md §2).
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
    made_at = models.CharField(max_length=12, choices=MadeAt, default=MadeAt.DISTANCE, db_default=MadeAt.DISTANCE)
    informed_on = models.DateField(null=True, blank=True, help_text="When the customer was told of the right")
    start_requested_on = models.DateField(
        null=True, blank=True, help_text="When the customer asked to be supplied before the right has lapsed"
    )
    start_on_durable_medium = models.BooleanField(default=False, db_default=False)
    start_told_of_payment = models.BooleanField(default=False, db_default=False)
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
            models.CheckConstraint(
                condition=Q(made_at__in=MadeAt.values), name="agreement_says_where_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(start_requested_on__isnull=False)
                | Q(start_on_durable_medium=False, start_told_of_payment=False),
                name="only_a_start_request_has_its_marks",
            ),
        ]

    def __str__(self) -> str:
        return self.number
