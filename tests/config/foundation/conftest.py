import pytest

from tests.config.foundation import parcel


@pytest.fixture
def tables(transactional_db):
    """Tables of our own, committed, so that threads and triggers see them."""
    parcel.create_tables()
    yield
    parcel.drop_tables()
