"""Login, sign-up and their mails, bound to the supplier whose page is open."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import Login
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from accounts.models import Supplier, User
from accounts.operations.message import words_of
from accounts.queries.access import accesses_of
from config.foundation.request import AnyRequest

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """
    Sends allauth's mails with the supplier's sender, and keeps sign-up and redirects within one host.

    These mails go straight to the mail server and not through the Message outbox: they carry codes
    that work for minutes, which must neither wait for a worker nor stand in the customer's inbox.
    """

    def is_open_for_signup(self, request: AnyRequest) -> bool:
        return request.supplier is not None

    def new_user(self, request: AnyRequest) -> User:
        return User(supplier=request.supplier, language=request.LANGUAGE_CODE)

    def is_safe_url(self, url: str) -> bool:
        """Never send anybody to another supplier's host, though we serve that one too."""
        request = current.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_redirect_url(self, request: AnyRequest) -> str:
        """Lead whoever has no customer yet to the page where they tell which one they are."""
        user = request.user
        if user.is_staff or accesses_of(user, as_of=request.today).exists():
            return str(super().get_login_redirect_url(request))
        return reverse("accounts:activation")

    def pre_login(self, request: AnyRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop whoever does not belong on this host, whichever way they came (a passkey names no supplier)."""
        if not belongs_here(user, request):
            logger.warning("login on a foreign host stopped", extra={"user": user.pk, "host": request.get_host()})
            messages.error(request, gettext("You cannot log in here."))
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def is_login_by_code_required(self, login: Login) -> bool:
        """An app or a passkey is the better second step; whoever has one is not mailed a code as well."""
        strong = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        if login.user is not None and is_mfa_enabled(login.user, strong):
            return False
        return bool(super().is_login_by_code_required(login))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send template message/<name>.txt, whose first line is the subject, in the reader's language."""
        supplier = getattr(current.request, "supplier", None)
        name = template_prefix.rpartition("/")[2]
        subject, body = words_of(name, context={"supplier": supplier, "email": email, **context})
        mail = EmailMessage(subject, f"{body}\n", sender_of(supplier), [email])
        try:
            mail.send()
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("account mail not sent", extra={"mail": name, "error": type(error).__name__})
            raise ImmediateHttpResponse(self._try_later()) from error

    def _try_later(self) -> Any:
        sorry = gettext("We could not send you a mail just now. Try again in a few minutes.")
        messages.error(current.request, sorry)
        return redirect("account_login")


def belongs_here(user: User, request: AnyRequest) -> bool:
    """Return whether the host is the user's: customers at their supplier, staff on the admin host."""
    if user.is_staff:
        return bool(request.is_admin_host)
    return request.supplier is not None and user.supplier_id == request.supplier.pk


def sender_of(supplier: Supplier | None) -> str:
    """Return who a mail is from; mails to staff come from the installation itself."""
    if supplier is None:
        return str(settings.DEFAULT_FROM_EMAIL)
    name = supplier.sender_name.replace('"', "")
    return f'"{name}" <{supplier.sender_email}>'
