"""A request that passed our middleware has what its type says."""

import pytest

from config.foundation.request import Request
from tests.builders import account


@pytest.mark.django_db
def test_middleware_sets_everything_the_type_names():
    asked = account.signed_in(account.holder()).get("/profil/").wsgi_request
    missing = [name for name in Request.__annotations__ if not hasattr(asked, name)]
    assert missing == []
