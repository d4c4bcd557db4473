"""One world for all tests of this folder; each test that changes something undoes it by the mark django_db."""

import logging
from collections.abc import Iterator

import pytest

from tests.builders import world_stage
from tests.builders.world import World


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    with django_db_blocker.unblock(), world_stage.standing() as built:
        yield built


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep thousands of wanted refusals out of the log; writing their tracebacks takes longer than asking."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
