"""CreditCheck: what a credit bureau was asked about a new agreement, and what it or a person answered."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.enums import CreditState
from contracts.models.agreement import Agreement


class CreditCheck(models.Model):
    """
    Written before the bureau is called, under a reference the bureau knows it by when it is asked again.

    UNKNOWN is no answer, and never an approval, nor is an empty `owes`. Only the class of a result is kept, not
    what stands behind it.

    Source: EP-1.4 (bureau, time, result class; a timeout is not an approval), EP-1.5, OR-7.1.
    """

    reference = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="credit_check")
    state = models.CharField(max_length=10, choices=CreditState, default=CreditState.ASKED)
    clause = models.CharField(max_length=40)
    asked_on = models.DateField()
    answer_by = models.DateField(help_text="The day a person takes over when there is no answer")
    owes = models.BooleanField(
        null=True, blank=True, help_text="Whether earlier agreements are owed for; empty until billing has looked"
    )
    bureau = models.CharField(max_length=60, blank=True)
    result_class = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="credit_check_names_its_supplier"),
            models.CheckConstraint(condition=Q(state__in=CreditState.values), name="credit_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[CreditState.APPROVED, CreditState.REFUSED]) | Q(answered_at__isnull=False),
                name="an_answered_credit_check_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["supplier"],
                name="credit_check_without_answer",
                condition=Q(state__in=[CreditState.ASKED, CreditState.UNKNOWN]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.state}"
