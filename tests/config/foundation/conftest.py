from collections.abc import Iterator

import pytest


@pytest.fixture
def tables(transactional_db: None) -> Iterator[None]:
    """Tables of our own, committed, so that threads and triggers see them."""
    from tests.config.foundation import parcel

    parcel.create_tables()
    yield
    parcel.drop_tables()
