"""Upload: a file a customer sent us, kept in quarantine until it has a clean verdict."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import UploadState
from accounts.models.customer import Customer
from accounts.models.supplier import Supplier


class Upload(models.Model):
    """Never rendered inline, never under its own name; content type is what we found, not what was said."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="uploads")
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    original_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.CharField(max_length=12, choices=UploadState, default=UploadState.QUARANTINED)
    verdict = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=UploadState.AVAILABLE) | Q(verdict="clean"),
                name="an_available_upload_has_a_clean_verdict",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
