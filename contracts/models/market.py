"""GridCompany and StatuteFigure: reference data of the market and of the law, the same for all suppliers."""

from django.db import models
from django.db.models import Q

from accounts.enums import Country
from contracts.enums import PriceArea


class GridCompany(models.Model):
    """Who owns the wires; found from the grid area of the metering point."""

    gln = models.CharField(max_length=13, unique=True)
    name = models.CharField(max_length=120)
    price_area = models.CharField(max_length=4, choices=PriceArea)
    tariff_code = models.CharField(max_length=40, help_text="Charge code of the household (C) tariff")
    subscription_code = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name_plural = "grid companies"
        constraints = [
            models.CheckConstraint(condition=Q(price_area__in=PriceArea.values), name="grid_price_area_is_known")
        ]

    def __str__(self) -> str:
        return self.name


class StatuteFigure(models.Model):
    """A figure of the law with its first day, its source and how sure we are of it."""

    key = models.CharField(max_length=80)
    country = models.CharField(max_length=2, choices=Country)
    valid_from = models.DateField()
    value = models.CharField(max_length=60)
    unit = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=4)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "country", "valid_from"], name="a_figure_has_one_value_from_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"
