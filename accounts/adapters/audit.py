"""Writes what happens at the door into the timeline: logins, passwords, second factors, addresses."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from accounts.models import User
from accounts.operations import email_change, event
from config.foundation.request import AnyRequest

logger = logging.getLogger(__name__)


def listen() -> None:
    """Connect to Django's and allauth's own signals; between our apps there are none."""
    user_logged_in.connect(_logged_in, dispatch_uid="audit")
    user_logged_out.connect(_logged_out, dispatch_uid="audit")
    user_login_failed.connect(_login_failed, dispatch_uid="audit")
    account.password_changed.connect(_password_changed, dispatch_uid="audit")
    account.password_reset.connect(_password_reset, dispatch_uid="audit")
    account.email_changed.connect(_email_changed, dispatch_uid="audit")
    account.login_code_rejected.connect(_code_rejected, dispatch_uid="audit")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="audit")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="audit")


def _logged_in(request: AnyRequest | None, user: User, **_rest: Any) -> None:
    _record("accounts.login", request, user)


def _logged_out(request: AnyRequest | None, user: User | None, **_rest: Any) -> None:
    _record("accounts.logout", request, user)


def _login_failed(request: AnyRequest | None = None, **_rest: Any) -> None:
    """Log only: whose login it was meant to be is not known, and what was typed may be a password."""
    host = request.get_host() if request else ""
    logger.warning("login refused", extra={"host": host})


def _password_changed(request: AnyRequest, user: User, **_rest: Any) -> None:
    _record("accounts.password.changed", request, user)


def _password_reset(request: AnyRequest, user: User, **_rest: Any) -> None:
    _record("accounts.password.reset", request, user)


def _code_rejected(request: AnyRequest, user: User, last_attempt: bool, **_rest: Any) -> None:
    _record("accounts.login.code_rejected", request, user, last_attempt=last_attempt)


def _factor_added(request: AnyRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    _record("accounts.second_factor.added", request, user, type=str(authenticator.type))


def _factor_removed(request: AnyRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    _record("accounts.second_factor.removed", request, user, type=str(authenticator.type))


def _email_changed(
    request: AnyRequest,
    user: User,
    to_email_address: EmailAddress,
    from_email_address: EmailAddress | None = None,
    **_rest: Any,
) -> None:
    """
    Reach the customers this login holds at the new address too, and let the old one take it back for a while.

    At the first confirmation of a new login allauth says the same, with no address before it.
    """
    _record("accounts.login.email_changed", request, user)
    if from_email_address is None:
        return
    user.email = to_email_address.email
    email_change.note(
        user=user,
        old_email=from_email_address.email,
        session_key=request.session.session_key or "",
        as_of=request.today,
        at=request.now,
    )


def _record(kind: str, request: AnyRequest, user: User | None, **data: Any) -> None:
    """Write one event; logins outside a request (tests, commands) and of nobody leave none."""
    if user is None or not hasattr(request, "today"):
        return
    event.record(
        kind, supplier=user.supplier, by=user, as_of=request.today, subject=user, customer_may_see=False, **data
    )
