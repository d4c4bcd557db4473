"""Supplier: a company whose customers use Min side, chosen by host name."""

from django.db import models
from django.db.models import Q

from accounts.enums import Country, Currency, Language, SupplierKind


class Supplier(models.Model):
    """
    One tenant of the installation.

    Fees, deadlines, opening hours and complaint routes are not here: they stand in the terms module
    named by `terms_code`, so that a change of them is a change of terms and not of a row.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=SupplierKind, default=SupplierKind.RETAIL)
    host = models.CharField(max_length=120, unique=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.DANISH)
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.DKK)
    country = models.CharField(max_length=2, choices=Country, default=Country.DENMARK)
    time_zone = models.CharField(max_length=40, default="Europe/Copenhagen")
    theme = models.SlugField(max_length=40)
    terms_code = models.CharField(max_length=60, help_text="Terms module for contact, hours and complaints")
    cvr = models.CharField(max_length=12, blank=True)
    sender_name = models.CharField(max_length=120)
    sender_email = models.EmailField()
    gln = models.CharField(
        max_length=13,
        blank=True,
        help_text="Its number in the energy market; without one no message is sent",
    )
    balance_gln = models.CharField(
        max_length=13, blank=True, help_text="The number of the party that is responsible for its balance"
    )
    fi_creditor = models.CharField(max_length=8, blank=True)
    recovery_hours = models.PositiveSmallIntegerField(
        default=48,
        db_default=48,
        help_text="How long the old contact may stop a recovery or take a new e-mail back [ours: no text sets it]",
    )
    starts_on = models.DateField(help_text="First business day the scheduled jobs run for this supplier")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SupplierKind.values), name="supplier_kind_is_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="supplier_language_is_known"),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="supplier_currency_is_known"),
        ]

    def __str__(self) -> str:
        return self.name
