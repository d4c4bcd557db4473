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

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+", db_index=False)
    cause = models.CharField(max_length=120, help_text="What it books, e.g. payment:17")
    kind = models.CharField(max_length=10, choices=TransactionKind)
    text = models.CharField(max_length=200)
    currency = models.CharField(max_length=3, choices=Currency)
    business_date = models.DateField()
    posted_at = models.DateTimeField(db_default=Now())
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by", db_constraint=False
    )
    actor = models.CharField(max_length=120)
    author = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approver = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "cause"], name="a_fact_is_booked_once"),
            models.UniqueConstraint(
                fields=["id", "supplier", "currency"], name="transaction_names_supplier_and_currency"
            ),
            models.CheckConstraint(
                condition=~Q(kind=TransactionKind.MANUAL)
                | (Q(author__isnull=False, approver__isnull=False) & ~Q(author=models.F("approver"))),
                name="a_manual_posting_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.cause


class Entry(models.Model):
    """
    One leg of a transaction: debit positive, credit negative, in minor units of the transaction's currency.

    All legs of a transaction are written by one statement, which the database refuses unless they sum to zero.
    """

    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    transaction = models.ForeignKey(
        Transaction, on_delete=models.PROTECT, related_name="entries", db_constraint=False
    )
    ledger_account = models.CharField(max_length=20, choices=LedgerAccount)
    billing_account = models.ForeignKey(
        BillingAccount,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
    purpose = models.CharField(max_length=12, choices=Purpose)
    currency = models.CharField(max_length=3, choices=Currency)
    amount = models.BigIntegerField()
    due_item = models.ForeignKey(
        DueItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
        db_constraint=False,
        db_index=False,
    )
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
            models.Index(fields=["due_item"], name="entry_of_due_item", condition=Q(due_item__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.ledger_account} {self.amount}"
