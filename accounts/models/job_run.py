"""JobRun: which scheduled job has run for which business date; SimulatedNow: a movable clock for tests."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models.supplier import Supplier


class JobRun(models.Model):
    """
    One job of one supplier for one business date (and shard); the row is the to-do and the proof.

    Jobs of the installation itself, such as making partitions ahead, have no supplier.
    """

    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    job = models.CharField(max_length=60)
    for_date = models.DateField()
    shard = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "job", "for_date", "shard"],
                name="a_job_runs_once_per_date",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["supplier", "for_date"], name="job_run_waiting", condition=~Q(state=JobState.DONE)
            )
        ]

    def __str__(self) -> str:
        return f"{self.for_date} {self.job}"


class SimulatedNow(models.Model):
    """At most one row: the moment development and tests pretend it is. Refused in production."""

    moment = models.DateTimeField()
    singleton = models.BooleanField(default=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(singleton=True), name="there_is_one_simulated_now")]

    def __str__(self) -> str:
        return self.moment.isoformat()
