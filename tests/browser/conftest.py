"""One site and one browser for all tests of this folder."""

import os
from collections.abc import Iterator

import pytest

from tests.browser import site as sites


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: object) -> Iterator[sites.Site]:
    # Playwright runs an event loop in this thread, in which Django would refuse to ask the database.
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sites.running() as running:
            yield running
