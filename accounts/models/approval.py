"""Approval: a mass act as dry run, a second person's yes, the run, and a result for every item."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.enums import ApprovalState
from accounts.models.supplier import Supplier
from accounts.models.user import User


class Approval(models.Model):
    """What somebody wants done to many; nobody approves their own."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    reason = models.TextField()
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ApprovalState, default=ApprovalState.DRAFT)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="approval_names_its_supplier"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("requested_by")),
                name="nobody_approves_their_own_request",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["APPROVED", "RUNNING", "DONE"]) | Q(approved_by__isnull=False),
                name="what_runs_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ApprovalItem(models.Model):
    """One row the action would touch: what the dry run says, and what the run did."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="items")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    preview = models.CharField(max_length=300)
    code = models.CharField(max_length=40, blank=True)
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "subject_type", "subject_id"], name="an_item_stands_once_in_an_approval"
            ),
        ]

    def __str__(self) -> str:
        return self.preview
