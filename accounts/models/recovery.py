"""Recovery: staff let somebody in who lost their e-mail or second factor, after a wait in which to stop it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import CheckedFact, RecoveryKind, RecoveryState
from accounts.models.customer import Customer
from accounts.models.supplier import Supplier
from accounts.models.user import User


class Recovery(models.Model):
    """
    For a customer (and their login, when they have one), or for the login of a colleague.

    What is to be written stands here until it is carried out: whoever stops it in time has changed nothing.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(
        Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="recoveries"
    )
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RecoveryKind)
    state = models.CharField(max_length=8, choices=RecoveryState, default=RecoveryState.WAITING)
    new_email = models.EmailField(blank=True)
    payout_account_encrypted = models.BinaryField(null=True, blank=True)
    payout_account_masked = models.CharField(max_length=20, blank=True)
    told_at = models.CharField(max_length=254, blank=True, help_text="The old contact that was told, masked")
    reason = models.TextField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=120, blank=True)
    stopped_why = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "recoveries"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RecoveryKind.values), name="recovery_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=RecoveryState.values), name="recovery_state_is_known"),
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | Q(kind=RecoveryKind.STAFF_FACTOR, user__isnull=False),
                name="a_recovery_is_for_somebody",
            ),
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(state=RecoveryState.WAITING),
                name="one_waiting_recovery_per_customer",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state=RecoveryState.WAITING), name="one_waiting_recovery_per_login"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="recovery_due", condition=Q(state=RecoveryState.WAITING)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.customer or self.user}"


class RecoveryFact(models.Model):
    """That a fact was checked, and by whom; what the fact was is kept nowhere. Never changed."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="facts")
    fact = models.CharField(max_length=16, choices=CheckedFact)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fact__in=CheckedFact.values), name="checked_fact_is_known"),
            models.UniqueConstraint(fields=["recovery", "fact"], name="a_fact_is_checked_once"),
        ]

    def __str__(self) -> str:
        return str(self.get_fact_display())
