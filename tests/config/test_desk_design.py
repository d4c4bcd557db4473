"""The design system page shows every component to staff, in the theme of the supplier asked for."""

import pytest

from accounts.enums import StaffJob
from tests.builders import account

pytestmark = pytest.mark.django_db


def test_page_shows_components_in_a_suppliers_theme():
    supplier = account.supplier()
    client = account.signed_in(account.staff(StaffJob.SUPPORT, at=supplier))
    answer = client.get("/admin/desk/design/", {"theme": supplier.code})
    assert answer.status_code == 200
    assert f"theme/{supplier.theme}.css" in answer.text
    assert answer.text.count("<h2") == 17


def test_unknown_theme_is_not_found():
    supplier = account.supplier()
    client = account.signed_in(account.staff(StaffJob.SUPPORT, at=supplier))
    assert client.get("/admin/desk/design/", {"theme": "nobody"}).status_code == 404
