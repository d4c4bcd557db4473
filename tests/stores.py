"""Pytest plugin: every test session has stores of its own, addressed before Django reads its settings.

It is loaded by `-p tests.stores` in pyproject.toml, because pytest-django reads the settings before any
conftest.py is imported. Nothing is started here: the `stores` fixture does that when a test needs it, in
each xdist worker, and the embedded package makes the workers share the servers. What the environment
already says (DATABASE_URL) is respected, and MINSIDE_TEST_STORES=name keeps the stores between sessions,
so that `--reuse-db` works.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
KEPT = "MINSIDE_TEST_STORES"
CHOSEN = "MINSIDE_TEST_SESSION"  # set by the first process, inherited by xdist workers
CONTROLLER = CHOSEN not in os.environ
PREFIX = "test-"


def _choose() -> str:
    """Name this session's stores and put their addresses into the environment; "" when others are given."""
    if not CONTROLLER:
        return os.environ[CHOSEN]
    name = ""
    if "DATABASE_URL" not in os.environ:
        kept = os.environ.get(KEPT)
        name = f"kept-{kept}" if kept else f"{PREFIX}{os.getpid()}"
        found = embedded.addresses(BASE_DIR, name=name)
        os.environ |= {"DATABASE_URL": found.database_url, "REDIS_URL": found.redis_url}
    os.environ |= {CHOSEN: name, "MINSIDE_ENV": "test"}
    return name


def _own_cache() -> None:
    """Give each xdist worker a cache of its own, so that one test's counters are not another's."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if NAME:
        os.environ["CACHE_URL"] = f"{os.environ['REDIS_URL']}?db={2 + worker % 14}"


NAME = _choose()
_own_cache()


@pytest.fixture(scope="session")
def stores() -> Iterator[None]:
    """Have PostgreSQL and Valkey running; tests that use the database get this by themselves."""
    if not NAME:
        yield
        return
    with embedded.running(BASE_DIR, name=NAME, durable=False):
        yield


def pytest_configure() -> None:
    if CONTROLLER:
        _remove_stores_of_killed_sessions()


def pytest_unconfigure() -> None:
    if CONTROLLER and NAME.startswith(PREFIX):
        embedded.remove(BASE_DIR, name=NAME)


def _remove_stores_of_killed_sessions() -> None:
    for folder in (BASE_DIR / ".data").glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX)
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            embedded.remove(BASE_DIR, name=folder.name)
