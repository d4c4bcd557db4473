"""Enquiry: a question from a customer, which is not a complaint."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import EnquiryState
from accounts.models.customer import Customer
from accounts.models.supplier import Supplier


class Enquiry(models.Model):
    """A question with its case number, and our answer."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="enquiries")
    number = models.CharField(max_length=20)
    about = models.CharField(max_length=40)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=EnquiryState, default=EnquiryState.RECEIVED)
    received_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], name="enquiry_number_is_unique_per_supplier"),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.ANSWERED) | ~Q(answer=""),
                name="an_answered_enquiry_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.number
