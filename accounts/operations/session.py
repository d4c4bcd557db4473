"""End the sessions of a login, all of them or all but one."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from accounts.models import User


def end_all(*, user: User, but: str = "") -> int:
    """Log the user out wherever they are logged in, except in the session with the key `but`; return how many."""
    sessions = list(UserSession.objects.filter(user=user).exclude(session_key=but))
    for session in sessions:
        session.end()
    return len(sessions)
