"""Finds the login that belongs to an e-mail at the supplier whose page is open, and what jobs let staff do."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.queries.staff import jobs_of
from accounts.queries.user import login_at
from accounts.rules.staff_job import grants, reaches
from config.foundation import clock
from config.foundation.request import AnyRequest


class SupplierBackend(AuthenticationBackend):
    """
    Looks a login up by (supplier of the host, e-mail); on the admin host among staff.

    Permissions come from the jobs of today alone, never from groups: a job ends and so does what it gave.
    """

    def _authenticate(self, request: AnyRequest | None, **credentials: Any) -> User | None:
        email = credentials.get("email") or credentials.get("username")
        if request is None or not email:
            return None
        if request.supplier is None and not request.is_admin_host:
            return None
        return self._check_password(login_at(request.supplier, email=email), credentials.get("password") or "")

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if obj is not None or not user_obj.is_active or not user_obj.is_staff:
            return False
        return any(grants(job=job, permission=perm) for _supplier, job in jobs_today(user_obj))

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        if not user_obj.is_active or not user_obj.is_staff:
            return False
        return any(reaches(job=job, app=app_label) for _supplier, job in jobs_today(user_obj))

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()


def jobs_today(user: User) -> list[tuple[int, str]]:
    """Return (supplier id, job) of today, read once for each request's user."""
    if not hasattr(user, "_jobs_today"):
        user._jobs_today = jobs_of(user, as_of=clock.today())  # type: ignore[attr-defined]
    return user._jobs_today  # type: ignore[attr-defined]
