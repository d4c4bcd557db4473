"""The app of who you are and what we told you."""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, register
from django.core.checks.registry import registry


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """
        Take over allauth's settings check, less the one demand our backend answers.

        That demand (one login per e-mail, everywhere) has no id to silence it by. Ours is one login per
        supplier and e-mail: docs/adr/0009. The rest of allauth's check stays.
        """
        from allauth.account.checks import settings_check

        from accounts.adapters import audit

        def allauth_settings(**kwargs: Any) -> Iterable[CheckMessage]:
            return [found for found in settings_check(**kwargs) if "ACCOUNT_UNIQUE_EMAIL" not in str(found.msg)]

        audit.listen()
        registry.registered_checks.discard(settings_check)
        register(allauth_settings)
