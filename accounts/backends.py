"""Finds the login that belongs to an e-mail at the supplier whose page is open, and nobody else's."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from accounts.models import User
from accounts.queries.staff import permissions_of
from accounts.queries.user import login_at
from config.foundation import clock


class SupplierBackend(AuthenticationBackend):
    """Looks a login up by (supplier of the host, e-mail); on the admin host among staff."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        email = credentials.get("email") or credentials.get("username")
        if request is None or not email:
            return None
        if request.supplier is None and not request.is_admin_host:
            return None
        return self._check_password(login_at(request.supplier, email=email), credentials.get("password") or "")

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Staff may do what their jobs of today allow; which supplier's rows, the admin decides."""
        if obj is not None or not user_obj.is_active or not user_obj.is_staff:
            return set()
        if not hasattr(user_obj, "_job_permissions"):
            user_obj._job_permissions = permissions_of(user_obj, as_of=clock.today())
        return user_obj._job_permissions
