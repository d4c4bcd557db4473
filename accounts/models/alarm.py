"""Alarm: something is wrong and open until somebody closes it; InvariantResult: what the nightly check saw."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import Severity
from accounts.models.supplier import Supplier


class Alarm(models.Model):
    """One open alarm per kind and thing; `ref` names the thing, e.g. payment:17."""

    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    ref = models.CharField(max_length=120)
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.WARNING)
    text = models.CharField(max_length=300)
    raised_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref"], condition=Q(closed_at__isnull=True), name="one_open_alarm_per_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class InvariantResult(models.Model):
    """How many rows broke one invariant when it was last checked, and a sample of them."""

    name = models.CharField(max_length=80)
    sentence = models.CharField(max_length=300)
    rows = models.PositiveIntegerField()
    sample = models.JSONField(default=list)
    business_date = models.DateField()
    checked_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["name", "-checked_at"], name="invariant_latest")]

    def __str__(self) -> str:
        return f"{self.name}: {self.rows}"
