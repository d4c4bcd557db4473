"""Receipt: what a customer asked us for and what follows from it, exactly as they were told on the day."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now

from accounts.models.customer import Customer
from accounts.models.supplier import Supplier


class Receipt(models.Model):
    """
    Words in the customer's language, kept as they were said; never changed, the database refuses it.

    `rows` are pairs of label and value, `reasons` pairs of sentence and clause id.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="receipts")
    cause = models.CharField(
        max_length=160, unique=True, help_text="The fact it proves, e.g. termination:17:given"
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    business_date = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-id"], name="receipt_newest_first"),
            models.Index(fields=["subject_type", "subject_id"], name="receipt_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.business_date} {self.title}"
