"""Document: an immutable PDF or receipt, kept with its SHA-256."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now

from accounts.models.customer import Customer
from accounts.models.supplier import Supplier


class Document(models.Model):
    """Bytes we issued and must be able to show again exactly as they were."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    cause = models.CharField(max_length=160, unique=True, help_text="What it documents, e.g. invoice:17")
    file_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    business_date = models.DateField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "supplier"], name="document_names_its_supplier")]

    def __str__(self) -> str:
        return self.file_name
