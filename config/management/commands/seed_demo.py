"""Fill an empty database with the demo: example people and values go in, thirteen months are really run."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.models import Supplier
from billing.queries.cost_day import nobody_beside
from config import day
from config.demo import case, feed, listing, market, onboarding, side_by_side, staff
from config.demo.household import EXAMPLES
from config.demo.side_by_side import PlayDay
from config.demo.supplier import create_grid_companies, create_products, create_suppliers
from config.foundation import clock
from config.foundation.after_commit import without_nudges
from config.foundation.calendar import add_months
from contracts.operations import statute
from contracts.queries.statute import statute_rows
from contracts.runs.partition import make_span

MONTHS = 13
CONCLUDED_BEFORE = timedelta(days=20)
EVENING = time(23, 30)


class Command(BaseCommand):
    help = "Fill an empty database with the demo, by running the real operations day by day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--months", type=int, default=MONTHS, help="How many whole months to run")
        parser.add_argument("--last-day", type=date.fromisoformat, help="Last day to run; yesterday")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo is not for production.")
        if Supplier.objects.exists():
            raise CommandError("The database is not empty; the demo fills empty ones only.")
        started = perf_counter()
        self.last_day = options["last_day"] or clock.today() - timedelta(days=1)
        self.first_day = add_months(self.last_day.replace(day=1), -options["months"])
        listing.path().unlink(missing_ok=True)
        self._prepare()
        listing.write(last_day=self.last_day.isoformat())
        mine, theirs = side_by_side.halves(self._weights())
        with side_by_side.playing(mine=mine, theirs=theirs, play=self._play_suppliers) as play_suppliers:
            self._play_all(play_suppliers)
        _commits_wait_for_the_disk()
        self._write_logins()
        self.stdout.write(f"The demo is ready after {perf_counter() - started:.0f} s.")

    def _prepare(self) -> None:
        statute.load()
        suppliers = create_suppliers(starts_on=self.first_day)
        products = create_products(suppliers, sold_from=self.first_day - timedelta(days=365))
        self.market = onboarding.Market(suppliers, products, create_grid_companies())
        self.staff = staff.create_staff(suppliers.values(), as_of=self.first_day)
        make_span(first=self.first_day, last=add_months(self.last_day, 3))
        inbox = Path(settings.MARKET_INBOX)
        feed.write_tariffs(inbox, first=self.first_day, last=self.last_day, figures=statute_rows(country="DK"))
        feed.write_spot(inbox, day=self.first_day)

    def _weights(self) -> dict[Supplier, int]:
        """Return about how much there is to do for each supplier: its households, and the day itself."""
        households = Counter(example.supplier for example in EXAMPLES)
        return {supplier: households[code] + 1 for code, supplier in self.market.suppliers.items()}

    def _play_all(self, play_suppliers: PlayDay) -> None:
        days = (self.last_day - self.first_day).days + 1
        for number in range(days):
            as_of = self.first_day + timedelta(days=number)
            self._play_day(as_of, play_suppliers)
            if as_of.day == 1 or number == days - 1:
                self.stdout.write(f"  {as_of:%B %Y}: {number + 1} of {days} days", ending="\n")
                self.stdout.flush()

    def _play_day(self, as_of: date, play_suppliers: PlayDay) -> None:
        with _evening_of(as_of):
            market.open_day(as_of=as_of, last_day=self.last_day)
            _run_jobs(None, as_of)
            self._newcomers(as_of)
            case.play(as_of=as_of, last_day=self.last_day)
            play_suppliers(as_of)
            market.close_day(as_of=as_of)
            day.drain(as_of=as_of)

    def _play_suppliers(self, suppliers: Sequence[Supplier], as_of: date) -> None:
        with _evening_of(as_of):
            for supplier in suppliers:
                _run_jobs(supplier, as_of)

    def _newcomers(self, as_of: date) -> None:
        for index, example in enumerate(EXAMPLES):
            starts_on = feed.supply_start(example, last_day=self.last_day)
            if as_of == max(self.first_day, starts_on - CONCLUDED_BEFORE):
                onboarding.take_in(
                    index, example, market=self.market, starts_on=max(starts_on, as_of), as_of=as_of
                )

    def _write_logins(self) -> None:
        suppliers = [
            {
                "name": supplier.name,
                "url": f"http://{supplier.host}{settings.LINK_PORT}/",
                "logins": [
                    {
                        "email": example.email,
                        "password": onboarding.PASSWORD,
                        "note": f"{example.name}: {example.note}",
                    }
                    for example in EXAMPLES
                    if example.supplier == code
                ],
            }
            for code, supplier in self.market.suppliers.items()
        ]
        url = f"http://{settings.ADMIN_HOST}{settings.LINK_PORT}/"
        listing.write(suppliers=suppliers, staff=[{**row, "url": url} for row in self.staff])


@contextmanager
def _evening_of(as_of: date) -> Iterator[None]:
    """Hold the clock late on that day; nobody else is at work, and no commit waits for the disk."""
    _commits_do_not_wait()
    with clock.frozen(_evening(as_of)), without_nudges(), nobody_beside():
        yield


def _evening(as_of: date) -> datetime:
    return datetime.combine(as_of, EVENING, ZoneInfo("Europe/Copenhagen"))


def _run_jobs(supplier: Supplier | None, as_of: date) -> None:
    for job_run in day.play(supplier, through=as_of, now=_evening(as_of)):
        if job_run.error:
            raise CommandError(f"{job_run} failed: {job_run.error}")


def _commits_do_not_wait() -> None:
    """A seeding that is cut off is begun afresh, so only its end must be safe."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('synchronous_commit', 'off', false)")


def _commits_wait_for_the_disk() -> None:
    """A commit that waits takes all before it along; it has to write something, so it leaves a mark in the log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('synchronous_commit', 'on', false)")
        cursor.execute("SELECT pg_logical_emit_message(true, 'demo', 'sown')")
