"""`manage.py serve_stores`: run PostgreSQL and Valkey alone, for work at the command line."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import embedded


class Command(BaseCommand):
    help = "Start the embedded PostgreSQL and Valkey, print their URLs, stop them on Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stop", action="store_true", help="stop them, whoever uses them")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["stop"]:
                embedded.stop(settings.BASE_DIR)
                return
            self._serve()
        except embedded.StoresProblem as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _serve(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler)
        with embedded.running(settings.BASE_DIR) as found:
            self.stdout.write(f"DATABASE_URL={found.database_url}\nREDIS_URL={found.redis_url}\nStop with Ctrl-C.")
            self.stdout.flush()
            signal.pause()
