"""Watch from outside Celery that the tick, the outbox and the books are alive; fails loudly."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from accounts.queries import invariant_result, job_run
from config import invariant

STALE = timedelta(minutes=5)
ABANDONED = timedelta(minutes=10)
"""A tick takes over what a dead worker held; twice its lease later nobody has."""

UNCHECKED = timedelta(hours=26)
"""The books are checked once a day; two hours more are not yet a missed check."""


class Command(BaseCommand):
    help = "Exit with 1 when the tick, a job or the check of the books is late, or an invariant was found broken."

    def handle(self, *args: Any, **options: Any) -> None:
        now = _database_now()
        problems = [*_late_tick(now), *_late_check(now), *_abandoned(), *_broken()]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise SystemExit(1)
        self.stdout.write("all is well")


def _database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        now: datetime = cursor.fetchone()[0]
    return now


def _late_tick(now: datetime) -> list[str]:
    last = job_run.last_heartbeat()
    if last is None:
        return ["The tick has never run."]
    return [f"The tick last ran {last:%Y-%m-%d %H:%M} UTC."] if now - last > STALE else []


def _late_check(now: datetime) -> list[str]:
    last = invariant_result.last_checked()
    if last is None:
        return ["The books have never been checked."]
    return [f"The books were last checked {last:%Y-%m-%d %H:%M} UTC."] if now - last > UNCHECKED else []


def _abandoned() -> list[str]:
    left = job_run.abandoned(for_longer_than=ABANDONED)
    return [f"{row}, {row.supplier or 'the installation'}: its worker died and none took over." for row in left]


def _broken() -> list[str]:
    """Read what the last check found: checking anew every five minutes would read the whole ledger each time."""
    known = {each.name for each in invariant.INVARIANTS}
    found = [result for result in invariant_result.latest() if result.rows and result.name in known]
    return [f"{result.name}: {result.sentence} ({result.rows} rows)" for result in found]
