"""MeteredDay: one metering point's local day of values in Wh, and the versions it replaced."""

from django.db import models
from django.db.models.functions import Now

from config.foundation.packed_integers import PackedIntegersField
from contracts.enums import Quality


class MeteredDay(models.Model):
    """
    A local day of 23/24/25 hours or 92/96/100 quarters as a list of Wh.

    The table is partitioned by month of `day` and made in SQL; rows have no foreign keys because there
    are billions of them: the metering point names the supplier, and Supply periods say who may read.
    `version` is the registration time the market gave the values; a later one replaces an earlier one.
    """

    pk = models.CompositePrimaryKey("metering_point_id", "day")
    metering_point_id = models.BigIntegerField()
    day = models.DateField()
    resolution = models.PositiveSmallIntegerField()
    quality = models.PositiveSmallIntegerField(choices=Quality)
    qualities = models.BinaryField(null=True)
    wh = PackedIntegersField()
    version = models.DateTimeField()
    source_id = models.BigIntegerField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        managed = False
        db_table = "contracts_meteredday"

    def __str__(self) -> str:
        return f"{self.metering_point_id} {self.day}"


class MeteredDayHistory(models.Model):
    """A version of a day that was replaced by a later one."""

    metering_point_id = models.BigIntegerField()
    day = models.DateField()
    resolution = models.PositiveSmallIntegerField()
    quality = models.PositiveSmallIntegerField(choices=Quality)
    qualities = models.BinaryField(null=True)
    wh = PackedIntegersField()
    version = models.DateTimeField()
    source_id = models.BigIntegerField()
    received_at = models.DateTimeField()
    replaced_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "metered day history"
        indexes = [models.Index(fields=["metering_point_id", "day"], name="metered_day_versions")]

    def __str__(self) -> str:
        return f"{self.metering_point_id} {self.day}"
