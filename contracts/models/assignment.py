"""Assignment: an agreement passed on, by the supplier to another company or by the customer to another."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Approval, Supplier
from contracts.enums import AssigneeKind, AssignmentState, NoticeBy
from contracts.models.agreement import Agreement
from contracts.models.product import Product


class Assignment(models.Model):
    """
    The supplier's is of a product's agreements, approved by a second person; the customer's is of one.

    What a customer asked for is kept with the answer, consent or none, in writing.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=10, choices=NoticeBy)
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    approval = models.OneToOneField(Approval, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assignee = models.CharField(max_length=24, choices=AssigneeKind, blank=True)
    assignee_name = models.CharField(max_length=160)
    assignee_number = models.CharField(max_length=20, blank=True)
    takes_effect_on = models.DateField()
    state = models.CharField(max_length=10, choices=AssignmentState, default=AssignmentState.PROPOSED)
    reason = models.TextField()
    clause = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="assignment_names_its_supplier"),
            models.CheckConstraint(condition=Q(by__in=NoticeBy.values), name="assignment_by_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(by=NoticeBy.SUPPLIER, product__isnull=False, approval__isnull=False)
                | Q(by=NoticeBy.CUSTOMER, agreement__isnull=False),
                name="an_assignment_is_of_a_product_or_of_an_agreement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignee_name} {self.takes_effect_on}"
