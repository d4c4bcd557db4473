"""Logging in end to end: the mailed code, two suppliers with one address, foreign hosts, staff."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.enums import StaffJob
from accounts.models import User
from tests.builders import account

pytestmark = pytest.mark.django_db

EMAIL = "karen@post.example"


def log_in(client: Client, email: str = EMAIL, password: str = account.PASSWORD) -> str:
    """Go through password and mailed code; return the path one lands on."""
    answer = client.post("/log-ind/", {"login": email, "password": password})
    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/kode/"), answer.content.decode()
    answer = client.post("/log-ind/kode/", {"code": code_of(mail.outbox[-1])})
    assert answer.status_code == 302, answer.content.decode()
    if answer["Location"].startswith(reverse("mfa_trust")):
        answer = client.post(answer["Location"], {"action": "no"})
    return answer["Location"]


def code_of(message: mail.EmailMessage) -> str:
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", message.body, re.MULTILINE).group(1)


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_login_takes_password_and_mailed_code():
    karen = account.holder(account.customer(email=EMAIL))
    client = account.client_at("gron.localhost")

    assert log_in(client) == "/overblik/"

    assert signed_in_as(client) == str(karen.pk)
    assert (mail.outbox[0].to, mail.outbox[0].from_email) == ([EMAIL], '"Gron" <kundeservice@gron.example>')


def test_password_alone_does_not_sign_in():
    account.holder(account.customer(email=EMAIL))
    client = account.client_at("gron.localhost")
    client.post("/log-ind/", {"login": EMAIL, "password": account.PASSWORD})

    assert signed_in_as(client) is None
    assert client.get("/overblik/").status_code == 302


def test_same_email_at_two_suppliers_is_two_logins():
    gron = account.holder(account.customer(account.supplier("gron"), email=EMAIL))
    orsted = account.user(account.supplier("orsted"), email=EMAIL)
    orsted.set_password("en-helt-anden-kode-7")
    orsted.save()

    at_gron, at_orsted = account.client_at("gron.localhost"), account.client_at("orsted.localhost")
    log_in(at_gron)
    log_in(at_orsted, password="en-helt-anden-kode-7")
    assert (signed_in_as(at_gron), signed_in_as(at_orsted)) == (str(gron.pk), str(orsted.pk))

    other = account.client_at("orsted.localhost")
    answer = other.post("/log-ind/", {"login": EMAIL, "password": account.PASSWORD})
    assert (answer.status_code, signed_in_as(other)) == (200, None)


def test_session_of_one_supplier_is_nobody_at_another():
    account.supplier("orsted")
    client = account.signed_in(account.holder())

    answer = client.get("/overblik/", headers={"host": "orsted.localhost"})

    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/?next=/overblik/")
    assert signed_in_as(client) is None


def test_customer_is_nobody_on_the_admin_host_and_staff_nobody_at_a_supplier():
    customer_client = account.signed_in(account.holder())
    assert customer_client.get("/admin/", headers={"host": "admin.localhost"}).status_code == 302
    assert signed_in_as(customer_client) is None

    staff_client = account.signed_in(account.staff(StaffJob.SUPPORT))
    assert staff_client.get("/overblik/", headers={"host": "gron.localhost"}).status_code == 302
    assert signed_in_as(staff_client) is None


def test_staff_without_second_factor_reach_only_its_setup():
    account.staff(StaffJob.SUPPORT, second_factor=False)
    client = account.client_at("admin.localhost")
    log_in(client, email="stine@minside.example")

    for path in ("/admin/", "/admin/accounts/customer/", "/admin/logout/"):
        assert client.get(path)["Location"] == reverse("mfa_index", urlconf="config.urls_admin")
        assert client.post(path).status_code == 403
    assert client.get(reverse("mfa_index")).status_code == 200


def test_staff_log_in_with_their_app_and_get_no_mailed_code():
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    account.staff(StaffJob.SUPPORT)
    client = account.client_at("admin.localhost")
    answer = client.post("/log-ind/", {"login": "stine@minside.example", "password": account.PASSWORD})
    assert (answer["Location"], mail.outbox) == (reverse("mfa_authenticate", urlconf="config.urls_admin"), [])

    code = format_hotp_value(hotp_value(account.TOTP_SECRET, next(iter(yield_hotp_counters_from_time()))))
    answer = client.post(answer["Location"], {"code": code})
    assert answer["Location"] == "/"
    assert client.get("/admin/").status_code == 200


def test_seed_of_the_app_is_unreadable_in_the_database():
    from allauth.mfa.models import Authenticator

    made = account.staff(StaffJob.SUPPORT)
    stored = Authenticator.objects.get(user=made, type="totp").data["secret"]
    assert account.TOTP_SECRET not in stored
    assert stored.startswith("gAAAA")


def test_password_is_reset_at_this_supplier_only():
    gron = account.user(account.supplier("gron"), email=EMAIL)
    orsted = account.user(account.supplier("orsted"), email=EMAIL)
    client = account.client_at("gron.localhost")

    client.post("/adgangskode/", {"email": EMAIL})
    client.post("/adgangskode/kode/", {"code": code_of(mail.outbox[-1])})
    new = {"password1": "min-nye-gode-kode-3", "password2": "min-nye-gode-kode-3"}
    answer = client.post("/adgangskode/retur/", new)
    assert answer.status_code == 302, answer.content.decode()

    fresh = {user.pk: user for user in User.objects.all()}
    assert fresh[gron.pk].check_password("min-nye-gode-kode-3") is True
    assert fresh[orsted.pk].check_password(account.PASSWORD) is True


@pytest.mark.parametrize("path,data", [("/adgangskode/", {}), ("/opret/", {"password1": "en-god-lang-kode-55"})])
def test_known_and_unknown_address_get_the_same_answer(path, data):
    account.user(email=EMAIL)
    answers = []
    for email in (EMAIL, "ukendt@post.example"):
        client = account.client_at("gron.localhost")
        answer = client.post(path, {"email": email, **data})
        page = client.get(answer["Location"]).content.decode().replace(email, "X")
        answers.append((answer.status_code, answer["Location"], without_secrets(page), len(mail.outbox)))
    assert answers[0][:3] == answers[1][:3]
    assert (answers[0][3], answers[1][3]) == (1, 2)


def test_wrong_password_and_unknown_address_get_the_same_answer():
    account.user(email=EMAIL)
    pages = []
    for email in (EMAIL, "ukendt@post.example"):
        client = account.client_at("gron.localhost")
        answer = client.post("/log-ind/", {"login": email, "password": "forkert-kode-12345"})
        pages.append((answer.status_code, without_secrets(answer.content.decode()).replace(email, "X")))
    assert pages[0] == pages[1]


def test_sign_up_creates_a_login_of_this_supplier_once_the_code_is_typed():
    account.supplier("gron")
    client = account.client_at("gron.localhost")
    client.post("/opret/", {"email": EMAIL, "password1": "en-god-lang-kode-55"})
    answer = client.post("/log-ind/kode/", {"code": code_of(mail.outbox[-1])})
    made = User.objects.get(email=EMAIL)
    assert answer.status_code == 302
    assert (made.supplier.code, made.emailaddress_set.get().verified) == ("gron", True)


def test_taken_address_cannot_become_anothers():
    account.user(email="bo@post.example")
    client = account.signed_in(account.user(email=EMAIL))
    client.post("/log-ind/igen/", {"password": account.PASSWORD})

    answer = client.post("/e-mail/", {"email": "bo@post.example", "action_add": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/e-mail/kode/")

    assert mail.outbox[-1].to == ["bo@post.example"]
    assert re.search(r"^[A-Z0-9]{3,4}-[A-Z0-9]{3,4}$", mail.outbox[-1].body, re.MULTILINE) is None
    assert User.objects.filter(email="bo@post.example").count() == 1


def without_secrets(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return re.sub(r'nonce="[^"]*"', "", page)


def test_login_and_logout_stand_in_the_timeline_of_the_supplier():
    from accounts.models import Event

    karen = account.holder(account.customer(email=EMAIL))
    client = account.client_at("gron.localhost")
    log_in(client)
    client.post("/log-ud/")
    rows = Event.objects.filter(actor_user=karen).order_by("id").values_list("kind", "supplier__code")
    assert list(rows) == [("accounts.login", "gron"), ("accounts.logout", "gron")]


def test_login_of_another_supplier_is_stopped_whichever_way_it_comes(rf):
    from django.contrib.messages.storage.fallback import FallbackStorage

    from accounts.adapters import AccountAdapter

    request = rf.get("/", headers={"host": "gron.localhost"})
    request.supplier, request.is_admin_host, request.session = account.supplier("gron"), False, {}
    request._messages = FallbackStorage(request)
    foreign = account.user(account.supplier("orsted"))
    answer = AccountAdapter(request).pre_login(
        request,
        foreign,
        email_verification="none",
        signal_kwargs=None,
        email=None,
        signup=False,
        redirect_url=None,
    )
    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/")


def test_changed_login_address_becomes_the_customers_and_the_old_one_is_told():
    karen = account.customer(email=EMAIL)
    client = account.signed_in(account.holder(karen))
    client.post("/log-ind/igen/", {"password": account.PASSWORD})
    client.post("/e-mail/", {"email": "ny@post.example", "action_add": ""})
    answer = client.post("/e-mail/kode/", {"code": code_of(mail.outbox[-1])})
    karen.refresh_from_db()
    assert (answer.status_code, karen.email, User.objects.get().email) == (
        302,
        "ny@post.example",
        "ny@post.example",
    )
    assert [karen.messages.get().to_address, mail.outbox[-1].to] == [EMAIL, [EMAIL]]


def test_nobody_signs_up_as_staff():
    client = account.client_at("admin.localhost")
    client.post("/opret/", {"email": EMAIL, "password1": "en-god-lang-kode-55"})
    assert User.objects.count() == 0


def test_new_code_may_be_asked_for_and_the_old_one_is_dead():
    account.holder(account.customer(email=EMAIL))
    client = account.client_at("gron.localhost")
    client.post("/log-ind/", {"login": EMAIL, "password": account.PASSWORD})
    client.post("/log-ind/kode/", {"action": "resend"})
    first, second = (code_of(letter) for letter in mail.outbox)
    client.post("/log-ind/kode/", {"code": first})
    assert signed_in_as(client) is None
    client.post("/log-ind/kode/", {"code": second})
    assert client.get("/log-ind/kode/").status_code == 302
