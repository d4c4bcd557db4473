"""Which part of the sandbox answers which address."""

import re
import sys
import traceback
from collections.abc import Callable
from urllib.parse import urlsplit

from config.sandbox import (
    api,
    authentication_page,
    card_page,
    credit_bureau,
    mailbox_page,
    operator,
    operator_page,
    page,
)
from config.sandbox.exchange import Obj, Request, Response, as_json, redirect
from config.sandbox.problem import Problem
from config.sandbox.route import match
from config.sandbox.world import Call, World

_PAGES: tuple[tuple[str, str, Callable[..., Response]], ...] = (
    ("GET", r"/c/pay/([\w.-]+)", card_page.show),
    ("POST", r"/c/pay/([\w.-]+)", card_page.submit),
    ("GET", r"/c/authenticate/([\w.-]+)", authentication_page.show),
    ("POST", r"/c/authenticate/([\w.-]+)", authentication_page.submit),
    ("GET", r"/mailbox", mailbox_page.show),
    ("GET", r"/mailbox\.json", mailbox_page.listing),
    ("GET", r"/mailbox/([\w.-]+)", mailbox_page.one),
    ("GET", r"/mailbox/([\w.-]+)/html", mailbox_page.html_part),
    ("POST", r"/rest/mtsms", mailbox_page.sms),
    ("POST", r"/sms", mailbox_page.sms),
    ("POST", r"/letters", mailbox_page.letter),
    ("POST", r"/credit/checks", credit_bureau.check),
)


def answer(world: World, request: Request) -> Response:
    """Answer anything; what is unforeseen becomes a 500 and a traceback on the terminal."""
    try:
        _refuse_strangers(request)
        return _route(world, request)
    except Problem as problem:
        return as_json({"error": problem.error}, status=problem.status)
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return as_json(
            {"error": {"type": "api_error", "message": "The sandbox has a fault of its own."}}, status=500
        )


def _route(world: World, request: Request) -> Response:
    path = request.path
    if path.startswith("/v1/"):
        return api.answer(world, request)
    if path == "/sandbox.css":
        return page.sheet(request)
    if path == "/healthz":
        return as_json({"ok": True})
    if path in ("/", "/operator"):
        return operator_page.show(world)
    for method, pattern, handler in _PAGES:
        found = re.fullmatch(pattern, path)
        if found and method == request.method:
            return handler(world, request, *found.groups())
    return _operate(world, request)


def _operate(world: World, request: Request) -> Response:
    route, ids = match(operator.ROUTES, request.method, request.path)
    route.check(request.params)
    with world.lock:
        result: Obj = route.handler(world, Call(params=request.params, ids=ids))
        world.commit()
    if request.method == "POST" and not request.wants_json:
        return redirect("/operator")
    return as_json(result)


def _refuse_strangers(request: Request) -> None:
    """A web page elsewhere must not steer the sandbox through somebody's browser."""
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    local = name in ("127.0.0.1", "localhost", "::1") or name.endswith(".localhost")
    source = request.headers.get("origin", "")
    foreign = request.method == "POST" and source not in ("", "null", request.origin)
    if not local or foreign:
        raise Problem(403, "invalid_request_error", "Only this machine may talk to the sandbox.", saved=False)
