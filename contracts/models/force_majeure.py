"""ForceMajeure: a period in which an event beyond control suspends duties of a supplier that are named."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.enums import HindranceCause


class ForceMajeure(models.Model):
    """
    From a day until (not including) another, which is known only when it is over; customers read `reason`.

    `rules` are the deadlines that rest, `told_on` the day the last customer had been told. Money is never among
    them (EP-10.1).
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=8, choices=HindranceCause)
    reason = models.CharField(max_length=300)
    care = models.TextField(blank=True)
    rules = models.JSONField(default=list)
    clause = models.CharField(max_length=40)
    starts_on = models.DateField()
    expected_end = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "force majeure"
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="force_majeure_names_its_supplier"),
            models.CheckConstraint(
                condition=Q(cause__in=HindranceCause.values), name="force_majeure_cause_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
                name="force_majeure_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier"], name="force_majeure_running", condition=Q(ends_before__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.reason}"
