"""The demo played inside a test, with a sandbox of its own and nothing written outside the test's folder."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from billing.runs.provider import card_provider
from config.sandbox import server
from tests.builders.card_world import API_KEY, WEBHOOK_SECRET


@contextmanager
def demo_outside(folder: Path) -> Iterator[server.Handle]:
    """Have the outside of the demo running: card provider, mailbox and an empty market inbox."""
    handle = server.start(
        directory=None, webhook_url="", webhook_secret=WEBHOOK_SECRET, api_key=API_KEY, smtp_port=_free_port()
    )
    settings = override_settings(
        CARD_API_URL=handle.base_url,
        CARD_API_KEY=API_KEY,
        CARD_WEBHOOK_SECRETS=[WEBHOOK_SECRET],
        EMAIL_PORT=handle.smtp_port,
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        MARKET_INBOX=str(folder / "inbox"),
        DEMO_LISTING=folder / "demo.json",
    )
    with settings:
        card_provider.cache_clear()
        try:
            yield handle
        finally:
            card_provider.cache_clear()
            handle.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seed(*, months: int, last_day: date) -> None:
    call_command("seed_demo", months=months, last_day=last_day, stdout=StringIO())


def simulate(*, days: int, start: date | None = None) -> None:
    call_command("simulate", days=days, start=start, stdout=StringIO())


def run_day(day: date) -> str:
    out = StringIO()
    call_command("run_day", date=day, stdout=out)
    return out.getvalue()
