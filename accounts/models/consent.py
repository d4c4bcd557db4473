"""Consent: something a customer has said yes to by itself, when, for what, and until when it holds."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import ConsentKind
from accounts.models.customer import Customer
from accounts.models.supplier import Supplier


class Consent(models.Model):
    """
    A yes of a customer, with its moment and its scope; it holds until it is called back.

    Source: EP-2.3, GE-VF-2.3, OR-2.2 (power of attorney); X-67 (marketing by boxes of their own).
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20, choices=ConsentKind)
    scope = models.CharField(max_length=120, blank=True, help_text="What it is for, e.g. contracts.agreement:17")
    clause = models.CharField(max_length=40, blank=True)
    given_on = models.DateField()
    given_at = models.DateTimeField(db_default=Now())
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ConsentKind.values), name="consent_kind_is_known"),
            models.UniqueConstraint(
                fields=["customer", "kind", "scope"],
                condition=Q(ended_on__isnull=True),
                name="one_consent_of_a_kind_and_scope_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_on}"
