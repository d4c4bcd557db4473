"""Who is signed in and for how long: own supplier only, idle and absolute limits, second factor for staff."""

from __future__ import annotations

import logging
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import resolve

from accounts.adapters.account import belongs_here
from config.foundation import clock
from config.foundation.request import Request

logger = logging.getLogger(__name__)

GetResponse = Callable[[Request], HttpResponse]

BEGAN = "began_at"
SEEN = "seen_at"
NOTE_EVERY_SECONDS = 60

# Staff without a second factor reach these names and nothing else.
SETTING_UP = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "csp-report",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "set_language",
}


def idle_timeout(get_response: GetResponse) -> GetResponse:
    """End a session nobody used for 30 minutes (staff 15), and any session after 12 hours (staff 8)."""

    def middleware(request: Request) -> HttpResponse:
        if request.user.is_authenticated:
            moment = int(clock.now().timestamp())
            if _is_over(request, moment):
                logger.info("session ended by time", extra={"user": request.user.pk})
                logout(request)
            else:
                _note(request, moment)
        return get_response(request)

    return middleware


def _is_over(request: Request, moment: int) -> bool:
    staff = request.user.is_staff
    idle = settings.STAFF_IDLE_SECONDS if staff else settings.IDLE_SECONDS
    longest = settings.STAFF_SESSION_SECONDS if staff else settings.SESSION_COOKIE_AGE
    began = request.session.get(BEGAN, moment)
    seen = request.session.get(SEEN, moment)
    return moment - seen > idle or moment - began > longest


def _note(request: Request, moment: int) -> None:
    """Write down that the session is in use, at most once a minute: every page would cost a write."""
    if BEGAN not in request.session:
        request.session[BEGAN] = moment
    elif moment - request.session.get(SEEN, 0) < NOTE_EVERY_SECONDS:
        return
    request.session[SEEN] = moment
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=clock.now())


def own_supplier_only(get_response: GetResponse) -> GetResponse:
    """Sign out whoever is on a host that is not theirs: customers at their supplier, staff on the admin host."""

    def middleware(request: Request) -> HttpResponse:
        if request.user.is_authenticated and not belongs_here(request.user, request):
            logger.warning(
                "session used on a foreign host",
                extra={"user": request.user.pk, "host": request.get_host()},
            )
            logout(request)
        return get_response(request)

    return middleware


def staff_second_factor(get_response: GetResponse) -> GetResponse:
    """Let staff on only when this very session was opened with an app, a passkey or a recovery code."""

    def middleware(request: Request) -> HttpResponse:
        if request.is_admin_host and request.user.is_authenticated and not _used_second_factor(request):
            match = resolve(request.path_info, urlconf=request.urlconf)
            if match.url_name not in SETTING_UP or match.app_names:
                return _ask_for_it(request)
        return get_response(request)

    return middleware


def _used_second_factor(request: Request) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _ask_for_it(request: Request) -> HttpResponse:
    logger.warning("staff without second factor stopped", extra={"user": request.user.pk, "path": request.path})
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseForbidden("A second factor is needed.\n", content_type="text/plain")
    return redirect("mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_index")
