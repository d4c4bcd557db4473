"""Write the books: one transaction per business fact, its legs summing to zero, never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Supplier, User
from accounts.operations.event import Actor, actor_name
from billing.enums import LedgerAccount, Purpose, TransactionKind
from billing.models import BillingAccount, DueItem, Entry, Transaction
from billing.rules.posting import Leg, Legs, reversal
from config.foundation.refusal import Refused


class AlreadyBooked(Refused):
    """The same fact stands in the books."""

    code = "already-booked"


class AlreadyReversed(Refused):
    """The transaction has its counter-posting."""

    code = "already-reversed"


class Unbalanced(ValueError):
    """Legs that do not sum to zero, or none at all: a mistake in the program."""


@transaction.atomic
def post(
    *,
    supplier: Supplier,
    account: BillingAccount,
    cause: str,
    kind: TransactionKind,
    text: str,
    legs: Legs,
    by: Actor,
    as_of: date,
    due_items: Sequence[DueItem | None] = (),
    author: User | None = None,
    approver: User | None = None,
) -> Transaction:
    """
    Book one fact in the account's currency; `cause` names the fact and is unique per supplier.

    `due_items` names the claim of every leg, in their order, or of all of them when it is one.

    :raises Unbalanced: when the legs do not sum to zero
    :raises AlreadyBooked: when the fact is booked
    """
    _check(legs)
    if Transaction.objects.filter(supplier=supplier, cause=cause).exists():
        raise AlreadyBooked(_("This has been booked already."))
    booked = Transaction.objects.create(
        supplier=supplier,
        cause=cause,
        kind=kind,
        text=text,
        currency=account.currency,
        business_date=as_of,
        actor=actor_name(by),
        author=author,
        approver=approver,
    )
    claims = list(due_items) * (len(legs) if len(due_items) == 1 else 1) or [None] * len(legs)
    _write(booked, [(leg, due_item, account) for leg, due_item in zip(legs, claims, strict=True)])
    return booked


@transaction.atomic
def reverse(*, booked: Transaction, text: str, by: Actor, as_of: date) -> Transaction:
    """
    Book the counter-posting of a transaction, once; both stay in the books.

    Of two who try at once the database lets one: a lock of the row would take the right to change it, which
    nobody has at work (deploy/roles.sql).

    :raises AlreadyReversed: when there is one
    """
    counter, is_first = Transaction.objects.get_or_create(
        reverses=booked,
        defaults={
            "supplier_id": booked.supplier_id,
            "cause": f"reversal:{booked.cause}",
            "kind": TransactionKind.REVERSAL,
            "text": text,
            "currency": booked.currency,
            "business_date": as_of,
            "actor": actor_name(by),
        },
    )
    if not is_first:
        raise AlreadyReversed(_("This has been reversed already."))
    entries = list(booked.entries.select_related("billing_account", "due_item").order_by("pk"))
    legs = [Leg(LedgerAccount(entry.ledger_account), Purpose(entry.purpose), entry.amount) for entry in entries]
    turned = zip(reversal(legs=legs), entries, strict=True)
    _write(counter, [(leg, entry.due_item, entry.billing_account) for leg, entry in turned])
    return counter


def _check(legs: Iterable[Leg]) -> None:
    amounts = [leg.amount for leg in legs]
    if not amounts or sum(amounts) != 0:
        raise Unbalanced(f"The legs sum to {sum(amounts)}; there are {len(amounts)} of them.")


def _write(booked: Transaction, legs: Iterable[tuple[Leg, DueItem | None, BillingAccount | None]]) -> None:
    """All legs by one statement, or the database refuses them."""
    Entry.objects.bulk_create(
        Entry(
            supplier_id=booked.supplier_id,
            transaction=booked,
            ledger_account=leg.account,
            billing_account=account,
            purpose=leg.purpose,
            currency=booked.currency,
            amount=leg.amount,
            due_item=due_item,
            business_date=booked.business_date,
        )
        for leg, due_item, account in legs
    )
