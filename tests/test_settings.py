"""What production demands of its environment, and that Django's own check of it finds nothing."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.embedded import addresses

ROOT = Path(__file__).resolve().parent.parent

# The smallest environment production starts with; deploy/environment.example explains each.
PRODUCTION = {
    "MINSIDE_ENV": "production",
    "SECRET_KEY": "u8Wv_2nq0m5XxK7eJ3rTz9LsAaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPp",
    "FIELD_KEYS": "eW91ci1vd24tMzItYnl0ZXMtb2YtcmFuZG9tbmVzcyE=",
    "ALLOWED_HOSTS": "minside.example,admin.minside.example",
    "ADMIN_HOST": "admin.minside.example",
    "DATABASE_URL": "postgresql://minside_web:secret@db.example/minside",
    "REDIS_URL": "redis://redis.example:6379",
    "CARD_API_KEY": "sk_live_example",
    "CARD_WEBHOOK_SECRETS": "whsec_example",
    "MARKET_INBOX": "/var/lib/minside/inbox",
    "MARKET_OUTBOX": "/var/lib/minside/outbox",
    "EMAIL_HOST": "smtp.example",
    "DEFAULT_FROM_EMAIL": "noreply@minside.example",
}
SYSTEM = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


def settings(monkeypatch, **environment):
    """Run the settings file under exactly this environment, and return what it defines."""
    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in {**SYSTEM, **environment}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "config" / "settings.py"))


def test_check_deploy_finds_nothing_under_production_settings():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=SYSTEM | PRODUCTION, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (1 silenced).\n"), done.stderr


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"MINSIDE_ENV"}))
def test_production_does_not_start_without(name, monkeypatch):
    with pytest.raises(ImproperlyConfigured, match=name):
        settings(monkeypatch, **PRODUCTION | {name: None})


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("MINSIDE_ENV", "prod", "must be development, test or production"),
        ("MINSIDE_DEBUG", "1", "must not be 1 in production"),
        ("MINSIDE_DEBUG", "yes", "must be 0 or 1"),
        ("ALLOWED_HOSTS", "*", "Set ALLOWED_HOSTS"),
        ("SECRET_KEY", "for-development-only-" + "0123456789abcdef" * 4, "must be your own"),
        ("SECRET_KEY_FALLBACKS", "for-development-only-" + "0123456789abcdef" * 4, "must be your own"),
        ("FIELD_KEYS", "bWluc2lkZS1kZXZlbG9wbWVudC1vbmx5LWtleS0wMTI=", "must be your own"),
        ("FIELD_KEYS", " , ", "at least one key"),
        ("DATABASE_URL", "sqlite:///x", "must start with postgresql"),
        ("EMAIL_PORT", "mail", "must be a whole number"),
    ],
)
def test_production_refuses(name, value, words, monkeypatch):
    with pytest.raises(ImproperlyConfigured, match=words):
        settings(monkeypatch, **PRODUCTION | {name: value})


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text(PRODUCTION["SECRET_KEY"] + "\n")
    found = settings(monkeypatch, **PRODUCTION | {"SECRET_KEY": None, "SECRET_KEY_FILE": str(tmp_path / "key")})
    assert found["SECRET_KEY"] == PRODUCTION["SECRET_KEY"]


def test_development_needs_nothing_and_takes_the_embedded_stores(monkeypatch):
    found = settings(monkeypatch)
    assert (found["ENVIRONMENT"], found["DEBUG"], found["SECURE_SSL_REDIRECT"]) == ("development", False, False)
    own = addresses(ROOT)
    assert (found["DATABASE_URL"], found["REDIS_URL"]) == (own.database_url, own.redis_url)


def test_production_keeps_broker_and_cache_apart(monkeypatch):
    found = settings(monkeypatch, **PRODUCTION)
    assert found["CELERY_BROKER_URL"] == "redis://redis.example:6379/0"
    assert found["CACHES"]["default"]["LOCATION"] == "redis://redis.example:6379/1"
    own = settings(monkeypatch, **PRODUCTION | {"CACHE_URL": "redis://cache.example:6379/0"})
    assert own["CACHES"]["default"]["LOCATION"] == "redis://cache.example:6379/0"


def test_production_sends_only_over_https_and_moves_no_clock(monkeypatch):
    found = settings(monkeypatch, **PRODUCTION)
    said = {name: found[name] for name in (
        "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "EMAIL_USE_TLS", "SIMULATED_CLOCK",
        "ALLAUTH_TRUSTED_PROXY_COUNT", "LINK_SCHEME", "LINK_PORT", "CARD_API_URL",
    )}  # fmt: skip
    assert said == {
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 63_072_000,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "EMAIL_USE_TLS": True,
        "SIMULATED_CLOCK": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "LINK_SCHEME": "https",
        "LINK_PORT": "",
        "CARD_API_URL": "https://api.stripe.com",
    }


def test_the_policy_of_content_allows_no_inline_code_and_no_foreign_host(monkeypatch):
    directives = settings(monkeypatch, **PRODUCTION)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    foreign = {name: value for name, value in directives.items() if "http" in str(value)}
    assert foreign == {"form-action": ["'self'", "https://checkout.stripe.com", "https://hooks.stripe.com"]}
    assert "unsafe" not in str(directives)


def test_forms_may_lead_to_the_addresses_the_installation_names(monkeypatch):
    named = {"CARD_ACTION_URLS": "https://pay.example, https://bank.example"}
    found = settings(monkeypatch, **PRODUCTION | named)
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == [
        "'self'",
        "https://pay.example",
        "https://bank.example",
    ]


def test_the_makefile_checks_the_same_environment():
    recipe = re.search(r"^PRODUCTION = (.*?)(?<!\\)$", (ROOT / "Makefile").read_text(), re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"(?:^|\s)([A-Z_]+)=", recipe[1])) == PRODUCTION.keys()


def test_the_process_itself_answers_watchers_and_sends_everybody_else_to_https():
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "for path in ('/healthz', '/overblik/'):\n"
        "    answer = Client(headers={'host': 'minside.example'}).get(path)\n"
        "    print(answer.status_code, answer.headers.get('Location', ''))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env=SYSTEM | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["200 ", "301 https://minside.example/overblik/"], done.stderr
