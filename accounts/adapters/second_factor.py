"""Second factors as we want them: seeds encrypted, the supplier's name on the phone, staff keep theirs."""

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from config.foundation import crypto


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the seeds of authenticator apps unreadable in a stolen database."""

    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text, keys=settings.FIELD_KEYS)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text, keys=settings.FIELD_KEYS)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep their last app or passkey: without one they could not log in again."""
        if not authenticator.user.is_staff or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        strong = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        theirs = Authenticator.objects.filter(user=authenticator.user, type__in=strong)
        return theirs.exclude(pk=authenticator.pk).exists()

    def _get_site_name(self) -> str:
        """Return what an app or a passkey is labelled with on the phone; allauth asks here."""
        supplier = getattr(context.request, "supplier", None)
        return f"Min side, {supplier.name}" if supplier else "Min side, staff"
