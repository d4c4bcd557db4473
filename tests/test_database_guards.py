"""What the database refuses on the real tables: other suppliers' rows, changed history, unbalanced books."""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.enums import JobState
from accounts.models import Event, JobRun, Supplier
from accounts.operations import message
from accounts.rules.step import JOB_STEPS, RECOVERY_STEPS
from billing.enums import LedgerAccount, Purpose, TransactionKind
from billing.models import BillingAccount, Entry, Transaction
from billing.operations import aconto_instalment
from billing.rules import step as billing_steps
from config.foundation.claim import claim, is_still_ours
from config.foundation.transition import ForbiddenTransition, OvertakenByOther, advance
from contracts.rules import step as contract_steps
from tests.builders import billing
from tests.builders.account import customer, supplier
from tests.source import only

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 2)
APPS = ("accounts", "contracts", "billing", "complaints")

# Which state of which table must follow the Python table of steps (money depends on it).
ENFORCED = {
    ("accounts_recovery", "state"): RECOVERY_STEPS,
    ("contracts_agreement", "state"): contract_steps.AGREEMENT_STEPS,
    ("contracts_assignment", "state"): contract_steps.ASSIGNMENT_STEPS,
    ("contracts_lifeevent", "state"): contract_steps.LIFE_EVENT_STEPS,
    ("contracts_creditcheck", "state"): contract_steps.CREDIT_STEPS,
    ("contracts_order", "state"): contract_steps.ORDER_STEPS,
    ("contracts_move", "state"): contract_steps.MOVE_STEPS,
    ("contracts_termination", "state"): contract_steps.TERMINATION_STEPS,
    ("contracts_ownerevent", "state"): contract_steps.OWNER_EVENT_STEPS,
    ("contracts_termschange", "state"): contract_steps.CHANGE_STEPS,
    ("contracts_marketmessage", "state"): contract_steps.MARKET_MESSAGE_STEPS,
    ("contracts_withdrawal", "state"): contract_steps.WITHDRAWAL_STEPS,
    ("contracts_productchange", "state"): contract_steps.PRODUCT_CHANGE_STEPS,
    ("billing_payment", "state"): billing_steps.PAYMENT_STEPS,
    ("billing_dueitem", "state"): billing_steps.DUE_STEPS,
    ("billing_acontoinstalment", "state"): billing_steps.INSTALMENT_STEPS,
    ("billing_paymentmethod", "state"): billing_steps.METHOD_STEPS,
    ("billing_paymenthold", "state"): billing_steps.HOLD_STEPS,
}

APPEND_ONLY = {
    "accounts_event",
    "accounts_document",
    "accounts_receipt",
    "accounts_recoveryfact",
    "billing_transaction",
    "billing_entry",
    "billing_invoiceline",
    "complaints_statement",
}


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else []


def our_models():
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


# --- one supplier's rows never point to another's


def has_supplier(model):
    return model is not Supplier and any(field.name == "supplier" for field in model._meta.fields)


def test_every_link_between_suppliers_tables_is_held_to_one_supplier():
    guarded = {
        (table, column)
        for table, columns in rows(
            """
            SELECT c.conrelid::regclass::text, array_agg(a.attname::text)
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
            WHERE c.contype = 'f' GROUP BY c.oid, c.conrelid HAVING count(*) >= 2
            """
        )
        if "supplier_id" in columns
        for column in columns
        if column.endswith("_id") and column != "supplier_id"
    }
    links = {
        (model._meta.db_table, field.column)
        for model in our_models()
        if has_supplier(model) and model._meta.managed
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and has_supplier(field.related_model)
        if field.related_model._meta.app_label in APPS and field.related_model._meta.model_name != "user"
    }
    only((f"{table}.{column}" for table, column in links - guarded))


def test_a_billing_account_cannot_belong_to_another_suppliers_customer():
    theirs = customer(supplier("orsted"))
    account = {"number": "1", "opened_on": DAY, "customer": theirs}
    BillingAccount.objects.create(supplier=theirs.supplier, **account)
    with pytest.raises(IntegrityError, match="same_supplier"):
        BillingAccount.objects.create(supplier=supplier("gron"), **account)


def test_an_instalment_cannot_be_announced_by_another_suppliers_message():
    theirs = message.queue(
        "contact_changed", customer=customer(supplier("orsted")), reason="x", context={}, as_of=DAY
    )
    plan = billing.plan(billing.billing_account(customer(supplier("gron"))))
    instalment, *_later = aconto_instalment.plan_instalments(plan=plan, as_of=plan.starts_on)
    instalment.announcement = theirs
    with pytest.raises(IntegrityError, match="same_supplier"):
        instalment.save()


# --- states keep to their steps, in Python and in the database alike


def steps_in_database():
    found = {}
    for table, name, code in rows(
        """
        SELECT t.tgrelid::regclass::text, p.proname, p.prosrc
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE p.proname LIKE '%\\_allowed\\_steps' AND t.tgenabled = 'O'
        """
    ):
        column = name.removeprefix(f"{table}_").removesuffix("_allowed_steps")
        found[table, column] = set(re.findall(r"\('(\w+)', '(\w+)'\)", code))
    return found


def test_the_database_holds_the_same_steps_as_python():
    in_python = {
        place: {(str(origin), str(to)) for origin, goals in steps.items() for to in goals}
        for place, steps in ENFORCED.items()
    }
    assert steps_in_database() == in_python


def test_every_state_in_a_table_of_steps_is_a_choice_of_its_column():
    by_table = {model._meta.db_table: model for model in our_models()}
    for (table, column), steps in ENFORCED.items():
        known = {value for value, _ in by_table[table]._meta.get_field(column).choices}
        named = {str(state) for state in steps} | {str(to) for goals in steps.values() for to in goals}
        assert named <= known, table


def a_job(**fields):
    return JobRun.objects.create(**({"supplier": supplier(), "job": "aconto", "for_date": DAY} | fields))


@pytest.mark.parametrize("origin, to", list(product(JobState, JobState)))
def test_a_job_run_advances_by_the_table_alone(origin, to):
    job = a_job(state=origin)
    if to in JOB_STEPS.get(origin, ()):
        advance(job, to=to, allowed=JOB_STEPS, attempts=3)
        assert (job.state, job.attempts) == (to, 3)
        return
    with pytest.raises(ForbiddenTransition):
        advance(job, to=to, allowed=JOB_STEPS)


def test_a_job_run_taken_by_another_is_overtaken():
    job = a_job()
    advance(JobRun.objects.get(pk=job.pk), to=JobState.RUNNING, allowed=JOB_STEPS)
    with pytest.raises(OvertakenByOther):
        advance(job, to=JobState.RUNNING, allowed=JOB_STEPS)


def test_job_runs_are_claimed_once():
    jobs = [a_job(shard=number, shards=3) for number in range(3)]
    due = JobRun.objects.filter(state=JobState.PLANNED).order_by("shard")
    assert claim(due, limit=2, lease=timedelta(minutes=5)) == jobs[:2]
    [last] = claim(due, limit=2, lease=timedelta(minutes=5))
    assert last == jobs[2]
    assert is_still_ours(last)
    assert claim(due, limit=2, lease=timedelta(minutes=5)) == []


# --- history is not rewritten


def test_every_table_of_history_refuses_change_delete_and_truncate():
    guards = rows(
        """
        SELECT tgrelid::regclass::text, string_agg(tgname, ',' ORDER BY tgname) FROM pg_trigger
        WHERE (tgname LIKE '%append_only' OR tgname LIKE '%never_emptied') AND tgenabled = 'O' GROUP BY 1
        """
    )
    assert dict(guards) == {table: f"{table}_append_only,{table}_never_emptied" for table in APPEND_ONLY}


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Event.objects.update(reason="other"),
        lambda: Event.objects.all().delete(),
        lambda: rows("TRUNCATE accounts_event"),
    ],
)
def test_an_event_stays_as_it_was_written(attempt):
    Event.objects.create(supplier=supplier(), kind="test", actor="test", business_date=DAY)
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(IntegrityError, match="Rows of accounts_event are never changed"),
        transaction.atomic(),
    ):
        attempt()
    assert Event.objects.values_list("reason", flat=True).get() == ""


# --- the books balance


def post(*entries, cause="test:1", at=None):
    """Write a transaction with (ledger account, amount, currency) entries, and check it as COMMIT would."""
    at = at or supplier()
    with transaction.atomic():
        booked = Transaction.objects.create(
            supplier=at, cause=cause, kind=TransactionKind.PAYMENT, text="test", currency="DKK", business_date=DAY,
            actor="test",
        )  # fmt: skip
        Entry.objects.bulk_create(
            Entry(
                supplier=at, transaction=booked, ledger_account=account, purpose=Purpose.ENERGY, currency=currency,
                amount=amount, business_date=DAY,
            )
            for account, amount, currency in entries
        )  # fmt: skip
        with connection.cursor() as cursor:
            for when in ("IMMEDIATE", "DEFERRED"):
                cursor.execute(f"SET CONSTRAINTS billing_transaction_has_entries {when}")
    return booked


BANK, VAT, FEES = LedgerAccount.BANK, LedgerAccount.VAT, LedgerAccount.FEES


def test_a_balanced_transaction_is_booked():
    booked = post((BANK, 62_500, "DKK"), (VAT, -12_500, "DKK"), (FEES, -50_000, "DKK"))
    assert booked.entries.count() == 3


@pytest.mark.parametrize(
    "entries, sentence",
    [
        ([(BANK, 62_500, "DKK"), (FEES, -62_499, "DKK")], "sum to 1 DKK instead of zero"),
        ([(BANK, 5, "DKK"), (FEES, -5, "SEK")], "same_supplier_currency"),
        ([(BANK, 5, "SEK"), (FEES, -5, "SEK")], "same_supplier_currency"),
        ([], "has no entries"),
        ([(BANK, 0, "DKK")], "an_entry_moves_something"),
    ],
)
def test_what_does_not_balance_is_refused(entries, sentence):
    with pytest.raises(IntegrityError, match=sentence):
        post(*entries)
    assert (Transaction.objects.count(), Entry.objects.count()) == (0, 0)


def test_an_entry_of_another_supplier_is_refused():
    booked = post((BANK, 5, "DKK"), (FEES, -5, "DKK"))
    with pytest.raises(IntegrityError, match="same_supplier"):
        Entry.objects.bulk_create(
            Entry(
                supplier=supplier("orsted"), transaction=booked, ledger_account=BANK, purpose=Purpose.ENERGY,
                currency="DKK", amount=amount, business_date=DAY,
            )
            for amount in (1, -1)
        )  # fmt: skip


@pytest.mark.parametrize("amounts", [[1], [1, 1], [2, -1]])
def test_what_is_added_to_the_books_later_balances_by_itself(amounts):
    booked = post((BANK, 5, "DKK"), (FEES, -5, "DKK"))
    with pytest.raises(IntegrityError, match="instead of zero"):
        Entry.objects.bulk_create(
            Entry(
                supplier=booked.supplier, transaction=booked, ledger_account=BANK, purpose=Purpose.ENERGY,
                currency="DKK", amount=amount, business_date=DAY,
            )
            for amount in amounts
        )  # fmt: skip


# --- columns


def test_no_column_is_a_float_or_a_moment_without_a_zone():
    assert (
        rows(
            """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND (table_name ~ '^(accounts|contracts|billing|complaints)_')
        AND data_type IN ('real', 'double precision', 'money', 'numeric', 'timestamp without time zone')
        """
        )
        == []
    )


def test_every_amount_has_its_currency_beside_it():
    """An amount in a table takes its currency from the row itself or from the row it belongs to."""
    amounts = {"amount", "net", "vat", "total", "gross", "balance"}
    owned = {"billing_invoiceline": "billing_invoice", "billing_paymentattempt": "billing_payment"}
    columns = {}
    for table, column in rows(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND (data_type = 'bigint' OR column_name = 'currency')"
    ):
        columns.setdefault(table, set()).add(column)
    bare = [
        table for table, names in columns.items()
        if table.startswith(tuple(f"{app}_" for app in APPS)) and names & amounts
        and "currency" not in names | columns.get(owned.get(table, ""), set())
    ]  # fmt: skip
    only(bare)
