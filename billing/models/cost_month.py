"""CostMonth: what one supply used and what it cost, exact, by day and component."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Supplier
from contracts.models import Supply


class CostMonth(models.Model):
    """
    One supply's calendar month; element i of every array is day i+1 of the month.

    Components hold the exact product of Wh and price (see billing.rules.cost_day for the unit), never
    rounded: only an invoice line rounds. A day outside the supply is 0 with quality 0.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    supply = models.ForeignKey(Supply, on_delete=models.PROTECT, related_name="cost_months")
    month = models.DateField(help_text="First day of the month")
    computed_through = models.DateField(help_text="Last day whose values and prices were both there")
    wh = ArrayField(models.BigIntegerField())
    quality = ArrayField(models.SmallIntegerField())
    spot = ArrayField(models.BigIntegerField())
    markup = ArrayField(models.BigIntegerField())
    energy = ArrayField(models.BigIntegerField())
    grid = ArrayField(models.BigIntegerField())
    system = ArrayField(models.BigIntegerField())
    transmission = ArrayField(models.BigIntegerField())
    tax = ArrayField(models.BigIntegerField())
    tax_reduced = ArrayField(models.BigIntegerField())
    reduced_wh = ArrayField(models.BigIntegerField())
    computed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supply", "month"], name="one_cost_month_per_supply"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_cost_month_starts_on_the_first"),
        ]

    def __str__(self) -> str:
        return f"{self.supply_id} {self.month}"
