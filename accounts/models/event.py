"""Event: the append-only timeline of who did what, why, and by which clause."""

from django.db import models
from django.db.models.functions import Now

from accounts.models.customer import Customer
from accounts.models.supplier import Supplier
from accounts.models.user import User


class Event(models.Model):
    """Something that happened. Never changed or deleted; the database refuses both."""

    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    actor_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    clause = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    business_date = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    customer_may_see = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-id"], name="event_timeline"),
            models.Index(fields=["subject_type", "subject_id"], name="event_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.business_date} {self.kind}"
