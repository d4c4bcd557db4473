"""Event: the append-only timeline of who did what, why, and by which clause."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models.customer import Customer
from accounts.models.supplier import Supplier
from accounts.models.user import User


class Event(models.Model):
    """Something that happened. Never changed or deleted; the database refuses both."""

    supplier = models.ForeignKey(Supplier, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="events", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    actor_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField(blank=True)
    clause = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    business_date = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    customer_may_see = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=True) | Q(supplier__isnull=False),
                name="a_customers_event_names_the_supplier",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-id"], name="event_timeline"),
            models.Index(fields=["subject_type", "subject_id"], name="event_by_subject"),
            models.Index(fields=["actor_user"], name="event_by_person", condition=Q(actor_user__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.business_date} {self.kind}"
