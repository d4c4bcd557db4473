"""The roles of web and workers read and write rows, and cannot change tables, history or the clock."""

from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from billing.enums import DueKind, TransactionKind
from billing.operations import ledger
from billing.queries.balance import ledger_balance
from billing.rules.posting import card_payment
from tests.builders import billing
from tests.builders.billing import JOB, TODAY
from tests.deploy.test_backup import run
from tests.source import ROOT

ROLES = ("minside_web", "minside_worker")


@contextmanager
def superuser():
    place = connection.settings_dict
    with psycopg.connect(host=place["HOST"], user="postgres", dbname=place["NAME"], autocommit=True) as server:
        yield server


@pytest.fixture
def roles(transactional_db):
    """Make the roles by deploy/roles.sql, in the test database alone, and take them away afterwards."""
    script = ["psql", "--no-psqlrc", "--quiet", f"--file={ROOT / 'deploy' / 'roles.sql'}"]
    passwords = ["--set=web_password=secret", "--set=worker_password=secret"]
    for _again in range(2):
        run("deploy/pg", *script, *passwords, user="postgres")
    yield
    with superuser() as server:
        for role in ROLES:
            server.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
        server.execute("GRANT ALL ON SCHEMA public TO PUBLIC")


@contextmanager
def acting_as(role):
    place = connection.settings_dict
    with psycopg.connect(host=place["HOST"], user=role, dbname=place["NAME"], autocommit=True) as found:
        yield found


MAY = [
    "INSERT INTO accounts_numberseries (supplier_id, series, next_number) SELECT id, 'x', 1 FROM auth_group",
    "UPDATE django_session SET expire_date = now()",
    "DELETE FROM django_session",
    "SELECT count(*) FROM billing_entry, contracts_meteredday",
    "INSERT INTO accounts_event SELECT * FROM accounts_event",
]
MAY_NOT = [
    "UPDATE billing_entry SET amount = 1",
    "DELETE FROM billing_transaction",
    "UPDATE accounts_event SET reason = ''",
    "TRUNCATE billing_invoiceline",
    "ALTER TABLE billing_entry DISABLE TRIGGER ALL",
    "DROP TABLE billing_entry",
    "CREATE TABLE x (id int)",
    "INSERT INTO accounts_simulatednow (moment, singleton) VALUES (now(), true)",
    "DELETE FROM django_migrations",
]


@pytest.mark.parametrize("role", ROLES)
def test_web_and_worker_read_and_write_rows_and_nothing_else(roles, role):
    refused = []
    with acting_as(role) as database:
        for sql in MAY + MAY_NOT:
            try:
                database.execute(sql)
            except psycopg.errors.InsufficientPrivilege:
                refused.append(sql)
    assert refused == MAY_NOT


@contextmanager
def with_the_rights_of(role):
    """Let the product itself work with the rights of a role."""
    with superuser() as server:
        server.execute(f"GRANT {role} TO minside")
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


@pytest.mark.parametrize("role", ROLES)
def test_web_and_worker_book_and_take_back(roles, role):
    account = billing.billing_account()
    legs = card_payment(due=DueKind.ACONTO, amount=50_000)
    with with_the_rights_of(role):
        booked = ledger.post(
            supplier=account.supplier, account=account, cause="payment:x:1", kind=TransactionKind.PAYMENT,
            text="Visa 4242", legs=legs, by=JOB, as_of=TODAY,
        )  # fmt: skip
        assert ledger_balance(account=account, as_of=TODAY) == 50_000
        ledger.reverse(booked=booked, text="taken back", by=JOB, as_of=TODAY)
        with pytest.raises(ledger.AlreadyReversed):
            ledger.reverse(booked=booked, text="taken back", by=JOB, as_of=TODAY)
    assert ledger_balance(account=account, as_of=TODAY) == 0


MAKE = "SELECT contracts_make_month('2031-05-17')"
PART = "contracts_meteredday_2031_05"


def test_worker_has_the_partition_of_a_month_made_and_owns_nothing(roles):
    owned = "SELECT tableowner = 'minside_worker' FROM pg_tables WHERE tablename = %s"
    with acting_as("minside_worker") as worker, superuser() as server:
        made = [worker.execute(MAKE).fetchone()[0] for _again in range(2)]
        try:
            assert (made, server.execute(owned, [PART]).fetchall()) == ([True, False], [(False,)])
            with pytest.raises(psycopg.errors.InvalidParameterValue):
                worker.execute("SELECT contracts_make_month('1999-12-31')")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                worker.execute(f"DROP TABLE {PART}")
        finally:
            server.execute(f"DROP TABLE {PART}")


def test_web_and_everybody_else_make_none(roles):
    with acting_as("minside_web") as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(MAKE)
    with superuser() as server:
        server.execute("GRANT EXECUTE ON FUNCTION contracts_make_month(date) TO PUBLIC")  # as after a restore
    run("deploy/pg", "psql", "--no-psqlrc", "--quiet", f"--file={ROOT / 'deploy' / 'roles.sql'}", user="postgres")
    with acting_as("minside_web") as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(MAKE)


def test_worker_stages_rows_and_counts_them_for_the_planner(roles):
    with acting_as("minside_worker") as worker:
        worker.execute("CREATE TEMPORARY TABLE staged (id int)")
        heard = []
        worker.add_notice_handler(lambda notice: heard.append(notice.message_primary))
        worker.execute("ANALYZE billing_invoice, billing_invoiceline, billing_transaction, billing_entry")
    assert heard == []


def test_every_unit_runs_as_the_product_and_with_no_more_rights_than_it_needs():
    units = {path.name: path.read_text() for path in Path(ROOT / "deploy" / "systemd").glob("*.service")}
    assert {name for name, text in units.items() if "User=minside\n" not in text} == set()
    own = {
        role: {name for name, text in units.items() if f"environment.{role}\n" in text}
        for role in ("web", "owner")
    }
    assert own == {"web": {"minside-web.service"}, "owner": {"minside-backup.service"}}
