"""The books: one fact once, legs that sum to zero, counter-postings instead of corrections."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from billing.enums import DueKind, LedgerAccount, Purpose, TransactionKind
from billing.models import Entry, Transaction
from billing.operations import ledger
from billing.queries.balance import ledger_balance
from billing.rules.posting import Leg, card_payment
from tests.builders import billing
from tests.builders.billing import JOB, TODAY

pytestmark = pytest.mark.django_db


def post(account, cause="payment:x:1", legs=None, **fields):
    return ledger.post(
        supplier=account.supplier,
        account=account,
        cause=cause,
        kind=TransactionKind.PAYMENT,
        text="Visa 4242",
        legs=card_payment(due=DueKind.ACONTO, amount=50_000) if legs is None else legs,
        by=JOB,
        as_of=TODAY,
        **fields,
    )


def test_posting_writes_its_legs_in_the_accounts_currency():
    account = billing.billing_account()
    booked = post(account)
    legs = list(booked.entries.order_by("pk").values_list("ledger_account", "purpose", "currency", "amount"))
    assert legs == [
        ("CARD_CLEARING", "ACONTO", "DKK", 50_000),
        ("RECEIVABLE", "ACONTO", "DKK", -50_000),
    ]
    assert (booked.business_date, booked.actor) == (TODAY, JOB)


def test_same_fact_is_booked_once():
    account = billing.billing_account()
    post(account)
    with pytest.raises(ledger.AlreadyBooked):
        post(account)
    assert Transaction.objects.count() == 1


def test_database_too_refuses_the_same_fact():
    account = billing.billing_account()
    post(account)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transaction.objects.create(
            supplier=account.supplier,
            cause="payment:x:1",
            kind=TransactionKind.PAYMENT,
            text="",
            currency="DKK",
            business_date=TODAY,
            actor=JOB,
        )


@pytest.mark.parametrize("amounts", [(), (100,), (100, -99)])
def test_legs_that_do_not_balance_are_refused(amounts):
    legs = tuple(Leg(LedgerAccount.BANK, Purpose.ENERGY, amount) for amount in amounts)
    with pytest.raises(ledger.Unbalanced):
        post(billing.billing_account(), legs=legs)
    assert not Transaction.objects.exists()


def test_reversal_cancels_and_names_what_it_reverses():
    account = billing.billing_account()
    booked = post(account)
    counter = ledger.reverse(booked=booked, text="taken back", by=JOB, as_of=TODAY)
    assert (counter.cause, counter.kind, counter.reverses_id) == ("reversal:payment:x:1", "REVERSAL", booked.pk)
    assert ledger_balance(account=account, as_of=TODAY) == 0
    assert Entry.objects.count() == 4


def test_transaction_is_reversed_once():
    booked = post(billing.billing_account())
    ledger.reverse(booked=booked, text="", by=JOB, as_of=TODAY)
    with pytest.raises(ledger.AlreadyReversed):
        ledger.reverse(booked=booked, text="", by=JOB, as_of=TODAY)


def test_booked_entry_is_never_changed():
    booked = post(billing.billing_account())
    with pytest.raises(DatabaseError), transaction.atomic():
        booked.entries.update(amount=1)
