"""Links in messages go to the supplier's own host, in the words of its language."""

import pytest

from accounts.queries.page_link import page_link
from tests.builders import account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language, path", [("da", "/fortryd/abc/"), ("sv", "/angra/abc/")])
def test_a_page_has_the_address_of_its_supplier(settings, language, path):
    settings.LINK_SCHEME, settings.LINK_PORT = "https", ""
    supplier = account.supplier("gron", language=language)
    assert page_link("contracts:withdrawal-link", "abc", supplier=supplier) == f"https://gron.localhost{path}"
