"""The desk shows models of ours, through our own base, and no page another app brought along."""

import pytest
from django.contrib import admin

from accounts.admin.closed import CLOSED
from accounts.staff_admin import SupplierScopedAdmin
from tests.builders import account
from tests.security.matrix import DESKS

REGISTERED = {
    f"{model._meta.app_label}_{model._meta.model_name}": page for model, page in admin.site._registry.items()
}


def test_every_page_of_the_desk_is_known_and_scoped():
    assert REGISTERED.keys() == DESKS.keys()
    assert [label for label, page in REGISTERED.items() if not isinstance(page, SupplierScopedAdmin)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", CLOSED, ids=lambda model: model.__name__)
def test_what_other_apps_register_is_closed_to_the_superuser_too(model):
    root = account.staff()
    root.is_superuser = True
    root.save()
    client = account.signed_in(root)
    page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert [client.get(page).status_code, client.get(f"{page}1/change/").status_code] == [404, 404]
