"""StaffRole: which job a member of staff has for which supplier; StaffTask: the one queue of work."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import StaffJob, TaskState
from accounts.models.customer import Customer, DateRange
from accounts.models.supplier import Supplier
from accounts.models.user import User


class StaffRole(models.Model):
    """A job for a supplier over a period. Without a row staff see nothing of that supplier."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff_roles")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="staff_roles")
    job = models.CharField(max_length=12, choices=StaffJob)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(job__in=StaffJob.values), name="staff_job_is_known"),
            ExclusionConstraint(
                name="one_staff_role_of_a_job_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("supplier", RangeOperators.EQUAL),
                    ("job", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_before"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_job_display())


class StaffTask(models.Model):
    """Something a person must look at, with the moment it must be done by."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    clause = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.OPEN)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    snoozed_until = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "kind", "subject_type", "subject_id"],
                condition=~Q(state=TaskState.DONE),
                name="one_open_task_per_kind_and_subject",
            ),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=TaskState.DONE) | ~Q(outcome=""), name="a_done_task_says_what_came_of_it"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="task_queue", condition=~Q(state=TaskState.DONE))]

    def __str__(self) -> str:
        return self.title
