"""JobRun: which scheduled job has run for which business date; SimulatedNow: a movable clock for tests."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now

from accounts.enums import JobState
from accounts.models.supplier import Supplier


class JobRun(models.Model):
    """
    One job of one supplier for one business date (and share); the row is the to-do and the proof.

    Jobs of the installation itself, such as making partitions ahead, have no supplier. A mass job has one
    row per share; `shards` says how many there are, the same on all of them and for good. `stint` counts how
    often a worker took the row up and is never set back, so it proves whose claim the row is under; `places`
    is how far the stints so far have come.
    """

    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    job = models.CharField(max_length=60)
    for_date = models.DateField()
    shard = models.PositiveSmallIntegerField(default=0)
    shards = models.PositiveSmallIntegerField(default=1, db_default=1)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    stint = models.PositiveIntegerField(default=0, db_default=0)
    places = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
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
            models.CheckConstraint(condition=Q(shard__lt=F("shards")), name="a_share_is_one_of_them"),
            ExclusionConstraint(
                name="shares_of_a_job_know_how_many",
                expressions=[("supplier", "="), ("job", "="), ("for_date", "="), ("shards", "<>")],
            ),
        ]
        indexes = [
            models.Index(
                fields=["supplier", "for_date"], name="job_run_waiting", condition=~Q(state=JobState.DONE)
            )
        ]

    def __str__(self) -> str:
        return f"{self.for_date} {self.job}{self.share_text}"

    @property
    def share_text(self) -> str:
        """Return which share of how many this is; nothing when it is the whole."""
        return f" {self.shard + 1}/{self.shards}" if self.shards > 1 else ""


class SimulatedNow(models.Model):
    """At most one row: the moment development and tests pretend it is. Refused in production."""

    moment = models.DateTimeField()
    singleton = models.BooleanField(default=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(singleton=True), name="there_is_one_simulated_now")]

    def __str__(self) -> str:
        return self.moment.isoformat()
