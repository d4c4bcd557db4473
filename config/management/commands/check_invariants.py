"""Check every invariant of the books; the exit code says whether any is broken."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from config import invariant
from config.foundation import clock


class Command(BaseCommand):
    help = "Check every invariant, print the rows that break one, and exit with 1 when any does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=date.fromisoformat, help="Business date; today when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        results = invariant.check_all(as_of=options["date"] or clock.today())
        for result in results:
            mark = "broken" if result.rows else "holds"
            self.stdout.write(f"{result.name:4} {mark:7} {result.sentence}")
            for row in result.sample:
                self.stdout.write(f"       {', '.join(row)}")
        broken = sum(1 for result in results if result.rows)
        self.stdout.write(f"{len(results)} invariants checked, {broken} broken")
        if broken:
            raise SystemExit(1)
