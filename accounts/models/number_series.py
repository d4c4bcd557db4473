"""NumberSeries: the locked counter that gives customers, invoices and cases their numbers without gaps."""

from django.db import models

from accounts.models.supplier import Supplier


class NumberSeries(models.Model):
    """The next free number of one series at one supplier; taken under a row lock."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    next_number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name_plural = "number series"
        constraints = [
            models.UniqueConstraint(fields=["supplier", "series"], name="one_counter_per_series"),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.next_number}"
