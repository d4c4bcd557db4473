"""The web's database role reads and writes rows, and cannot change tables, history or the clock."""

from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.deploy.test_backup import run
from tests.source import ROOT

ROLE = "minside_web"


@contextmanager
def superuser():
    place = connection.settings_dict
    with psycopg.connect(host=place["HOST"], user="postgres", dbname=place["NAME"], autocommit=True) as server:
        yield server


@pytest.fixture
def web(transactional_db, tmp_path, monkeypatch):
    """Give a connection of the web's role, made by deploy/roles.sql, and take the role away afterwards."""
    script = [
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--set=web_password=secret",
        f"--file={ROOT / 'deploy' / 'roles.sql'}",
    ]
    for _again in range(2):
        run("deploy/pg", *script, user="postgres")
    place = connection.settings_dict
    with psycopg.connect(host=place["HOST"], user=ROLE, dbname=place["NAME"], autocommit=True) as found:
        yield found
    with superuser() as server:
        server.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")
        server.execute("GRANT ALL ON SCHEMA public TO PUBLIC")


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


def test_the_web_reads_and_writes_rows_and_nothing_else(web):
    refused = []
    for sql in MAY + MAY_NOT:
        try:
            web.execute(sql)
        except psycopg.errors.InsufficientPrivilege:
            refused.append(sql)
    assert refused == MAY_NOT


def test_every_unit_runs_as_the_product_and_the_web_as_its_own_role():
    units = {path.name: path.read_text() for path in Path(ROOT / "deploy" / "systemd").glob("*.service")}
    assert {name for name, text in units.items() if "User=minside\n" not in text} == set()
    own = {name for name, text in units.items() if "/etc/minside/environment.web" in text}
    assert own == {"minside-web.service"}
