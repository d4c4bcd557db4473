"""Keep the demo's example market going: what it would have sent since it was last seen, and from now on."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo import listing, market
from config.foundation import clock

PAUSE_SECONDS = 300


class Command(BaseCommand):
    help = "Send the example prices, values and payments of the days that have come since the demo was seeded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--follow", action="store_true", help="Go on, looking every few minutes")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The example market is not for production.")
        while True:
            self._serve()
            if not options["follow"]:
                return
            time.sleep(PAUSE_SECONDS)

    def _serve(self) -> None:
        last_day = listing.seeded_day()
        for as_of in market.missed_days(today=clock.today()):
            if last_day is not None:
                market.open_day(as_of=as_of, last_day=last_day)
                market.close_day(as_of=as_of)
                self.stdout.write(f"The example market has sent what it had on {as_of}.")
