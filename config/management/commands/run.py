"""`manage.py run`: everything that `make run` starts, looked after until Ctrl-C."""

import fcntl
import http.client
import os
import signal
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config import embedded
from config.demo import listing
from config.management import children, demo, ports

STORES = ("DATABASE_URL", "REDIS_URL")
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WEBHOOK_PATH = "/webhooks/card"
ANSWERS_WITHIN = 90.0  # seconds


class Command(BaseCommand):
    help = "Start stores, sandbox, web, worker and tick; seed the demo once; Ctrl-C stops it all and ends with 0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-seed", action="store_true", help="leave an empty database empty")
        parser.add_argument("--months", type=int, help="how many months of demo to sow, if not all 13")
        parser.add_argument("--stop", action="store_true", help="stop what runs from this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        self.home = embedded.home_folder(settings.BASE_DIR, "run")
        self.began = time.monotonic()
        for number in SIGNALS:
            signal.signal(number, signal.default_int_handler)
        try:
            if options["stop"]:
                self._stop_other()
            else:
                self._run(seed=not options["no_seed"], months=options["months"])
        except embedded.StoresProblem as problem:
            raise CommandError(str(problem)) from problem
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _run(self, *, seed: bool, months: int | None) -> None:
        """Start everything in its order; whatever happens, stop it in the opposite order."""
        with ExitStack() as stack:
            stack.enter_context(self._only_one())
            if left := children.end_left_behind(self._record):
                self._say(f"ended {left} processes of a run that was killed")
            self._demand_ports()
            own = _own_stores()
            if own:
                stack.enter_context(embedded.running(settings.BASE_DIR))
                self._say("stores answer")
            family = children.Children(record=self._record, logs=embedded.logs_folder(settings.BASE_DIR, "run"))
            stack.callback(self._stop, family)
            self._prepare(own=own)
            self._start_serving(family)
            self._seed(family, own=own, wanted=seed, months=months)
            self._start_working(family)
            self._greet()
            family.watch()

    def _prepare(self, *, own: bool) -> None:
        """Bring the tables up to date, after throwing away a demo that was cut off."""
        if own and demo.was_cut_off(self._marker):
            demo.begin_afresh(
                base_dir=settings.BASE_DIR, marker=self._marker, leftovers=[self._sandbox_state, self._listing]
            )
            self._say("the last seeding was cut off, so the demo begins afresh")
        call_command("migrate", interactive=False, verbosity=0)
        connections.close_all()
        self._say("tables are up to date")

    def _start_serving(self, family: children.Children) -> None:
        """Start what must answer while the demo is sown: the outside world, and the web for its callbacks."""
        address = f"{ports.HOST}:{settings.PORT}"
        family.start(
            "sandbox", "-m", "config.sandbox", "--port", str(settings.SANDBOX_PORT),
            "--smtp-port", str(settings.SANDBOX_SMTP_PORT), "--state", str(self._sandbox_state),
            "--webhook-url", f"http://{address}{WEBHOOK_PATH}",
        )  # fmt: skip
        family.start(
            "web", "-m", "gunicorn", "config.wsgi:application", "--bind", address, "--worker-class", "gthread",
            "--workers", "2", "--threads", "4", "--access-logfile", "-", "--no-control-socket",
        )  # fmt: skip
        _wait_for(settings.PORT, "/healthz", family)
        _wait_for(settings.SANDBOX_PORT, "/mailbox", family)
        self._say("web and sandbox answer")

    def _seed(self, family: children.Children, *, own: bool, wanted: bool, months: int | None) -> None:
        if not own:
            self._say("the stores are not ours, so no demo is sown (manage.py seed_demo does it)")
        elif wanted and not demo.is_sown(self._marker):
            demo.sow(base_dir=settings.BASE_DIR, marker=self._marker, family=family, months=months)
            self._say("the demo is sown")

    def _start_working(self, family: children.Children) -> None:
        celery = ("-m", "celery", "--app", "config.celery")
        family.start("worker", *celery, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip")
        schedule = str(self.home / "tick-schedule")
        family.start("tick", *celery, "beat", "--loglevel", "INFO", "--schedule", schedule, "--pidfile", "")
        if listing.seeded_day():
            family.start("market", str(settings.BASE_DIR / "manage.py"), "example_market", "--follow")
        self._say("worker and tick are started")

    def _greet(self) -> None:
        self.stdout.write(
            demo.welcome(listing=self._listing, port=settings.PORT, sandbox_port=settings.SANDBOX_PORT)
        )
        self.stdout.flush()

    def _stop(self, family: children.Children) -> None:
        """Stop our processes; a second Ctrl-C must not cut the stopping short."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self.stdout.write("\nStopping …")
        self.stdout.flush()
        family.stop()

    def _stop_other(self) -> None:
        """Stop a `run` of this folder from another terminal, or what a killed one left."""
        try:
            with self._only_one():
                children.end_left_behind(self._record)
                if _own_stores():
                    embedded.stop(settings.BASE_DIR)
        except CommandError:
            owner = children.remembered_owner(self._record)
            if owner is None:
                raise
            os.kill(owner, signal.SIGTERM)
            _wait_until_gone(owner)

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """Hold the lock of this folder's one running Min side."""
        self.home.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.home / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError("Min side already runs from this folder. Stop it with: make stop") from error
        try:
            yield
        finally:
            os.close(lock)

    def _demand_ports(self) -> None:
        ports.demand(
            ports.Wanted(port=settings.PORT, variable="PORT", purpose="the web pages"),
            ports.Wanted(port=settings.SANDBOX_PORT, variable="SANDBOX_PORT", purpose="the sandbox"),
            ports.Wanted(
                port=settings.SANDBOX_SMTP_PORT, variable="SANDBOX_SMTP_PORT", purpose="the sandbox's mail"
            ),
        )

    def _say(self, text: str) -> None:
        self.stdout.write(f"  {time.monotonic() - self.began:6.1f} s  {text}")
        self.stdout.flush()

    @property
    def _record(self) -> Path:
        return self.home / "processes.json"

    @property
    def _marker(self) -> Path:
        return self.home / "demo-state"

    @property
    def _sandbox_state(self) -> Path:
        return self.home / "sandbox"

    @property
    def _listing(self) -> Path:
        return settings.BASE_DIR / ".data" / "demo.json"


def _own_stores() -> bool:
    """Tell whether the stores are ours to start; half an answer in the environment is refused."""
    given = [name for name in STORES if name in os.environ]
    if len(given) == 1:
        raise CommandError(f"Only {given[0]} is set. Set both {' and '.join(STORES)}, or neither.")
    return not given


def _wait_for(port: int, path: str, family: children.Children) -> None:
    give_up_at = time.monotonic() + ANSWERS_WITHIN
    while not _answers(port, path):
        family.check()
        if time.monotonic() > give_up_at:
            raise CommandError(
                f"Nothing answers on port {port} after {ANSWERS_WITHIN:.0f} seconds. Logs: {family.logs}"
            )
        time.sleep(0.1)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(ports.HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _wait_until_gone(pid: int) -> None:
    give_up_at = time.monotonic() + 2 * children.STOP_WITHIN
    while children.lives(pid) and time.monotonic() < give_up_at:
        time.sleep(0.1)
