"""Invoice and InvoiceLine: the bill of a period, every line with its arithmetic and its clause."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.enums import Currency
from accounts.models import DateRange, Document, Supplier
from billing.enums import InvoiceKind, LineKind
from billing.models.account import BillingAccount
from contracts.models import Supply


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def of(self, account: BillingAccount) -> "InvoiceQuerySet":
        return self.filter(billing_account=account)


class Invoice(models.Model):
    """Issued once for a billing account and period; corrections are invoices of their own that name it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    billing_account = models.ForeignKey(
        BillingAccount, on_delete=models.PROTECT, related_name="invoices", db_constraint=False, db_index=False
    )
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=InvoiceKind, default=InvoiceKind.CONSUMPTION)
    corrects = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        db_constraint=False,
        db_index=False,
    )
    issued_on = models.DateField()
    due_on = models.DateField()
    period_starts_on = models.DateField()
    period_ends_before = models.DateField()
    currency = models.CharField(max_length=3, choices=Currency)
    wh = models.BigIntegerField()
    net = models.BigIntegerField()
    vat = models.BigIntegerField()
    gross = models.BigIntegerField()
    estimated = models.BooleanField(default=False, help_text="Some of it rests on estimated values")
    clause = models.CharField(max_length=40)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], name="invoice_number_is_unique_per_supplier"),
            models.UniqueConstraint(fields=["id", "supplier"], name="invoice_names_its_supplier"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("vat")), name="invoice_gross_is_net_and_vat"),
            models.CheckConstraint(
                condition=Q(period_ends_before__gt=F("period_starts_on")), name="an_invoice_covers_a_period"
            ),
            models.CheckConstraint(
                condition=Q(kind=InvoiceKind.CONSUMPTION, corrects__isnull=True)
                | (~Q(kind=InvoiceKind.CONSUMPTION) & Q(corrects__isnull=False)),
                name="a_correction_names_what_it_corrects",
            ),
            ExclusionConstraint(
                name="a_period_is_invoiced_once",
                expressions=[
                    ("billing_account", RangeOperators.EQUAL),
                    (DateRange("period_starts_on", "period_ends_before"), RangeOperators.OVERLAPS),
                ],
                condition=Q(corrects__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["billing_account", "-issued_on"], name="invoice_list"),
            models.Index(fields=["corrects"], name="invoice_corrections", condition=Q(corrects__isnull=False)),
            models.Index(fields=["supplier", "id"], name="invoice_to_print", condition=Q(document__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.number)


class InvoiceLine(models.Model):
    """
    One line: rounded once, with VAT of its own.

    `exact` is the unrounded product it came from and `exact_unit` how many of it make one minor unit,
    so that anybody can redo the sum; both are null on a line that is a plain amount.
    """

    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="lines", db_constraint=False, db_index=False
    )
    sequence = models.PositiveSmallIntegerField()
    supply = models.ForeignKey(
        Supply,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(max_length=20, choices=LineKind)
    starts_on = models.DateField()
    ends_before = models.DateField()
    wh = models.BigIntegerField(null=True, blank=True)
    exact = models.BigIntegerField(null=True, blank=True)
    exact_unit = models.BigIntegerField(null=True, blank=True)
    net = models.BigIntegerField()
    vat = models.BigIntegerField()
    vat_percent = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=40)
    source = models.JSONField(default=dict, help_text="Whose price it is: charge codes, product, parts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice", "sequence"], name="lines_of_an_invoice_are_numbered"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="line_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.sequence}"
