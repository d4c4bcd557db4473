"""Ending sessions: all of a login, or all but the one in use; nobody else's."""

import pytest
from allauth.usersessions.models import UserSession

from accounts.operations import session
from tests.builders import account

pytestmark = pytest.mark.django_db


def opened(user):
    client = account.signed_in(user)
    UserSession.objects.create(
        user=user, session_key=client.session.session_key, ip="127.0.0.1", user_agent="test"
    )
    return client


def in_use(client):
    return client.get("/profil/").status_code == 200


def test_every_session_but_one_ends():
    karen = account.holder()
    mine, theirs = opened(karen), opened(karen)
    other = opened(account.holder())

    assert session.end_all(user=karen, but=mine.session.session_key) == 1
    assert [in_use(client) for client in (mine, theirs, other)] == [True, False, True]
    assert session.end_all(user=karen) == 1
    assert in_use(mine) is False
