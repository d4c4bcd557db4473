"""Asks one address as one actor, undoes what that did, and says in one word what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse

from tests.builders.world import World
from tests.security.actors import Actor
from tests.security.matrix import LOGIN, ON, Answer

FRAGMENT = {"hx-request": "true", "hx-request-type": "partial"}
_LOGIN_PAGE = re.compile(r"(http://[^/]+)?/(log-ind|logga-in|admin/login)/(\?|$)")


@dataclass
class Seen:
    """What came back: its word, and the marks on it that belong to somebody else."""

    answer: Answer
    leaks: list[str]


def ask(
    world: World,
    actor: Actor,
    path: str | Callable[[], str],
    *,
    method: str = "get",
    data: object = None,
    **headers: str,
) -> Seen:
    """Send one request; rows made for it, and whatever it did, are undone."""
    with undone(actor):
        client = actor.client
        client.raise_request_exception = False
        sent = data if data is not None else ({"sent": "1"} if method == "post" else None)
        response = getattr(client, method)(path if isinstance(path, str) else path(), sent, headers=headers)
        return Seen(word_for(response), leaks(world, actor, response))


@contextmanager
def undone(actor: Actor) -> Iterator[None]:
    """Roll back the rows, the cookies and the counted attempts."""
    cookies = {name: morsel.value for name, morsel in actor.client.cookies.items()}
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)
        actor.client.cookies.clear()
        for name, value in cookies.items():
            actor.client.cookies[name] = value
        cache.clear()


def word_for(response: HttpResponse) -> Answer:
    if response.status_code not in {301, 302, 303}:
        return response.status_code
    return LOGIN if _LOGIN_PAGE.match(response["Location"]) else ON


def leaks(world: World, actor: Actor, response: HttpResponse) -> list[str]:
    """Return the marks of homes the actor may not see."""
    if response.streaming or response.status_code >= 500:
        return [f"status {response.status_code}"] if response.status_code >= 500 else []
    body = response.content.decode(errors="replace")
    hidden = [home for key, home in world.homes.items() if key not in actor.may_see]
    return [f"{mark} on a page of {actor.key}" for home in hidden for mark in home.marks if mark in body]
