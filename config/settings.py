"""All settings: from the environment, failing loudly, the same file for development, tests and production."""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment as env
from config.embedded import addresses

BASE_DIR = Path(__file__).resolve().parent.parent

# --- which kind of installation this is
ENVIRONMENT = env.text("MINSIDE_ENV", "development")
if ENVIRONMENT not in {"development", "test", "production"}:
    raise ImproperlyConfigured("MINSIDE_ENV must be development, test or production.")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.flag("MINSIDE_DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("MINSIDE_DEBUG must not be 1 in production.")

# Only for a machine that holds nobody's data; production must bring its own.
EXAMPLE_KEY = "for-development-only-" + "0123456789abcdef" * 4
SECRET_KEY = env.text("SECRET_KEY", None if PRODUCTION else EXAMPLE_KEY)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
# Fernet keys, newest first: personal numbers and TOTP seeds are encrypted with the first.
EXAMPLE_FIELD_KEY = "bWluc2lkZS1kZXZlbG9wbWVudC1vbmx5LWtleS0wMTI="
FIELD_KEYS = env.words("FIELD_KEYS", None if PRODUCTION else EXAMPLE_FIELD_KEY)
if PRODUCTION and (EXAMPLE_FIELD_KEY in FIELD_KEYS or EXAMPLE_KEY in [SECRET_KEY, *SECRET_KEY_FALLBACKS]):
    raise ImproperlyConfigured("SECRET_KEY and FIELD_KEYS must be your own in production, not the examples.")
if not FIELD_KEYS:
    raise ImproperlyConfigured("FIELD_KEYS must hold at least one key; the first one encrypts.")

# --- hosts: suppliers are chosen by host name; the middleware refuses hosts of no supplier
PORT = env.number("PORT", 8000)
ADMIN_HOST = env.text("ADMIN_HOST", None if PRODUCTION else "admin.localhost")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "*")
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names of the suppliers and of the admin.")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
# How links in messages are written; the host is the supplier's own.
LINK_SCHEME = "https" if PRODUCTION else "http"
LINK_PORT = "" if PRODUCTION else f":{PORT}"

# --- the house
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.admin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "accounts",
    "contracts",
    "billing",
    "complaints",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.health",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.supplier",
    "config.middleware.reader_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.idle_timeout",
    "config.middleware.own_supplier_only",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "config.middleware.staff_second_factor",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.private_pages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "config.template.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.page",
            ],
            "builtins": ["accounts.templatetags.reader"],
        },
    }
]

# --- data: PostgreSQL alone holds the truth
_embedded = addresses(BASE_DIR)
DATABASE_URL = env.text("DATABASE_URL", None if PRODUCTION else _embedded.database_url)
REDIS_URL = env.text("REDIS_URL", None if PRODUCTION else _embedded.redis_url)
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **env.database(DATABASE_URL),
        "CONN_MAX_AGE": env.number("CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # For `config.foundation.compiled_query` alone: Django's own cursors put values into the SQL and
            # prepare nothing.
            "prepare_threshold": 5,
            "options": "-c lock_timeout=10s -c statement_timeout=120s "
            "-c idle_in_transaction_session_timeout=120s -c timezone=UTC -c jit=off",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_redis_is_a_socket = REDIS_URL.startswith("unix://")
_redis_path = REDIS_URL.removeprefix("unix://")
CACHE_URL = env.text("CACHE_URL", f"{REDIS_URL}?db=1" if _redis_is_a_socket else f"{REDIS_URL.rstrip('/')}/1")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "minside",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}

# --- Celery: a nudge and nothing more (see docs/adr); each value was measured with these versions
CELERY_BROKER_URL = (
    f"redis+socket://{_redis_path}?virtual_host=0" if _redis_is_a_socket else f"{REDIS_URL.rstrip('/')}/0"
)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_TASK_ACKS_ON_FAILURE = True
CELERY_TASK_ACKS_ON_TIMEOUT = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_DEFAULT_QUEUE = "money"
CELERY_TASK_ROUTES = {
    "accounts.send_*": {"queue": "mail"},
    "billing.make_*": {"queue": "pdf"},
    "contracts.make_*": {"queue": "pdf"},
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0.1, "interval_max": 0.5}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_ETA_TASK_LIMIT = 100
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 30,
    "socket_connect_timeout": 5,
    "socket_keepalive": not _redis_is_a_socket,
    "health_check_interval": 25,
    "global_keyprefix": "minside:",
}
CELERY_TIMEZONE = "Europe/Copenhagen"
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "config.tick", "schedule": 60.0, "options": {"expires": 55, "queue": "tick"}},
}
CELERY_BEAT_CRON_STARTING_DEADLINE = None

# --- language and time
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

# --- static files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".data" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
# Every browser of a test starts the middleware anew, and would list all files first.
WHITENOISE_AUTOREFRESH = ENVIRONMENT == "test"

# --- who is who
AUTH_USER_MODEL = "accounts.User"
# An e-mail is unique per supplier, not everywhere; our own backend looks it up with the supplier.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["accounts.backends.SupplierBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "accounts.forms.Signup",
    "add_email": "accounts.forms.AddEmail",
    "reset_password": "accounts.forms.ResetPassword",
}
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}
ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = LINK_SCHEME
# Attempts are counted per address, so the proxy in front must be told from the reader behind it.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 1 if PRODUCTION else 0)
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 0
# Our own idle_timeout notes activity once a minute; allauth would write on every page.
USERSESSIONS_TRACK_ACTIVITY = False

# --- sessions, cookies, headers; HTTPS-only ones only under HTTPS
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 43_200
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# What we say at login names the person: it waits in the session and not, as by default, in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
IDLE_SECONDS = 30 * 60
STAFF_IDLE_SECONDS = 15 * 60
STAFF_SESSION_SECONDS = 8 * 3600
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
# Whoever watches this machine asks the process itself, without the proxy and its HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_PERMISSIONS = 0o640

# --- the card provider: its real address, or the sandbox process on this machine
SANDBOX_PORT = env.number("SANDBOX_PORT", 8800)
SANDBOX_SMTP_PORT = env.number("SANDBOX_SMTP_PORT", 8825)
CARD_API_URL = env.text(
    "CARD_API_URL", "https://api.stripe.com" if PRODUCTION else f"http://127.0.0.1:{SANDBOX_PORT}"
)
# Where a form of ours may lead: the provider's card page, and the page that sends the reader on to the bank.
CARD_ACTION_URLS = env.words(
    "CARD_ACTION_URLS", "https://checkout.stripe.com,https://hooks.stripe.com" if PRODUCTION else CARD_API_URL
)
CARD_API_KEY = env.text("CARD_API_KEY", None if PRODUCTION else "sk_test_sandbox")
CARD_WEBHOOK_SECRETS = env.words("CARD_WEBHOOK_SECRETS", None if PRODUCTION else "whsec_sandbox")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *CARD_ACTION_URLS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "report-uri": "/csp",
        **({"upgrade-insecure-requests": True} if PRODUCTION else {}),
    }
}

# --- the scheduled day: a mass job is planned in shares of so many accounts, and a worker stays at one no longer
# than a stint: well below the time limit of config.run_job, so that its last chunk can come to its end
ACCOUNTS_PER_SHARE = env.number("ACCOUNTS_PER_SHARE", 25_000)
STINT_SECONDS = env.number("STINT_SECONDS", 200)
if ACCOUNTS_PER_SHARE < 1 or not 0 < STINT_SECONDS <= 200:
    raise ImproperlyConfigured("ACCOUNTS_PER_SHARE must be at least 1, and STINT_SECONDS between 1 and 200.")

# --- the market: a folder per supplier (and "market" for prices) that files are dropped into
MARKET_INBOX = env.text("MARKET_INBOX", None if PRODUCTION else str(BASE_DIR / ".data" / "inbox"))
# Our requests to the market lie here until they are fetched, in a folder per supplier too.
MARKET_OUTBOX = env.text("MARKET_OUTBOX", None if PRODUCTION else str(BASE_DIR / ".data" / "outbox"))
# Who may drop a message off over HTTP; none: nobody, and messages come as files alone.
MARKET_WEBHOOK_SECRETS = env.words("MARKET_WEBHOOK_SECRETS", "" if PRODUCTION else "market_sandbox")

# --- the credit bureau: its address, or the sandbox; without one nobody is approved and a person decides
CREDIT_BUREAU_URL = env.text("CREDIT_BUREAU_URL", "" if PRODUCTION else f"http://127.0.0.1:{SANDBOX_PORT}")
CREDIT_BUREAU_KEY = env.text("CREDIT_BUREAU_KEY", "" if PRODUCTION else "credit_sandbox")

# --- the demo writes its logins and its last day here
DEMO_LISTING = BASE_DIR / ".data" / "demo.json"

# --- mail: SMTP; in development it goes to the sandbox's mailbox page
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", None if PRODUCTION else "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", 587 if PRODUCTION else SANDBOX_SMTP_PORT)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=PRODUCTION)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", None if PRODUCTION else "noreply@minside.example")

# --- development may move the clock; tests freeze it, production may not
SIMULATED_CLOCK = ENVIRONMENT == "development"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {"()": "config.logs.Formatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": "WARNING" if ENVIRONMENT == "test" else "INFO"},
    # A line for every call outside drowns the others; what went wrong is logged by the run that called.
    "loggers": {name: {"level": "WARNING"} for name in ("stripe", "httpx")},
}
