"""A day of one supplier in many shares over several processes, two of them killed in the middle: billed once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F, Sum
from django.db.models.functions import Now

from accounts.enums import JobState, MessageState
from accounts.models import JobRun, Message, Supplier
from billing.models import Entry, Invoice
from config import day
from config.invariant import INVARIANTS, broken_rows
from tests.benchmarks import billing_world as world

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS, SHARES, CHUNK = 48, 4, 4
PROOF_ACCOUNTS, PROOF_SHARES, PROOF_CHUNK = 12_000, 24, 100
STINT, PROOF_STINT = 0, 0.2  # seconds: one chunk or one mail, or with many of them a few
LONGEST = 600
NOON = clock_time(12)

WORKER = """
import os, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.db import connection
from accounts.models import Supplier
from billing.runs import cost, invoice
from config import day, tick
from config.foundation import clock
from config.foundation.after_commit import without_nudges
from config.foundation.crashpoint import armed
from tests.benchmarks.billing_world import INVOICE_DAY

connection.settings_dict["NAME"], dies_at, folder = sys.argv[1:4]
chunk, settings.STINT_SECONDS = int(sys.argv[4]), float(sys.argv[5])  # the next stint may be another worker's
settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", folder
settings.MARKET_INBOX = folder
for run in (cost.compute_due, invoice.issue_due):
    run.__kwdefaults__["chunk"] = chunk

def plan(name, hit):
    if name == dies_at and hit == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return False

# None begins before all are there, or the first would leave nothing for those that are to die.
(Path(folder) / f"{dies_at}.ready").touch()
while len([*Path(folder).glob("*.ready")]) < 3:
    time.sleep(0.01)

noon = datetime(INVOICE_DAY.year, INVOICE_DAY.month, INVOICE_DAY.day, 12, tzinfo=UTC)
shop = Supplier.objects.get()
with clock.frozen(noon), without_nudges(), armed(plan):
    while day.waiting(shop, through=INVOICE_DAY):
        for row in day.startable(shop, through=INVOICE_DAY):
            tick.run_job_task(job_run_id=row.pk)
        time.sleep(0.02)
"""


def worker(folder, *, chunk, stint, dies_at="never"):
    told = [connection.settings_dict["NAME"], dies_at, folder, chunk, stint]
    script = [sys.executable, "-c", WORKER, *map(str, told)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    with open(folder / f"{dies_at}.stderr", "wb") as errors:
        return subprocess.Popen(script, cwd=ROOT, env=environment, stderr=errors)


def until_all_ended(workers):
    """Wait for the workers; what a killed one held lapses at once, as if five minutes had gone by."""
    ends, dead = time.monotonic() + LONGEST, set()
    try:
        while any(each.poll() is None for each in workers):
            assert time.monotonic() < ends, "the workers came to no end"
            killed = {each.pid for each in workers if each.poll() == -signal.SIGKILL}
            if killed - dead:
                # Also what the living are at: a worker that hangs may come back and find its job taken over.
                JobRun.objects.filter(state=JobState.RUNNING).update(claimed_until=Now())
                dead = killed
            time.sleep(0.05)
    finally:
        for each in workers:  # one that waits for the others, or never ends, goes with the test
            each.kill()
    return [each.returncode for each in workers]


def mails(folder):
    """Return how often each mail was handed over."""
    lines = (line for file in folder.glob("*.log") for line in file.read_text().splitlines())
    return Counter(line for line in lines if line.startswith("Message-ID:"))


@pytest.fixture
def shop(proof, settings):
    accounts, shares = (PROOF_ACCOUNTS, PROOF_SHARES) if proof else (ACCOUNTS, SHARES)
    settings.ACCOUNTS_PER_SHARE = accounts // shares
    Supplier.objects.filter(pk=world.build(accounts).pk).update(starts_on=world.INVOICE_DAY)
    shop = Supplier.objects.get()
    day.plan(supplier=shop, now=datetime.combine(world.INVOICE_DAY, NOON, UTC))
    yield shop
    world.empty(homes=True)


def test_workers_killed_in_the_middle_leave_every_account_billed_exactly_once(shop, proof, tmp_path):
    accounts = PROOF_ACCOUNTS if proof else ACCOUNTS
    size = {"chunk": PROOF_CHUNK, "stint": PROOF_STINT} if proof else {"chunk": CHUNK, "stint": STINT}
    ended = until_all_ended(
        [
            worker(tmp_path, **size, dies_at="cost.chunk"),
            worker(tmp_path, **size, dies_at="invoice.chunk"),
            worker(tmp_path, **size),
        ]
    )
    assert ended == [-signal.SIGKILL, -signal.SIGKILL, 0], (tmp_path / "never.stderr").read_text()[-2000:]
    jobs = JobRun.objects.filter(supplier=shop)
    assert set(jobs.values_list("state", flat=True)) == {JobState.DONE}
    assert jobs.filter(job="documents", stint__gt=1).count() == (PROOF_SHARES if proof else SHARES)
    assert Invoice.objects.count() == Invoice.objects.values("billing_account").distinct().count() == accounts
    assert Invoice.objects.filter(gross=F("net") + F("vat"), gross__gt=0).count() == accounts
    booked = Entry.objects.filter(ledger_account="RECEIVABLE").aggregate(Sum("amount"))
    assert booked["amount__sum"] == Invoice.objects.aggregate(Sum("gross"))["gross__sum"]
    assert Message.objects.filter(state=MessageState.SENT).count() == accounts
    assert (len(mails(tmp_path)), {*mails(tmp_path).values()}) == (accounts, {1})
    broken = {each.name: rows for each in INVARIANTS if (rows := broken_rows(each, as_of=world.INVOICE_DAY))}
    assert broken == {}
