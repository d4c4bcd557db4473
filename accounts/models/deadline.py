"""Deadline: a legal or contractual clock, stored when the fact that starts it happens."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import DeadlineState
from accounts.models.customer import Customer
from accounts.models.supplier import Supplier


class Deadline(models.Model):
    """By when something must have been done, from which fact it runs, and whether it was met."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    clause = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    start_fact = models.CharField(max_length=160)
    started_on = models.DateField()
    due_at = models.DateTimeField()
    warn_on = models.DateField(null=True, blank=True)
    warned_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DeadlineState, default=DeadlineState.OPEN)
    met_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject_type", "subject_id", "started_on"],
                name="one_clock_per_rule_and_fact",
            ),
            models.CheckConstraint(condition=Q(state__in=DeadlineState.values), name="deadline_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=DeadlineState.MET, met_on__isnull=False)
                | (~Q(state=DeadlineState.MET) & Q(met_on__isnull=True)),
                name="a_met_deadline_says_when",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="deadline_running", condition=Q(state="OPEN"))]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_at:%Y-%m-%d}"
