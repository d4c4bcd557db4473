"""Money that arrives by itself pays what it names, then the oldest it covers; the rest is credit (OR-6.1b)."""

from datetime import date

import pytest

from billing.enums import DueState, ReceiptKind
from billing.models import Entry
from billing.operations import incoming_payment, payment
from billing.queries.balance import ledger_balance
from tests.builders import billing
from tests.builders.billing import JOB, TODAY

pytestmark = pytest.mark.django_db


def register(account, amount, reference="bank-1", **fields):
    return incoming_payment.register(
        account=account,
        kind=ReceiptKind.BANK_TRANSFER,
        reference=reference,
        amount=amount,
        received_on=TODAY,
        by=JOB,
        as_of=TODAY,
        **fields,
    )


def three_claims(account):
    days = [date(2026, 3, 1), date(2026, 2, 1), date(2026, 4, 1)]
    return [billing.due_item(account, amount=10_000, collect_on=day, due_on=day) for day in days]


def states(claims):
    for claim in claims:
        claim.refresh_from_db()
    return [claim.state for claim in claims]


def test_oldest_claims_are_paid_first_and_the_rest_is_credit():
    account = billing.billing_account()
    claims = three_claims(account)
    register(account, 25_000)
    assert states(claims) == [DueState.PAID, DueState.PAID, DueState.OPEN]
    assert ledger_balance(account=account, as_of=TODAY) == 25_000
    assert sum(Entry.objects.values_list("amount", flat=True)) == 0


def test_named_claim_is_paid_before_older_ones():
    account = billing.billing_account()
    claims = three_claims(account)
    register(account, 10_000, due_item=claims[2])
    assert states(claims) == [DueState.OPEN, DueState.OPEN, DueState.PAID]


def test_claim_not_covered_in_full_stays_open():
    account = billing.billing_account()
    claims = three_claims(account)
    register(account, 9_999)
    assert states(claims) == [DueState.OPEN] * 3


def test_same_bank_reference_is_registered_once():
    account = billing.billing_account()
    register(account, 10_000)
    with pytest.raises(incoming_payment.AlreadyRegistered):
        register(account, 10_000)
    assert ledger_balance(account=account, as_of=TODAY) == 10_000


def test_claim_with_a_card_payment_under_way_is_left_alone():
    account = billing.billing_account()
    billing.card(account)
    claim = billing.due_item(account, amount=10_000)
    payment.prepare(due_item_id=claim.pk, by=JOB, as_of=TODAY)
    register(account, 10_000)
    assert states([claim]) == [DueState.OPEN]


def test_every_leg_names_the_claim_it_pays():
    account = billing.billing_account()
    claims = three_claims(account)
    register(account, 25_000)
    legs = Entry.objects.filter(ledger_account="RECEIVABLE").order_by("pk").values_list("due_item", "amount")
    assert list(legs) == [(claims[1].pk, -10_000), (claims[0].pk, -10_000), (None, -5_000)]
