"""CostMonth: what one supply used and what it cost, exact, by day and component."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Supplier
from config.foundation.packed_integers import PackedIntegersField
from contracts.models import Supply


class CostMonth(models.Model):
    """
    One supply's calendar month; element i of every list is day i+1 of the month.

    Components hold the exact product of Wh and price (see billing.rules.cost_day for the unit), never
    rounded: only an invoice line rounds. A day outside the supply is 0 with quality 0.
    """

    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    supply = models.ForeignKey(
        Supply, on_delete=models.PROTECT, related_name="cost_months", db_constraint=False, db_index=False
    )
    month = models.DateField(help_text="First day of the month")
    computed_through = models.DateField(help_text="Last day whose values and prices were both there")
    wh = PackedIntegersField(size=8)
    quality = PackedIntegersField(size=1)
    spot = PackedIntegersField(size=8)
    markup = PackedIntegersField(size=8)
    energy = PackedIntegersField(size=8)
    grid = PackedIntegersField(size=8)
    system = PackedIntegersField(size=8)
    transmission = PackedIntegersField(size=8)
    tax = PackedIntegersField(size=8)
    tax_reduced = PackedIntegersField(size=8)
    reduced_wh = PackedIntegersField(size=8)
    computed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supply", "month"], name="one_cost_month_per_supply"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_cost_month_starts_on_the_first"),
        ]

    def __str__(self) -> str:
        return f"{self.supply_id} {self.month}"
