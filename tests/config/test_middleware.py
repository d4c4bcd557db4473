"""Who gets in where: hosts, health, languages, time limits, headers, reports, and a Redis that is away."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from redis.exceptions import ConnectionError as RedisAway

from accounts.enums import StaffJob
from accounts.models import Supplier
from config import front_door
from config.foundation import clock
from config.middleware import door
from tests.builders import account

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BORGHOLM = {"language": "sv", "currency": "SEK", "country": "SE", "time_zone": "Europe/Stockholm"}


def test_health_answers_for_any_host_without_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client(headers={"host": "whatever"}).get("/healthz")
    assert (answer.status_code, answer.content, answer.cookies) == (200, b"ok\n", {})


def test_ready_names_what_is_missing(monkeypatch):
    client = Client(headers={"host": "whatever"})
    assert (client.get("/readyz").status_code, client.get("/readyz").content) == (200, b"ready\n")

    monkeypatch.setattr(door, "_is_migrated", lambda: False)
    assert (client.get("/readyz").status_code, client.get("/readyz").content) == (503, b"not ready: migrations\n")
    monkeypatch.undo()

    def away(*_args, **_kwargs):
        raise RedisAway

    monkeypatch.setattr(door.cache, "set", away)
    assert client.get("/readyz").content == b"not ready: redis\n"


@pytest.mark.parametrize("host", ["evil.example", "gron.localhost.evil.example", "gron.localhost@evil", "-"])
def test_unknown_host_gets_a_plain_400(host):
    account.supplier("gron")
    answer = Client(headers={"host": host}).get("/log-ind/")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain")


def test_port_does_not_matter():
    account.supplier("gron")
    assert Client(headers={"host": "gron.localhost:8123"}).get("/log-ind/").status_code == 200


def test_supplier_paths_are_in_its_language_and_no_other():
    account.supplier("gron")
    account.supplier("borgholm", **BORGHOLM)
    danish, swedish = account.client_at("gron.localhost"), account.client_at("borgholm.localhost")
    assert [danish.get("/log-ind/").status_code, danish.get("/logga-in/").status_code] == [200, 404]
    assert [swedish.get("/logga-in/").status_code, swedish.get("/log-ind/").status_code] == [200, 404]


def test_both_languages_have_the_same_names():
    from django.urls import get_resolver

    def names(urlconf):
        return {key for key in get_resolver(urlconf).reverse_dict if isinstance(key, str)} | {
            f"{space}:{name}"
            for space, (_prefix, resolver) in get_resolver(urlconf).namespace_dict.items()
            for name in resolver.reverse_dict
            if isinstance(name, str)
        }

    assert names("config.urls") == names("config.urls_sv")


def test_reader_chooses_words_but_not_paths():
    account.supplier("gron")
    client = account.client_at("gron.localhost")
    assert client.get("/log-ind/")["Content-Language"] == "da"
    answer = client.post("/sprog/", {"language": "en", "next": "/log-ind/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/log-ind/?a=1")
    assert client.get("/log-ind/")["Content-Language"] == "en"


@pytest.mark.parametrize(
    "goal", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_language_switch_leads_nowhere_else(goal):
    account.supplier("gron")
    answer = account.client_at("gron.localhost").post("/sprog/", {"language": "en", "next": goal})
    assert answer["Location"] == "/"


def test_unknown_language_is_not_kept():
    account.supplier("gron")
    assert account.client_at("gron.localhost").post("/sprog/", {"language": "de"}).cookies == {}


def test_bare_address_lists_suppliers_and_demo_logins_outside_production(settings, monkeypatch, tmp_path):
    account.supplier("gron")
    logins = [{"email": "karen@post.example", "password": "pw", "note": "electric heating"}]
    demo = tmp_path / "demo.json"
    demo.write_text(json.dumps({"suppliers": [{"name": "Gron", "url": "x", "logins": logins}], "staff": []}))
    monkeypatch.setattr(front_door, "DEMO_FILE", demo)
    client = Client(headers={"host": "127.0.0.1:8000"})
    sites = client.get("/").context["sites"]
    assert sites == [{"name": "Gron", "url": "http://gron.localhost:8000/", "logins": logins}]
    demo.unlink()
    assert client.get("/").context["sites"][0]["logins"] == []
    settings.PRODUCTION = True
    assert client.get("/").status_code == 400


def test_changed_supplier_shows_at_once_here_after_forgetting_and_soon_elsewhere(monkeypatch):
    account.supplier("gron")
    assert door.supplier_of("gron.localhost").name == "Gron"
    Supplier.objects.update(name="Grøn")
    moment = door.time.monotonic()
    monkeypatch.setattr(door.time, "monotonic", lambda: moment + door.REMEMBER_SECONDS + 1)
    assert door.supplier_of("gron.localhost").name == "Grøn"


@pytest.mark.parametrize("minutes,signed_in", [(29, True), (31, False)])
def test_idle_customer_is_signed_out_after_half_an_hour(minutes, signed_in):
    assert _still_in(account.holder(), START, START + timedelta(minutes=minutes)) is signed_in


@pytest.mark.parametrize("minutes,signed_in", [(14, True), (16, False)])
def test_idle_staff_are_signed_out_after_a_quarter(minutes, signed_in):
    assert _still_in(account.staff(StaffJob.SUPPORT), START, START + timedelta(minutes=minutes)) is signed_in


@pytest.mark.parametrize("who,hours", [("customer", 12), ("staff", 8)])
def test_busy_session_ends_all_the_same(who, hours):
    made = account.staff(StaffJob.SUPPORT) if who == "staff" else account.holder()
    every = [START + timedelta(minutes=10 * step) for step in range(hours * 6 + 1)]
    assert _still_in(made, *every) is True
    made.refresh_from_db()
    assert _still_in(made, *every, START + timedelta(hours=hours, minutes=9)) is False


def _still_in(made, *moments):
    client = account.signed_in(made)
    path = "/admin/" if made.is_staff else "/profil/"
    for moment in moments:
        with clock.frozen(moment):
            status = client.get(path).status_code
    return status == 200


def test_session_is_noted_once_a_minute_and_not_on_every_page(django_assert_max_num_queries):
    client = account.signed_in(account.holder())
    client.get("/beskeder/")
    with django_assert_max_num_queries(5):  # session, user, access, count of messages, messages
        client.get("/beskeder/")


def test_private_pages_are_kept_by_nobody():
    answer = account.signed_in(account.holder()).get("/profil/")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


def test_policy_has_no_unsafe_word_and_trusted_types_for_customers_only():
    customers = account.signed_in(account.holder()).get("/profil/")["Content-Security-Policy"]
    staff = account.signed_in(account.staff(StaffJob.SUPPORT)).get("/admin/")["Content-Security-Policy"]
    assert [word in customers for word in ("unsafe-inline", "unsafe-eval", "trusted-types htmx")] == [
        False,
        False,
        True,
    ]
    assert [word in staff for word in ("unsafe-inline", "unsafe-eval", "trusted-types")] == [False, False, False]


def test_logout_clears_what_the_site_stored():
    client = account.signed_in(account.holder())
    answer = client.post("/log-ud/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache", "storage"')
    assert client.get("/profil/").status_code == 302


def test_report_of_the_browser_is_logged_without_its_query(caplog):
    account.supplier("gron")
    report = {"csp-report": {"document-uri": "http://gron.localhost/profil/?q=secret", "blocked-uri": "inline"}}
    client = account.client_at("gron.localhost")
    answer = client.post("/csp", report, content_type="application/json")
    assert answer.status_code == 204
    assert caplog.records[-1].report == {"document_uri": "http://gron.localhost/profil/", "blocked_uri": "inline"}
    assert client.post("/csp", "x" * 20_000, content_type="application/csp-report").status_code == 413
    assert client.post("/csp", "[]", content_type="application/csp-report").status_code == 400
    assert client.get("/csp").status_code == 405


def test_reports_are_limited():
    account.supplier("gron")
    client = account.client_at("gron.localhost")
    report = {"csp-report": {"blocked-uri": "inline"}}
    statuses = [client.post("/csp", report, content_type="application/json").status_code for _try in range(61)]
    assert statuses == [204] * 60 + [429]


def test_login_without_redis_answers_503_and_is_not_unlimited(monkeypatch):
    account.user()
    client = account.client_at("gron.localhost")

    def away(*_args, **_kwargs):
        raise RedisAway

    monkeypatch.setattr("django.core.cache.backends.redis.RedisCacheClient.get", away)
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCacheClient.add", away)
    answer = client.post("/log-ind/", {"login": "karen@post.example", "password": account.PASSWORD})
    assert (answer.status_code, client.session.get("_auth_user_id")) == (503, None)


def test_settings_name_every_middleware_of_ours():
    ours = [name.rpartition(".")[2] for name in settings.MIDDLEWARE if name.startswith("config.")]
    assert ours == [
        "health",
        "supplier",
        "reader_language",
        "idle_timeout",
        "own_supplier_only",
        "staff_second_factor",
        "private_pages",
    ]
