"""SpotPrice, SpotPart and ChargePrice: what the market, the grid and the state charge, resolved once per run."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import DateRange
from billing.enums import ChargeKind
from contracts.enums import PriceArea


class SpotPrice(models.Model):
    """Day-ahead prices of one area and local day: micro-kr per kWh without VAT, 23-25 hours or 92-100 quarters."""

    price_area = models.CharField(max_length=4, choices=PriceArea)
    day = models.DateField()
    resolution = models.PositiveSmallIntegerField()
    micro = ArrayField(models.IntegerField())
    example = models.BooleanField(default=False, help_text="Made by the demo's generator, not a market price")
    source_id = models.BigIntegerField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["price_area", "day"], name="one_spot_day_per_area"),
            models.CheckConstraint(condition=Q(resolution__in=[15, 60]), name="spot_resolution_is_15_or_60"),
        ]

    def __str__(self) -> str:
        return f"{self.price_area} {self.day}"


class SpotPart(models.Model):
    """The prices known of a local day that no file held whole: by instant, in kr. per MWh as they came."""

    price_area = models.CharField(max_length=4, choices=PriceArea)
    day = models.DateField()
    example = models.BooleanField(default=False)
    prices = models.JSONField(help_text="Instant in UTC to a decimal number as text")
    source_id = models.BigIntegerField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["price_area", "day", "example"], name="one_spot_part_per_area_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_area} {self.day}"


class ChargePrice(models.Model):
    """
    A charge of a grid company, Energinet or the state over a half-open period, without VAT.

    Tariffs are micro-kr per kWh: one value all day or 24 by local clock hour. Subscriptions and fees are
    one value in micro-kr per month.
    """

    owner_gln = models.CharField(max_length=13)
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=3, choices=ChargeKind)
    name = models.CharField(max_length=160)
    micro = ArrayField(models.BigIntegerField())
    vat = models.BooleanField(default=True)
    is_tax = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    source_id = models.BigIntegerField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(micro__len__in=[1, 24]), name="a_charge_has_one_price_or_one_per_clock_hour"
            ),
            ExclusionConstraint(
                name="one_price_per_charge_and_day",
                expressions=[
                    ("owner_gln", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_before"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_gln} {self.code} {self.starts_on}"
