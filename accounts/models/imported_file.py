"""ImportedFile: a file from outside, kept as it came, applied whole or refused whole, never twice."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import ImportState
from accounts.models.supplier import Supplier


class ImportedFile(models.Model):
    """The raw bytes, their hash, and what came of them; a market price file belongs to no supplier."""

    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.RECEIVED)
    rows = models.PositiveBigIntegerField(default=0)
    place = models.CharField(max_length=120, blank=True, help_text="Where in the file the error is")
    error = models.CharField(max_length=500, blank=True)
    notes = models.TextField(
        blank=True,
        db_default="",
        default="",
        help_text="What the file left open, a line each; no fault of the file",
    )
    received_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "kind", "sha256"],
                condition=~Q(state=ImportState.REFUSED),
                name="a_file_is_applied_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.REFUSED) | ~Q(error=""), name="a_refused_file_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name
