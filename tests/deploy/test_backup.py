"""A backup is written, read back into another database, and holds the same rows and sound books."""

import os
import subprocess
import sys
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from billing.enums import LedgerAccount, Purpose, TransactionKind
from billing.models import Entry, Transaction
from contracts.operations.partition import make_month
from tests.builders.account import customer, supplier
from tests.source import ROOT

DAY = date(2026, 11, 2)


def run(*command, database=None, user=None, expect=0):
    """Run a command against the test database, or the one named, as an operator would."""
    place = connection.settings_dict
    url = f"postgresql://{user or place['USER']}@/{database or place['NAME']}?host={quote(place['HOST'])}"
    done = subprocess.run(
        [*map(str, command)], cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True
    )  # fmt: skip
    assert done.returncode == expect, done.stderr
    return done.stdout if expect == 0 else done.stderr


def psql(sql, database=None):
    return run(
        "deploy/pg", "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", sql,
        database=database,
    ).split("\n")[:-1]  # fmt: skip


def manage(*arguments, database):
    return run(sys.executable, "manage.py", *arguments, database=database)


def counts(database=None):
    """Count the rows of every table, partitions for themselves."""
    tables = psql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1", database)
    union = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables)
    return psql(f"{union} ORDER BY 1", database)


def some_rows():
    """Write rows that rest on what is hard to restore: triggers, exclusion constraints, partitions, bytes."""
    who = customer(supplier("gron"), name="Åse Ægidius")
    make_month(month=DAY)
    booked = Transaction.objects.create(
        supplier=who.supplier, cause="test:1", kind=TransactionKind.PAYMENT, text="test", currency="DKK",
        business_date=DAY, actor="test",
    )  # fmt: skip
    Entry.objects.bulk_create(
        Entry(
            supplier=who.supplier, transaction=booked, ledger_account=account, purpose=Purpose.FEE,
            currency="DKK", amount=amount, business_date=DAY,
        )
        for account, amount in ((LedgerAccount.BANK, 62_500), (LedgerAccount.FEES, -62_500))
    )  # fmt: skip


@pytest.fixture
def restored(transactional_db):
    """Name an empty database, apart from those of tests that run beside this one."""
    name = f"{connection.settings_dict['NAME']}_restored"
    psql(f"DROP DATABASE IF EXISTS {name}")
    psql(f"CREATE DATABASE {name}")
    yield name
    psql(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_is_restored_with_every_row_and_sound_books(restored, tmp_path):
    with transaction.atomic():
        some_rows()
    dump = run("deploy/backup", tmp_path).strip()
    assert "Restored." in run("deploy/restore", dump, database=restored)

    assert counts(restored) == counts()
    assert psql("SELECT name FROM accounts_customer", restored) == ["Åse Ægidius"]
    said = manage("check_invariants", "--date", "2026-11-03", database=restored).splitlines()
    assert said[-1].endswith(" invariants checked, 0 broken")
    manage("migrate", "--check", database=restored)
    guards = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    assert psql(guards, restored) == psql(guards) != ["0"]


def test_a_restore_overwrites_nothing(transactional_db, tmp_path):
    dump = run("deploy/backup", tmp_path).strip()
    assert "Restore into an empty one." in run("deploy/restore", dump, expect=1)


def test_a_spoiled_dump_is_refused(restored, tmp_path):
    dump = run("deploy/backup", tmp_path).strip()
    with open(dump, "r+b") as file:
        file.seek(2000)
        file.write(b"spoiled")
    run("deploy/restore", dump, database=restored, expect=1)
    assert counts_of_tables(restored) == ["0"]


def counts_of_tables(database):
    return psql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database)


def test_the_newest_backups_are_kept_and_only_their_owner_reads_them(transactional_db, tmp_path):
    for number in range(1, 4):
        (tmp_path / f"minside-2026010{number}T000000Z.dump").touch()
        (tmp_path / f"minside-2026010{number}T000000Z.dump.sha256").touch()
    newest = run("deploy/backup", tmp_path, 2).strip().rpartition("/")[2]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([
        "minside-20260103T000000Z.dump", "minside-20260103T000000Z.dump.sha256", newest, f"{newest}.sha256",
    ])  # fmt: skip
    assert (tmp_path / newest).stat().st_mode & 0o777 == 0o600
