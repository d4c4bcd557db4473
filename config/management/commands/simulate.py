"""Play business days one after another against a demo database, with the same operations as the workers."""

from argparse import ArgumentParser
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from accounts.models import JobRun
from config.demo import listing, market
from config.foundation import clock
from config.simulation import set_simulated_day


class Command(BaseCommand):
    help = "Play the next days after the last one that was run. Refused in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, required=True, help="How many days to play")
        parser.add_argument("--from", type=date.fromisoformat, dest="start", help="First day to play")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Production does not pretend it is another day.")
        first = options["start"] or self._next_day()
        started, last_day = perf_counter(), listing.seeded_day()
        for number in range(options["days"]):
            as_of = first + timedelta(days=number)
            set_simulated_day(as_of)
            if last_day is not None:
                market.open_day(as_of=as_of, last_day=last_day)
            call_command("run_day", date=as_of, quiet=True, stdout=self.stdout)
            if last_day is not None:
                market.close_day(as_of=as_of)
        seconds = perf_counter() - started
        self.stdout.write(f"Played {options['days']} days in {seconds:.1f} s")

    def _next_day(self) -> date:
        last = JobRun.objects.exclude(supplier=None).aggregate(last=Max("for_date"))["last"]
        return last + timedelta(days=1) if last else clock.today()
