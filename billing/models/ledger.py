"""The ledger: transactions of entries that sum to zero, in minor units, append-only."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.enums import Currency
from accounts.models import Supplier, User
from billing.enums import LedgerAccount, Purpose, TransactionKind
from billing.models.account import BillingAccount
from billing.models.due_item import DueItem


class Transaction(models.Model):
    """
    One business fact in the books. Its cause is unique, so nothing is booked twice.

    A mistake is corrected by another transaction that `reverses` it; rows are never changed.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=120, help_text="What it books, e.g. payment:17")
    kind = models.CharField(max_length=10, choices=TransactionKind)
    text = models.CharField(max_length=200)
    business_date = models.DateField()
    posted_at = models.DateTimeField(db_default=Now())
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    actor = models.CharField(max_length=120)
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "cause"], name="a_fact_is_booked_once"),
            models.UniqueConstraint(fields=["id", "supplier"], name="transaction_names_its_supplier"),
            models.CheckConstraint(
                condition=~Q(kind=TransactionKind.MANUAL)
                | (Q(author__isnull=False, approver__isnull=False) & ~Q(author=models.F("approver"))),
                name="a_manual_posting_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.cause


class Entry(models.Model):
    """One leg of a transaction: debit positive, credit negative, in minor units."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="entries")
    ledger_account = models.CharField(max_length=20, choices=LedgerAccount)
    billing_account = models.ForeignKey(
        BillingAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    purpose = models.CharField(max_length=12, choices=Purpose)
    currency = models.CharField(max_length=3, choices=Currency)
    amount = models.BigIntegerField()
    due_item = models.ForeignKey(DueItem, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    business_date = models.DateField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="an_entry_moves_something"),
            models.CheckConstraint(
                condition=Q(ledger_account__in=LedgerAccount.values), name="ledger_account_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(ledger_account=LedgerAccount.RECEIVABLE) | Q(billing_account__isnull=False),
                name="a_receivable_entry_names_its_account",
            ),
        ]
        indexes = [
            models.Index(fields=["billing_account", "business_date"], name="entry_statement"),
        ]

    def __str__(self) -> str:
        return f"{self.ledger_account} {self.amount}"
