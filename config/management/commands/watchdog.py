"""Watch from outside Celery that the tick, the outbox and the books are alive; fails loudly."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from accounts.queries import job_run as queries
from config import invariant
from config.foundation import clock

STALE = timedelta(minutes=5)


class Command(BaseCommand):
    help = "Exit with 1 when the tick is late or an invariant is broken; run it by a timer of the system."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = [*self._late_tick(), *self._broken()]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise SystemExit(1)
        self.stdout.write("all is well")

    def _late_tick(self) -> list[str]:
        last = queries.last_heartbeat()
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            now = cursor.fetchone()[0]
        if last is None:
            return ["The tick has never run."]
        return [f"The tick last ran {last:%Y-%m-%d %H:%M} UTC."] if now - last > STALE else []

    def _broken(self) -> list[str]:
        as_of = clock.today()
        found = [(item, invariant.broken_rows(item, as_of=as_of)) for item in invariant.INVARIANTS]
        return [f"{item.name}: {item.sentence} ({len(rows)} rows)" for item, rows in found if rows]
