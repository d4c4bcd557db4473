"""Every page of the door and of one's own security is drawn by us, in our frame, and works."""

import time

import pytest
from django.urls import reverse

from accounts.enums import StaffJob
from tests.builders import account

pytestmark = pytest.mark.django_db

OUTSIDE = ["account_login", "account_signup", "account_reset_password", "account_inactive", "accounts:activation"]
INSIDE = [
    "account_change_password",
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_list_webauthn",
    "usersessions_list",
]
WITH_APP = ["mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_reauthenticate", "mfa_view_recovery_codes"]


def fresh(client, made):
    """Let the session have proven the password a moment ago."""
    session = client.session
    records = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods"] = [
        *records,
        {"method": "mfa", "at": time.time(), "type": "totp"},
        *records,
    ]
    session["account_authentication_methods_user"] = str(made.pk)
    session.save()
    return client


def assert_ours(answer):
    page = answer.content.decode()
    assert answer.status_code == 200, answer.get("Location")
    assert (page.count('id="main"'), page.count("<h1"), "style=" in page) == (1, 1, False)


@pytest.mark.parametrize("name", OUTSIDE)
def test_page_outside(name):
    account.supplier("gron")
    assert_ours(account.client_at("gron.localhost").get(reverse(name)))


@pytest.mark.parametrize("name", INSIDE)
def test_page_inside(name):
    made = account.holder()
    assert_ours(fresh(account.signed_in(made), made).get(reverse(name)))


@pytest.mark.parametrize("name", WITH_APP)
def test_page_with_an_app_for_staff(name):
    made = account.staff(StaffJob.SUPPORT)
    assert_ours(fresh(account.signed_in(made), made).get(reverse(name, urlconf="config.urls_admin")))


@pytest.mark.parametrize("code, path", [("gron", "/hjaelp/"), ("cerius", "/hjaelp/")])
def test_who_is_not_signed_in_is_led_to_how_to_complain(code, path):
    account.supplier(code)
    client = account.client_at(f"{code}.localhost")
    door = client.get("/", follow=True)
    assert door.content.decode().count(f'href="{path}"') == 1
    assert client.get(path).status_code == 200
