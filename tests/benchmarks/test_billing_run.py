"""
How fast cost and invoice run are, as ratios from one run: candidate and reference take turns.

The bare write puts exactly the same rows into the same tables with the same indexes and triggers. The plain
ORM makes the same invoices one by one. Figures are printed; targets are those of performance.md §8.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from billing.models import BillingAccount, Invoice
from billing.runs import cost, invoice
from tests.benchmarks import billing_world as world
from tests.benchmarks import plain_orm

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

ACCOUNTS, ROUNDS = 10_000, 9
PLAIN_ACCOUNTS = 60
LEAST_OF_BARE_WRITE = 0.6
LEAST_OF_PLAIN_ORM = 80


def run(shop) -> None:
    cost.compute_due(supplier=shop, as_of=world.INVOICE_DAY)
    invoice.issue_due(supplier=shop, as_of=world.INVOICE_DAY)


def bare_write(columns: dict[str, str]) -> None:
    """The same rows in the same chunks as the run writes, and nothing else."""
    for first in range(0, ACCOUNTS, 1000):
        with transaction.atomic(), connection.cursor() as cursor:
            for table in world.WRITTEN:
                cursor.execute(
                    f"INSERT INTO {table} ({columns[table]}) SELECT {columns[table]} FROM kept_{table}"
                    " WHERE chunk = %s ORDER BY id",
                    [first // 1000],
                )


def keep_copies() -> dict[str, str]:
    """Put the rows of a run aside, each with the chunk it is written in."""
    columns = {}
    with connection.cursor() as cursor:
        for table in world.WRITTEN:
            cursor.execute(f"SELECT count(*) FROM {table}")
            each = cursor.fetchone()[0] / (ACCOUNTS / 1000)
            cursor.execute(
                f"CREATE TABLE kept_{table} AS SELECT *, ((row_number() OVER (ORDER BY id) - 1) / {each})::int"
                f" AS chunk FROM {table}"
            )
            cursor.execute(f"UPDATE kept_{table} SET chunk = least(chunk, {ACCOUNTS // 1000 - 1})")
            cursor.execute(
                "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
                " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
                [table],
            )
            columns[table] = cursor.fetchone()[0]
            cursor.execute(f"CREATE INDEX ON kept_{table} (chunk, id)")
        cursor.execute("ANALYZE")
    return columns


def drop_copies() -> None:
    with connection.cursor() as cursor:
        for table in world.WRITTEN:
            cursor.execute(f"DROP TABLE IF EXISTS kept_{table}")


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def report(what: str, ratios: list[float], target: float, more: str) -> None:
    """Print, never assert: a machine that does something else beside must not fail the run."""
    median = statistics.median(ratios)
    reached = "reached" if median >= target else "NOT reached"
    print(f"{what}: median {median:.2f}, {min(ratios):.2f}–{max(ratios):.2f}, target {target} {reached}; {more}")


def test_the_run_against_a_bare_write_of_the_same_rows(capsys):
    shop = world.build(ACCOUNTS)
    run(shop)
    counts = world.row_counts()
    columns = keep_copies()
    try:
        ratios, ours, theirs = [], [], []
        for _ in range(ROUNDS):
            world.empty()
            theirs.append(seconds(lambda: bare_write(columns)))
            world.empty()
            ours.append(seconds(lambda: run(shop)))
            ratios.append(theirs[-1] / ours[-1])
        assert world.row_counts() == counts
    finally:
        drop_copies()
        world.empty()
    with capsys.disabled():
        report(
            "cost and invoice run / bare write of the same rows",
            ratios,
            LEAST_OF_BARE_WRITE,
            f"{ACCOUNTS / statistics.median(ours):.0f} accounts/s against"
            f" {ACCOUNTS / statistics.median(theirs):.0f}; rows per account"
            f" {sum(counts.values()) / ACCOUNTS:.1f}",
        )


def test_the_run_against_the_plain_orm(capsys):
    shop = world.build(ACCOUNTS)
    chosen = list(BillingAccount.objects.order_by("pk")[:PLAIN_ACCOUNTS])
    ratios, speeds = [], []
    try:
        for _ in range(3):
            world.empty()
            plain = PLAIN_ACCOUNTS / seconds(lambda: [plain_orm.bill(account) for account in chosen])
            totals = total(chosen)
            world.empty()
            ours = ACCOUNTS / seconds(lambda: run(shop))
            assert total(chosen) == totals
            ratios.append(ours / plain)
            speeds.append((ours, plain))
    finally:
        world.empty()
    with capsys.disabled():
        ours, plain = (statistics.median(each) for each in zip(*speeds, strict=True))
        report(
            "cost and invoice run / plain ORM",
            ratios,
            LEAST_OF_PLAIN_ORM,
            f"{ours:.0f} accounts/s against {plain:.1f}",
        )


MEMORY_OF_A_RUN = """
import resource, sys
import django
django.setup()
from django.db import connection
from accounts.models import Supplier
from billing.runs import cost, invoice
from tests.benchmarks.billing_world import INVOICE_DAY
connection.settings_dict["NAME"] = sys.argv[1]
shop = Supplier.objects.get()
cost.compute_due(supplier=shop, as_of=INVOICE_DAY)
print(invoice.issue_due(supplier=shop, as_of=INVOICE_DAY)["issued"],
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
MOST_MEGABYTES, MOST_GROWTH = 400, 1.15


def test_the_memory_of_a_run_is_flat(capsys):
    """The same run in a process of its own over 2,000 and over 10,000 accounts."""
    peaks = {}
    for count in (2_000, ACCOUNTS):
        world.build(count)
        script = [sys.executable, "-c", MEMORY_OF_A_RUN, connection.settings_dict["NAME"]]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        root = Path(__file__).resolve().parents[2]
        answer = subprocess.run(script, cwd=root, env=environment, capture_output=True, text=True, check=True)
        issued, peaks[count] = (int(word) for word in answer.stdout.split())
        assert issued == count
        world.empty(homes=True)
    with capsys.disabled():
        print(f"peak memory of a run: {peaks} MB")
    assert max(peaks.values()) <= MOST_MEGABYTES
    assert peaks[ACCOUNTS] <= peaks[2_000] * MOST_GROWTH


def total(accounts) -> dict[str, int]:
    return Invoice.objects.filter(billing_account__in=accounts).aggregate(
        Sum("net"), Sum("vat"), Sum("gross"), Sum("wh")
    )
