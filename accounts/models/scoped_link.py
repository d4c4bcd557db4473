"""ScopedLink: a single-purpose, expiring, revocable link that works without login."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models.customer import Customer
from accounts.models.supplier import Supplier


class ScopedLink(models.Model):
    """Only the hash of the token is kept; the token itself stands in the message that carried it."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="a_link_has_one_purpose")]

    def __str__(self) -> str:
        return self.purpose
