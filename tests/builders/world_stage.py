"""Lets the world stand for the tests of a folder: its settings, its sandbox, its moment, and the way back."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from billing.runs.provider import card_provider
from config.foundation import clock
from config.middleware.door import forget_suppliers
from config.sandbox import server
from tests.builders import card_world
from tests.builders.world import NOW, World, build


@contextmanager
def standing(*, smtp: bool = False) -> Iterator[World]:
    """Let the world stand inside a transaction that is rolled back, at the moment NOW, beside a sandbox."""
    clock.install(lambda: NOW)
    try:
        with (
            card_world.sandbox(smtp_port=_free_port() if smtp else None) as handle,
            settings_for(handle, smtp=smtp),
            transaction.atomic(),
        ):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield build(handle)
            transaction.set_rollback(True)
    finally:
        clock.install(None)
        card_provider.cache_clear()
        forget_suppliers()


def settings_for(handle: server.Handle, *, smtp: bool = False) -> override_settings:
    """Return the settings under which the product talks to this sandbox."""
    policy = {"DIRECTIVES": {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]}}
    policy["DIRECTIVES"]["form-action"] = ["'self'", handle.base_url]
    values = {
        "CARD_API_URL": handle.base_url,
        "CARD_ACTION_URLS": [handle.base_url],
        "CARD_API_KEY": card_world.API_KEY,
        "CARD_WEBHOOK_SECRETS": [card_world.WEBHOOK_SECRET],
        "CONTENT_SECURITY_POLICY": policy,
    }
    if smtp:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        values |= {"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": handle.smtp_port}
    card_provider.cache_clear()
    return override_settings(**values)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
