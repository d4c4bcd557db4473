"""The way in: health questions are answered at once, and the host name says whose site this is."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, HttpResponseBadRequest
from django.http.request import split_domain_port
from django.utils.translation import gettext
from redis.exceptions import RedisError

from accounts.models import Supplier
from config.foundation import clock
from config.foundation.path_word import SWEDISH
from config.foundation.request import Request

logger = logging.getLogger(__name__)

GetResponse = Callable[[Request], HttpResponse]

REMEMBER_SECONDS = 5
BARE_HOSTS = {"localhost", "127.0.0.1", "::1", "[::1]"}

_remembered: dict[str, tuple[float, Supplier]] = {}
_migrated: list[bool] = []


def health(get_response: GetResponse) -> GetResponse:
    """Answer /healthz (the process lives) and /readyz (it can serve) for any host, without a session."""

    def middleware(request: Request) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain")
        if request.path == "/readyz":
            missing = what_is_missing()
            words = f"not ready: {missing}\n" if missing else "ready\n"
            return HttpResponse(words, content_type="text/plain", status=503 if missing else 200)
        return get_response(request)

    return middleware


def what_is_missing() -> str:
    """Name the first thing that keeps this process from serving, or return an empty text."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated():
            return "migrations"
    except DatabaseError:
        return "database"
    try:
        cache.set("ready", 1, timeout=10)
    except (RedisError, OSError):
        return "redis"
    return ""


def _is_migrated() -> bool:
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.append(True)
    return True


def supplier(get_response: GetResponse) -> GetResponse:
    """
    Set `request.supplier` by the host name and the addresses of its language; the port does not matter.

    Sets `request.now` and `request.today` too: one moment all through the request, and its date in the
    supplier's country.

    The admin host and, outside production, the bare address have no supplier. Any other host gets a
    plain 400.
    """

    def middleware(request: Request) -> HttpResponse:
        try:
            host, _port = split_domain_port(request.get_host())
        except DisallowedHost:
            return _unknown_host()
        request.supplier = None
        request.now, request.today = clock.now(), clock.today()
        request.is_admin_host = host == settings.ADMIN_HOST
        if request.is_admin_host:
            request.urlconf = "config.urls_admin"
        elif found := supplier_of(host):
            request.supplier = found
            request.today = clock.today(found.time_zone)
            request.urlconf = "config.urls_sv" if found.language == SWEDISH else "config.urls"
        elif host in BARE_HOSTS and not settings.PRODUCTION:
            request.urlconf = "config.urls_bare"
        else:
            return _unknown_host()
        return get_response(request)

    middleware.process_exception = answer_when_redis_is_away  # type: ignore[attr-defined]
    return middleware


def answer_when_redis_is_away(request: Request, exception: Exception) -> HttpResponse | None:
    """Answer 503 when attempts cannot be counted: without limits a login would be open to guessing."""
    if not isinstance(exception, RedisError):
        return None
    logger.error("redis does not answer", extra={"path": request.path, "error": type(exception).__name__})
    words = gettext("Min side is short of breath. Try again in a few minutes.")
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=503)


def supplier_of(host: str) -> Supplier | None:
    """Return the supplier of a host name; a change made elsewhere shows within five seconds."""
    since, known = _remembered.get(host, (0.0, None))
    if known is not None and time.monotonic() - since < REMEMBER_SECONDS:
        return known
    found = Supplier.objects.filter(host=host).first()
    if found is None:
        _remembered.pop(host, None)
    else:
        _remembered[host] = time.monotonic(), found
    return found


def forget_suppliers() -> None:
    """Look suppliers up anew, without waiting for the five seconds."""
    _remembered.clear()


def _unknown_host() -> HttpResponse:
    return HttpResponseBadRequest("There is no site at this address.\n", content_type="text/plain")
