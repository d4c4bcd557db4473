"""Product and PriceTerm: what a supplier sells, and at which price from when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.enums import CustomerKind
from accounts.models import DateRange, Supplier
from contracts.enums import Fuel, PriceArea, PriceComponent, ProductKind


class Product(models.Model):
    """A product of a supplier under one set of terms."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="products")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=ProductKind)
    fuel = models.CharField(max_length=12, choices=Fuel, default=Fuel.ELECTRICITY)
    customer_kind = models.CharField(max_length=10, choices=CustomerKind, default=CustomerKind.HOUSEHOLD)
    terms_code = models.CharField(max_length=60)
    first_aconto_wh = models.PositiveBigIntegerField(
        default=4_000_000, help_text="Stated yearly estimate for a mover without history (GE-VF-4.9)"
    )
    sold_from = models.DateField()
    sold_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "code"], name="product_code_is_unique_per_supplier"),
            models.UniqueConstraint(fields=["id", "supplier"], name="product_names_its_supplier"),
            models.CheckConstraint(condition=Q(kind__in=ProductKind.values), name="product_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class PriceTerm(models.Model):
    """
    One part of a product's price over a half-open period.

    `amount_micro` is micro-kr per kWh for ENERGY and MARKUP, micro-kr per month for SUBSCRIPTION;
    `with_vat` says how the figure is quoted, and the quoted side is the exact one.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="price_terms")
    component = models.CharField(max_length=12, choices=PriceComponent)
    price_area = models.CharField(max_length=4, choices=PriceArea, blank=True, help_text="Empty: everywhere")
    amount_micro = models.BigIntegerField()
    with_vat = models.BooleanField()
    clause = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(component__in=PriceComponent.values), name="price_component_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
                name="price_term_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="one_price_per_component_and_day",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("component", RangeOperators.EQUAL),
                    ("price_area", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_before"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component} {self.starts_on}"
