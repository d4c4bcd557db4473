"""Notice: something a customer told us because the terms ask them to; MeterReading: what they read on a meter."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Customer, Supplier, Upload
from contracts.enums import NoticeKind, ReadingBy
from contracts.models.metering_point import MeteringPoint, Supply


class Notice(models.Model):
    """
    Told on a day about a supply, or about no one supply; `fields` are what the form of its kind asks.

    contracts.rules.notice says which fields a kind has. A notice changes nothing by itself: a person acts on it.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="notices")
    supply = models.ForeignKey(Supply, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind)
    told_on = models.DateField()
    fields = models.JSONField(default=dict)
    clause = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="notice_names_its_supplier"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_is_known"),
        ]
        indexes = [models.Index(fields=["customer", "-id"], name="notice_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.told_on} {self.pk}"


class MeterReading(models.Model):
    """What a meter showed on a day, in Wh, and who read it; the grid company's values stay as they are."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    metering_point = models.ForeignKey(MeteringPoint, on_delete=models.PROTECT, related_name="readings")
    notice = models.OneToOneField(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="meter_reading"
    )
    read_on = models.DateField()
    wh = models.BigIntegerField()
    read_by = models.CharField(max_length=10, choices=ReadingBy, default=ReadingBy.CUSTOMER)
    photo = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(wh__gte=0), name="a_meter_shows_no_less_than_nothing"),
            models.CheckConstraint(condition=Q(read_by__in=ReadingBy.values), name="reading_by_is_known"),
        ]
        indexes = [models.Index(fields=["metering_point", "read_on"], name="reading_by_day")]

    def __str__(self) -> str:
        return f"{self.metering_point_id} {self.read_on} {self.pk}"
