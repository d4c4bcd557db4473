"""The browsers of the matrix: who sits at each, and on which host they ask."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.test import Client

from config.foundation import clock
from config.middleware.session import BEGAN, SEEN
from tests.builders import account
from tests.builders.world import World

GRON, ORSTED, BORGHOLM, ADMIN = "gron.localhost", "orsted.localhost", "borgholm.localhost", "admin.localhost"


@dataclass(frozen=True)
class Actor:
    """Somebody at a browser; `may_see` are the homes whose marks may stand on their pages."""

    key: str
    client: Client
    may_see: tuple[str, ...] = ()


def customers(world: World) -> list[Actor]:
    """Return everybody who may knock at Grøn: its own customers, strangers, and sessions of other hosts."""
    mine = {"reader": ("owner",), "payer": ("owner",), "ended": (), "nobody": ()}
    actors = [
        Actor(key, browser(world, key), mine.get(key, (key,)))
        for key in ("owner", "other", "former", "newcomer", "reader", "payer", "ended", "nobody")
    ]
    actors.append(Actor("foreign", browser(world, "foreign", host=GRON)))
    actors.append(Actor("owner_elsewhere", browser(world, "owner", host=ORSTED)))
    actors.append(Actor("staff", _at(fresh(account.signed_in(world.staff["SUPERVISOR"])), GRON)))
    actors.append(Actor("anonymous", account.client_at(GRON)))
    return actors


def swedes(world: World) -> list[Actor]:
    """Return those who knock at the Swedish supplier."""
    return [
        Actor("owner", browser(world, "swede"), ("swede",)),
        Actor("other", browser(world, "neighbour"), ("neighbour",)),
        Actor("foreign", browser(world, "owner", host=BORGHOLM)),
        Actor("anonymous", account.client_at(BORGHOLM)),
    ]


def staff(world: World) -> list[Actor]:
    """Return everybody who may knock at the admin host; a job is one at Grøn unless its name says otherwise."""
    at_gron = tuple(key for key, home in world.homes.items() if home.supplier.code == "gron")
    elsewhere = tuple(key for key, home in world.homes.items() if home.supplier.code == "orsted")
    sees = {"ELSEWHERE": elsewhere, "JOBLESS": (), "NO_FACTOR": (), "ROOT": tuple(world.homes)}
    actors = [
        Actor(key, fresh(account.signed_in(user)), sees.get(key, at_gron)) for key, user in world.staff.items()
    ]
    actors.append(Actor("customer", browser(world, "owner", host=ADMIN)))
    actors.append(Actor("anonymous", account.client_at(ADMIN)))
    return actors


def browser(world: World, key: str, *, host: str = "") -> Client:
    """Return the browser of a customer, signed in at their own supplier a moment ago, asking at `host`."""
    client = fresh(account.signed_in(world.logins[key]))
    return _at(client, host) if host else client


def fresh(client: Client) -> Client:
    """
    Let the session have been opened just now, and in use.

    So no page asks for the password again, and none has to note that the session is used: that would be
    undone with the request, and written anew by the next.
    """
    session = client.session
    records = [*session.get("account_authentication_methods", []), {"method": "password", "reauthenticated": True}]
    session["account_authentication_methods"] = [{**record, "at": time.time()} for record in records]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session[BEGAN] = session[SEEN] = int(clock.now().timestamp())
    session.save()
    return client


def _at(client: Client, host: str) -> Client:
    client.defaults["HTTP_HOST"] = host
    return client


def anew(actor: Actor, cookies: dict[str, str]) -> None:
    """Put the session cookie back that an answer may have taken away."""
    actor.client.cookies.clear()
    for name, value in cookies.items():
        actor.client.cookies[name] = value
