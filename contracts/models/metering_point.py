"""MeteringPoint: an address with a meter; Supply: an agreement at a metering point over a period."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.models import DateRange, Supplier
from contracts.enums import Fuel, MeteringPointKind, PriceArea, SettlementMethod
from contracts.models.agreement import Agreement
from contracts.models.market import GridCompany


class MeteringPoint(models.Model):
    """Unique per supplier and GSRN; its metered values are its own, read through Supply periods only."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="metering_points")
    gsrn = models.CharField(max_length=18)
    kind = models.CharField(max_length=12, choices=MeteringPointKind, default=MeteringPointKind.CONSUMPTION)
    fuel = models.CharField(max_length=12, choices=Fuel, default=Fuel.ELECTRICITY)
    street = models.CharField(max_length=160)
    postcode = models.CharField(max_length=12)
    city = models.CharField(max_length=80)
    price_area = models.CharField(max_length=4, choices=PriceArea)
    grid_company = models.ForeignKey(
        GridCompany, null=True, blank=True, on_delete=models.PROTECT, related_name="metering_points"
    )
    settlement = models.CharField(max_length=10, choices=SettlementMethod, default=SettlementMethod.FLEX)
    resolution = models.PositiveSmallIntegerField(default=60, help_text="Minutes per value: 15 or 60")
    remotely_read = models.BooleanField(default=True)
    electric_heating_from = models.DateField(
        null=True, blank=True, help_text="First day of the reduced electricity tax (OR-4.6)"
    )
    expected_year_wh = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The grid company's expected yearly consumption"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "gsrn"], name="metering_point_is_unique_per_supplier"),
            models.UniqueConstraint(fields=["id", "supplier"], name="metering_point_names_its_supplier"),
            models.CheckConstraint(
                condition=Q(resolution__in=[15, 60]), name="metering_resolution_is_15_or_60_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gsrn} {self.street}"


class Supply(models.Model):
    """
    An agreement at a metering point, half-open; a move ends one and starts another.

    One that ends before its first day has no days: it was reserved and never used, or was withdrawn from and
    nobody pays for it. It stays as a record, and leaves the metering point free.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="supplies")
    metering_point = models.ForeignKey(MeteringPoint, on_delete=models.PROTECT, related_name="supplies")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "supplies"
        constraints = [
            models.UniqueConstraint(fields=["id", "supplier"], name="supply_names_its_supplier"),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="supply_does_not_end_before_it_starts",
            ),
            ExclusionConstraint(
                name="one_supply_at_a_time_per_metering_point",
                expressions=[
                    ("metering_point", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_before"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(
                fields=["supplier", "ends_before"],
                name="supply_that_has_an_end",
                condition=Q(ends_before__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metering_point_id} {self.starts_on}"
