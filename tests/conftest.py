"""What every test may count on: counts, the shared folder, a clean cache, our own warnings as errors."""

import os
from collections.abc import Iterator

import hypothesis
import pytest

from tests.shared_folder import SHARED

OUR_MODULES = r"(accounts|billing|complaints|config|contracts|tests)(\.|$)"

# The same examples in every run of `make test`; fresh ones, and more, in `make proof`.
hypothesis.settings.register_profile("test", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("proof", max_examples=2000, deadline=None, print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", action="store_true", help="run the large counts, chaos runs and benchmarks")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", f"error:::{OUR_MODULES}")
    hypothesis.settings.load_profile("proof" if _is_proof(config) else "test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    no_shared = pytest.mark.skip(reason=f"needs the folder {SHARED.name} beside the checkout")
    no_proof = pytest.mark.skip(reason="runs in make proof")
    for item in items:
        if "shared" in item.keywords and not SHARED.is_dir():
            item.add_marker(no_shared)
        if "proof" in item.keywords and not _is_proof(config):
            item.add_marker(no_proof)
    # The long ones first, or the last worker is left alone with one of them.
    items.sort(key=lambda item: "long" not in item.keywords)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(stores: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Hook into pytest-django: the stores run before it makes its test database; a plugin's would lose to it."""


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied_between_tests() -> Iterator[None]:
    """Let pytest-django empty append-only tables after a transactional test, as only their owner may."""
    from django.db import connection, transaction

    flush = type(connection.ops).execute_sql_flush
    guards = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%never_emptied'"

    def past_the_triggers(ops: object, statements: list[str]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(guards)
            found = cursor.fetchall()
            for table, guard in found:
                cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{guard}"')
            flush(ops, statements)
            for table, guard in found:
                cursor.execute(f'ALTER TABLE {table} ENABLE TRIGGER "{guard}"')

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "execute_sql_flush", past_the_triggers)
        yield


@pytest.fixture(scope="session")
def proof(pytestconfig: pytest.Config) -> bool:
    """Tell whether this is `make proof`, where counts are large."""
    return _is_proof(pytestconfig)


@pytest.fixture(autouse=True)
def _clean_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave nothing in the cache for the next test; costs nothing where no store was started."""
    yield
    if "stores" in request.fixturenames or "db" in request.fixturenames:
        from django.core.cache import cache

        cache.clear()


def _is_proof(config: pytest.Config) -> bool:
    return bool(config.getoption("--proof", default=False)) or os.environ.get("MINSIDE_PROOF") == "1"
