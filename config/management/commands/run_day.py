"""Run one business day to its end, in this process, printing what each step did."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.enums import JobState
from accounts.models import JobRun, Supplier
from config import day, invariant
from config.foundation import clock
from config.foundation.after_commit import without_nudges

END_OF_DAY = time(23, 30)


def _moment(as_of: date) -> datetime:
    """
    Return when the day is run: at its end, whenever that is; in production now, for nothing is back-dated there.

    :raises CommandError: in production, for a day that has not come
    """
    if not settings.PRODUCTION:
        return datetime.combine(as_of, END_OF_DAY, ZoneInfo("Europe/Copenhagen"))
    if as_of > clock.today():
        raise CommandError("Production does not run a day before it has come.")
    return clock.now()


class Command(BaseCommand):
    help = "Run one business day (and every earlier one that was missed) to its end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=date.fromisoformat, help="Business date; today when left out")
        parser.add_argument("--supplier", help="Code of one supplier; all when left out")
        parser.add_argument("--quiet", action="store_true", help="Print only what failed, and the sums")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = options["date"] or clock.today()
        suppliers = self._suppliers(options["supplier"])
        moment = _moment(as_of)
        with clock.frozen(moment), without_nudges():
            parked = sum(self._play(supplier, as_of, moment, quiet=options["quiet"]) for supplier in suppliers)
            drained = day.drain(as_of=as_of)
            broken = sum(1 for result in invariant.check_all(as_of=as_of) if result.rows)
        self.stdout.write(f"{as_of} done: {drained} drained, {parked} parked, {broken} invariants broken")
        if parked or broken:
            raise CommandError("Something needs a person: see the parked jobs and the invariants in the admin.")

    def _suppliers(self, code: str | None) -> list[Supplier | None]:
        found = Supplier.objects.order_by("pk")
        if code is None:
            return [None, *found]
        if not (chosen := list(found.filter(code=code))):
            raise CommandError(f"There is no supplier {code}.")
        return [None, *chosen]

    def _play(self, supplier: Supplier | None, as_of: date, moment: datetime, *, quiet: bool) -> int:
        parked = 0
        for job_run in day.play(supplier, through=as_of, now=moment):
            failed = job_run.state != JobState.DONE
            parked += job_run.state == JobState.PARKED
            if failed or not quiet:
                self.stdout.write(self._line(job_run))
        return parked

    def _line(self, job_run: JobRun) -> str:
        who = job_run.supplier.code if job_run.supplier else "installation"
        what = ", ".join(f"{count} {name}" for name, count in job_run.result.items() if count)
        return f"{job_run.for_date} {who:14} {job_run.job:14} {job_run.error or what or 'nothing due'}"
