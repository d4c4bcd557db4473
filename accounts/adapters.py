"""What we decide differently from allauth: who may sign up, how mail is sent, how seeds are kept."""

from collections.abc import Sequence

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from config.foundation import crypto


class AccountAdapter(DefaultAccountAdapter):
    """Binds every mail and every look-up to the supplier whose page is open."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the seeds of authenticator apps unreadable in a stolen database."""

    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text, keys=_keys())

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text, keys=_keys())


def _keys() -> Sequence[str]:
    return settings.FIELD_KEYS
