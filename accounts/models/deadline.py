"""Deadline: a legal or contractual clock, stored when its fact happens; DeadlinePause: while it stands still."""

from django.db import models
from django.db.models import F, Q
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
            models.UniqueConstraint(fields=["id", "supplier"], name="deadline_names_its_supplier"),
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


class DeadlinePause(models.Model):
    """A deadline stands still from a day until (not including) another, because of something, by a clause."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="pauses")
    cause_type = models.CharField(max_length=60)
    cause_id = models.BigIntegerField()
    clause = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="a_pause_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["deadline"],
                condition=Q(ends_before__isnull=True),
                name="one_pause_of_a_deadline_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["cause_type", "cause_id"], name="pause_by_cause")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.starts_on}"
