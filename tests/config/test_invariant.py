"""Every invariant is silent about sound rows and catches its seeded violation (reliability.md §3)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from accounts.enums import AccessRole, DeadlineState, JobState, MessageState, UploadState
from accounts.models import Access, Alarm, Deadline, InvariantResult, JobRun, Message, Upload
from billing.enums import (
    CollectionMode,
    DueState,
    InstalmentState,
    InvoiceKind,
    LedgerAccount,
    LineKind,
    PaymentState,
    Purpose,
    TransactionKind,
)
from billing.models import (
    AcontoInstalment,
    AcontoPlan,
    Entry,
    Invoice,
    InvoiceLine,
    Payment,
    ProviderEvent,
    Transaction,
)
from config import invariant
from config.invariant import INVARIANTS, broken_rows, check_all
from contracts.models import MeteredDay
from tests.builders import billing, contract, energy
from tests.builders.account import customer, supplier, user

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)
LONG_AGO = datetime(2025, 10, 1, 9, tzinfo=UTC)
BY_NAME = {each.name: each for each in INVARIANTS}
SEEDS: dict[str, Callable[[], list[tuple]]] = {}


def seeds(name):
    """Register a function that breaks one invariant and returns the rows it must be told of."""

    def keep(function):
        SEEDS[name] = function
        return function

    return keep


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def unguarded(table, *constraints):
    """Take the database's own guards off a table, for this test's transaction only."""
    run(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    for name in constraints:
        run(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"')
        run(f'DROP INDEX IF EXISTS "{name}"')


def at_another_supplier(table, row):
    """Let a row of a table belong to another supplier than what it points to."""
    unguarded(table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND conname LIKE '%%same_supplier%%'",
            [table],
        )
        for (name,) in cursor.fetchall():
            run(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        cursor.execute(f'UPDATE "{table}" SET supplier_id = %s WHERE id = %s', [supplier("orsted").pk, row.pk])


# --- rows that the database would take, and that say nothing wrong by themselves


def transaction(cause="test:1", *amounts, account=None, kind=TransactionKind.PAYMENT, day=DAY, due_item=None):
    """Write a transaction with one entry per amount: the customers', then the bank's; both may be unbalanced."""
    at = account.supplier if account else supplier()
    booked = Transaction.objects.create(
        supplier=at, cause=cause, kind=kind, text="test", currency="DKK", business_date=day, actor="test"
    )
    entries = []
    for number, amount in enumerate(amounts):
        theirs = account is not None and number == 0
        entries.append(Entry(
            supplier=at, transaction=booked, business_date=day, currency="DKK", amount=amount,
            ledger_account=LedgerAccount.RECEIVABLE if theirs else LedgerAccount.BANK, purpose=Purpose.ACONTO,
            billing_account=account if theirs else None, due_item=due_item if theirs else None,
        ))  # fmt: skip
    Entry.objects.bulk_create(entries)
    return booked


def payment(of, **fields):
    standard = {
        "supplier": of.supplier, "billing_account": of.billing_account, "due_item": of, "number": 1,
        "amount": of.amount, "currency": of.currency, "provider": "stripe", "business_date": DAY,
    }  # fmt: skip
    method = fields.pop("method", None) or billing.card(of.billing_account)
    return Payment.objects.create(**standard | {"method": method} | fields)


def invoice(of=None, *, first=date(2026, 10, 1), number=1, booked=True, lines=((10_000, 2_500),), **fields):
    of = of or billing.billing_account()
    made = Invoice.objects.create(
        supplier=of.supplier, billing_account=of, number=number, issued_on=DAY, due_on=DAY, clause="GE-VF-4.2",
        **{"period_starts_on": first, "period_ends_before": date(2026, 11, 1), "currency": "DKK", "wh": 0,
           "net": 10_000, "vat": 2_500, "gross": 12_500} | fields,
    )  # fmt: skip
    for sequence, (net, vat) in enumerate(lines, start=1):
        InvoiceLine.objects.create(
            supplier=of.supplier, invoice=made, sequence=sequence, kind=LineKind.SUBSCRIPTION, net=net, vat=vat,
            starts_on=first, ends_before=date(2026, 11, 1), vat_percent=25, clause="GE-VF-4.2",
        )  # fmt: skip
    if booked:
        transaction(f"invoice:{made.pk}", made.gross, -made.gross, account=of, kind=TransactionKind.INVOICE)
    return made


def instalment(of=None, **fields):
    of = of or billing.billing_account()
    plan = AcontoPlan.objects.create(
        supplier=of.supplier, billing_account=of, terms_code="orsted_2019", cycle_months=1,
        mode=CollectionMode.START_OF_MONTH, expected_year_wh=4_000_000, price_micro=2_000_000, starts_on=DAY,
    )  # fmt: skip
    standard = {
        "supplier": of.supplier, "plan": plan, "billing_account": of, "period_starts_on": DAY, "amount": 50_000,
        "period_ends_before": DAY + timedelta(days=30), "currency": "DKK", "collect_on": DAY, "clause": "OR-6.2b",
    }  # fmt: skip
    return AcontoInstalment.objects.create(**standard | fields)


# --- the ledger


@seeds("A1")
def _():
    unguarded("billing_entry")
    unguarded("billing_transaction")
    return [(transaction("test:1", 5, -5, 7, -7, 1, -2).pk,), (transaction("test:2").pk,)]


@seeds("A2")
def _():
    unguarded("billing_entry")
    transaction("test:1", 5, -4)
    return [("DKK",)]


@seeds("A3")
def _():
    unguarded("billing_entry", "billing_entry_transaction_id_same_supplier_currency")
    mixed, moved = transaction("test:1", 5, -5), transaction("test:2", 5, -5)
    Entry.objects.filter(pk=mixed.entries.first().pk).update(currency="SEK")
    Entry.objects.filter(pk=moved.entries.first().pk).update(business_date=date(2026, 1, 1))
    return [(mixed.pk,), (moved.pk,)]


@seeds("A5")
def _():
    unguarded("billing_transaction", "a_manual_posting_takes_two_people")
    return [(transaction("test:1", 5, -5, kind=TransactionKind.MANUAL).pk,)]


# --- claims, payments and instalments


@seeds("C1")
def _():
    dearer = payment(billing.due_item(collect_on=DAY, due_on=DAY), amount=50_001)
    other = payment(billing.due_item(collect_on=DAY, due_on=DAY), billing_account=billing.billing_account())
    return [(dearer.pk,), (other.pk,)]


@seeds("C2")
def _():
    unguarded("billing_payment", "a_claim_has_one_live_payment")
    claim = billing.due_item(collect_on=DAY, due_on=DAY)
    first = payment(claim)
    payment(claim, number=2, state=PaymentState.UNKNOWN, method=first.method)
    return [(claim.pk,)]


@seeds("C3")
def _():
    def claim(cause, **fields):
        return billing.due_item(cause=cause, collect_on=DAY, due_on=DAY, **fields)

    unbooked = payment(claim("a"), state=PaymentState.SUCCEEDED, provider_id="pi_1")
    booked = payment(claim("b"), state=PaymentState.FAILED)
    transaction("payment:gron:b:1", -50_000, 50_000, account=booked.billing_account)
    right = payment(claim("c", state=DueState.PAID, paid_on=DAY), state=PaymentState.SUCCEEDED, provider_id="pi_2")
    transaction("payment:gron:c:1", -50_000, 50_000, account=right.billing_account, due_item=right.due_item)
    return [(unbooked.pk,), (booked.pk,)]


@seeds("C5")
def _():
    silent = payment(billing.due_item(), state=PaymentState.SENT, sent_at=LONG_AGO)
    told = payment(billing.due_item(), state=PaymentState.UNKNOWN, sent_at=LONG_AGO)
    Alarm.objects.create(kind="payment-unknown", ref=f"payment:{told.pk}", text="test")
    return [(silent.pk,)]


@seeds("C6")
def _():
    yesterday = {"collect_on": DAY - timedelta(days=1), "due_on": DAY}
    forgotten = billing.due_item(**yesterday)
    billing.card(forgotten.billing_account)
    billing.due_item(**yesterday)
    payment(billing.due_item(**yesterday), state=PaymentState.FAILED)
    return [(forgotten.pk,)]


@seeds("C8")
def _():
    unpaid = billing.due_item(state=DueState.PAID, paid_on=DAY)
    paid = billing.due_item(collect_on=DAY, due_on=DAY)
    transaction("test:1", -50_000, 50_000, account=paid.billing_account, due_item=paid)
    return [(unpaid.pk,), (paid.pk,)]


@seeds("I1")
def _():
    paid = billing.due_item(collect_on=DAY, due_on=DAY, state=DueState.PAID, paid_on=DAY)
    behind = instalment(paid.billing_account, state=InstalmentState.CLAIMED, due_item=paid)
    claim = billing.due_item(collect_on=DAY, due_on=DAY)
    ahead = instalment(claim.billing_account, state=InstalmentState.PAID, due_item=claim)
    return [(behind.pk,), (ahead.pk,)]


@seeds("I2")
def _():
    claim = billing.due_item(collect_on=DAY, due_on=DAY)
    late = instalment(
        claim.billing_account, state=InstalmentState.CLAIMED, due_item=claim, calculation={"notice_days": 8},
        announced_on=DAY - timedelta(days=7),
    )  # fmt: skip
    return [(late.pk,)]


# --- supplies and invoices


@seeds("B2")
def _():
    unguarded("contracts_supply", "one_supply_at_a_time_per_metering_point")
    first = contract.supply()
    second = contract.supply(contract.agreement(), first.metering_point)
    return [(first.pk, second.pk)]


@seeds("B3")
def _():
    unguarded("billing_invoice", "a_period_is_invoiced_once")
    of = billing.billing_account()
    first = invoice(of)
    second = invoice(of, number=2, first=date(2026, 10, 31))
    invoice(of, number=3, kind=InvoiceKind.CORRECTION, corrects=first)
    return [(first.pk, second.pk)]


@seeds("B4")
def _():
    unguarded("billing_invoice", "invoice_gross_is_net_and_vat")
    invoice(first=date(2026, 8, 1), number=1, lines=((4_000, 1_000), (6_000, 1_500)))
    return [
        (invoice(number=2, lines=((9_999, 2_500),)).pk,),
        (invoice(number=3, lines=((10_000, 2_499),)).pk,),
        (invoice(number=4, gross=12_501).pk,),
        (invoice(number=5, lines=()).pk,),
    ]


@seeds("B5")
def _():
    invoice(number=7)
    invoice(number=9)
    invoice(billing.billing_account(customer(supplier("orsted"))), number=1)
    return [(supplier().pk,)]


@seeds("B6")
def _():
    unguarded("billing_entry")
    unbooked = invoice(number=1, booked=False)
    less = invoice(number=2)
    Entry.objects.filter(transaction__cause=f"invoice:{less.pk}", amount__gt=0).update(amount=12_499)
    Entry.objects.filter(transaction__cause=f"invoice:{less.pk}", amount__lt=0).update(amount=-12_499)
    return [(unbooked.pk,), (less.pk,)]


@seeds("B8")
def _():
    unguarded("billing_invoiceline")
    lines = [invoice(number=number).lines.get() for number in range(1, 6)]
    # 10,000 øre net is exact from 9,999.5 up to, not with, 10,000.5; 12,500 gross likewise.
    exact = [19_999, 20_000, 20_001, 24_999, 19_998]
    for line, value in zip(lines, exact, strict=True):
        InvoiceLine.objects.filter(pk=line.pk).update(exact=value, exact_unit=2)
    return [(lines[2].pk,), (lines[4].pk,)]


@seeds("B9")
def _():
    supply = energy.supply(starts_on=date(2026, 9, 1))
    billed = energy.supply(starts_on=date(2026, 9, 1))
    september = billing.cost_month(supply, date(2026, 9, 1), through=date(2026, 9, 30))
    billing.cost_month(billed, date(2026, 9, 1), through=date(2026, 9, 30))
    billing.cost_month(supply, date(2026, 11, 1), through=date(2026, 11, 19))
    invoice(billed.billed.billing_account, first=date(2026, 9, 1))
    return [(september.pk,)]


@seeds("B10")
def _():
    """A supply that was reported after its account's invoice of the month, beside one that stands on it."""
    billed = energy.supply(starts_on=date(2026, 9, 1))
    missed, unused = (energy.supply(starts_on=date(2026, 9, 10)) for _ in range(2))
    account = billed.billed.billing_account
    for late in (missed, unused):
        late.billed.billing_account = account
        late.billed.save()
    billing.cost_month(unused, date(2026, 9, 1), through=date(2026, 9, 30), wh=0)
    made = invoice(account, first=date(2026, 9, 1))
    InvoiceLine.objects.create(
        supplier=made.supplier, invoice=made, supply=billed, sequence=2, kind=LineKind.SPOT, net=0, vat=0,
        starts_on=made.period_starts_on, ends_before=made.period_ends_before, vat_percent=25, clause="GE-VF-4.2",
    )  # fmt: skip
    billing.cost_month(billed, date(2026, 9, 1), through=date(2026, 9, 30))
    lost = billing.cost_month(missed, date(2026, 9, 1), through=date(2026, 9, 30))
    billing.cost_month(missed, date(2026, 11, 1), through=date(2026, 11, 19))
    return [(lost.pk,)]


# --- work, messages, values and tenants


@seeds("M1")
def _():
    MeteredDay.objects.create(
        metering_point_id=1, day=date(1999, 1, 1), resolution=60, quality=1, wh=[0] * 24, version=LONG_AGO,
        source_id=1,
    )  # fmt: skip
    return [(1,)]


@seeds("O1")
def _():
    to = customer()
    made = [
        Message.objects.create(
            supplier=to.supplier, customer=to, kind="test", reason=f"test:{number}", language="da",
            to_address="a@b.example", subject="x", body="x", business_date=DAY,
            **{"queued_at": LONG_AGO} | fields,
        )
        for number, fields in enumerate([
            {},
            {"state": MessageState.SENDING, "claimed_until": LONG_AGO},
            {"next_try_at": datetime(2199, 1, 1, tzinfo=UTC)},
            {"state": MessageState.PARKED},
        ])
    ]  # fmt: skip
    return [(made[0].pk,), (made[1].pk,)]


@seeds("O2")
def _():
    long_ago = LONG_AGO
    left = ProviderEvent.objects.create(
        provider="stripe", event_id="evt_1", kind="x", payload={}, received_at=long_ago
    )
    ProviderEvent.objects.create(
        provider="stripe", event_id="evt_2", kind="x", payload={}, received_at=long_ago, state="PARKED"
    )
    return [(left.pk,)]


@seeds("O3")
def _():
    def job(days, **fields):
        return JobRun.objects.create(
            supplier=supplier(), job=f"{days}", for_date=DAY - timedelta(days=days), **fields
        )

    rows = [job(5), job(1, state=JobState.RUNNING)]
    job(0), job(2, state=JobState.DONE), job(3, state=JobState.PARKED)
    return [(row.pk,) for row in rows]


@seeds("O4")
def share_missing():
    def share(number, days=1, job="collect"):
        on = DAY - timedelta(days=days)
        JobRun.objects.create(supplier=supplier(), job=job, for_date=on, shard=number, shards=3)

    share(0), share(2)
    [share(number, job="documents") for number in range(3)]
    share(0, days=6)
    return [(supplier().pk, "collect", DAY - timedelta(days=1))]


@seeds("D2")
def _():
    def clock(subject, **fields):
        return Deadline.objects.create(
            supplier=supplier(), rule="answer", clause="EP-16.2", subject_type="x", subject_id=subject,
            start_fact="x", started_on=DAY, **fields,
        )  # fmt: skip

    late = clock(1, due_at=datetime(2026, 11, 18, 12, tzinfo=UTC))
    clock(2, due_at=datetime(2026, 11, 18, 12, tzinfo=UTC), state=DeadlineState.MISSED)
    clock(3, due_at=datetime(2026, 11, 19, 12, tzinfo=UTC))
    return [(late.pk,)]


@seeds("T1")
def _():
    supply = contract.supply()
    account = billing.billing_account()
    booked = transaction("test:1", 12_500, -12_500, account=billing.billing_account())
    bill = invoice(booked=False, lines=())
    person, to = user(), customer()
    access = Access.objects.create(
        supplier=supplier(), customer=to, user=person, role=AccessRole.HOLDER, starts_on=DAY, granted_by="test"
    )
    message = Message.objects.create(
        supplier=to.supplier, customer=to, kind="x", reason="x", language="da", to_address="a@b.example",
        subject="x", body="x", business_date=DAY,
    )  # fmt: skip
    run("SET CONSTRAINTS ALL IMMEDIATE")
    entry = booked.entries.first()
    strangers = {
        "contracts_agreement": supply.agreement, "contracts_supply": supply, "billing_billingaccount": account,
        "billing_entry": entry, "billing_invoice": bill, "accounts_message": message, "accounts_access": access,
    }  # fmt: skip
    del strangers["contracts_supply"]  # it points to the agreement, which is the stranger now
    run('ALTER TABLE "contracts_supply" DROP CONSTRAINT "contracts_supply_agreement_id_same_supplier"')
    for table, row in strangers.items():
        at_another_supplier(table, row)
    return [
        ("agreement", supply.agreement.pk), ("supply", supply.pk), ("account", account.pk), ("entry", entry.pk),
        ("invoice", bill.pk), ("message", message.pk), ("access", access.pk),
    ]  # fmt: skip


@seeds("U1")
def _():
    def upload(**fields):
        to = customer()
        return Upload.objects.create(
            supplier=to.supplier, customer=to, original_name="x", content_type="image/png", size=1,
            sha256="0" * 64, content=b"x", **fields,
        )  # fmt: skip

    unguarded("accounts_upload", "an_available_upload_has_a_clean_verdict")
    dirty = upload(state=UploadState.AVAILABLE, verdict="found something")
    upload(state=UploadState.AVAILABLE, verdict="clean")
    upload(verdict="found something")
    return [(dirty.pk,)]


@seeds("S1")
def _():
    run("CREATE TABLE billing_x (amount double precision, at timestamp, exact bigint)")
    return [("billing_x", "amount"), ("billing_x", "at")]


# --- the tests


@pytest.mark.parametrize("name", BY_NAME)
def test_an_invariant_catches_its_seeded_violation(name):
    assert broken_rows(BY_NAME[name], as_of=DAY) == []
    expected = SEEDS[name]()
    assert sorted(broken_rows(BY_NAME[name], as_of=DAY)) == sorted(expected)


def test_every_invariant_has_a_seed_and_a_name_of_its_own():
    assert (list(SEEDS.keys() ^ BY_NAME.keys()), len(BY_NAME)) == ([], len(INVARIANTS))


def test_a_check_keeps_what_it_saw_and_sounds_one_alarm_until_it_is_mended():
    [left] = [row[0] for row in SEEDS["O2"]()]
    for _again in range(2):
        check_all(as_of=DAY)
    seen = InvariantResult.objects.filter(name="O2").values_list("rows", "sample", "business_date")
    assert list(seen) == [(1, [[str(left)]], DAY)] * 2
    assert InvariantResult.objects.exclude(name="O2").exclude(rows=0).count() == 0
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.ref, alarm.closed_at) == ("invariant", "invariant:O2", None)
    ProviderEvent.objects.filter(pk=left).update(state="DONE")
    check_all(as_of=DAY)
    alarm.refresh_from_db()
    assert (alarm.closed_at is not None, alarm.closed_by) == (True, "job:invariants")


def test_a_long_list_is_counted_whole_and_sampled():
    for number in range(invariant.check.SAMPLE + 1):
        ProviderEvent.objects.create(
            provider="stripe", event_id=f"evt_{number}", kind="x", payload={}, received_at=LONG_AGO
        )  # fmt: skip
    check_all(as_of=DAY)
    result = InvariantResult.objects.get(name="O2")
    assert (result.rows, len(result.sample)) == (21, 20)


def test_what_is_broken_is_told_though_a_later_check_cannot_be_made(monkeypatch):
    first = INVARIANTS[0]

    def rows(each, *, as_of):
        if each is not first:
            raise TimeoutError
        return [(1,)]

    monkeypatch.setattr(invariant.check, "broken_rows", rows)
    with pytest.raises(TimeoutError):
        check_all(as_of=DAY)
    assert Alarm.objects.get().ref == f"invariant:{first.name}"
