"""The card provider's API: key, idempotency, faults, and then the handler."""

import secrets
import time
from dataclasses import dataclass

from config.sandbox import charge, checkout, customer, dispute, payment_list, payment_method, refund, setup_intent
from config.sandbox.event import API_VERSION
from config.sandbox.exchange import LOST, Obj, Request, Response, as_json
from config.sandbox.fault import EFFECT, TRANSPORT, Fault
from config.sandbox.idempotency import fingerprint
from config.sandbox.listing import PAGING, expanded, page
from config.sandbox.problem import Problem, invalid
from config.sandbox.route import Route, match
from config.sandbox.world import Call, World


def _events(world: World, call: Call) -> Obj:
    kinds = call.params.get("types") or [call.params.get("type")]
    rows = [row for row in world.store.all("event") if kinds == [None] or row["type"] in kinds]
    return page(rows, call.params, "/v1/events")


def _event(world: World, call: Call) -> Obj:
    return world.need("event", call.ids["id"])


ROUTES = (
    *customer.ROUTES,
    *checkout.ROUTES,
    *setup_intent.ROUTES,
    *payment_method.ROUTES,
    *payment_list.ROUTES,
    *charge.ROUTES,
    *refund.ROUTES,
    *dispute.ROUTES,
    Route("GET", "/v1/events", _events, PAGING | {"type", "types"}, "read"),
    Route("GET", "/v1/events/<id>", _event, operation="read"),
)
_BROKEN = {"type": "api_error", "message": "Something went wrong on our end. (forced by the sandbox)"}


@dataclass(frozen=True)
class _Job:
    """One request on its way through: its route, its names and its key."""

    request: Request
    route: Route
    ids: dict[str, str]
    key: str | None
    request_id: str


def answer(world: World, request: Request) -> Response:
    """Answer one API request; every refusal is the provider's error object."""
    request_id = f"req_{secrets.token_hex(7)}"
    try:
        _check_key(world, request)
        route, ids = match(ROUTES, request.method, request.path)
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        response = _carried(world, _Job(request, route, ids, key, request_id))
    except Problem as problem:
        response = as_json({"error": problem.error}, status=problem.status)
    named = {"Request-Id": request_id, "Stripe-Version": API_VERSION} | response.headers
    return Response(response.status, response.body, response.content_type, named, response.lost)


def _check_key(world: World, request: Request) -> None:
    given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if not secrets.compare_digest(given.encode(), world.api_key.encode()):
        raise Problem(401, "invalid_request_error", "Invalid API Key provided.", saved=False)


def _carried(world: World, job: _Job) -> Response:
    """The answer as the transport delivers it: forced faults strike before it and on its way back."""
    fault = world.faults.next(TRANSPORT, job.route.operation, job.request.params.get("customer"))
    kind = fault.kind if fault else ""
    if kind == "never_arrived":
        time.sleep(fault.seconds if fault else 0)
        return LOST
    if kind == "error_before":
        return as_json({"error": _BROKEN}, status=500)
    if kind == "rate_limited":
        raise Problem(429, "invalid_request_error", "Too many requests.", code="rate_limit", saved=False)
    response = _once(world, job, pause=fault.seconds if fault and kind == "delay" else 0.0)
    if kind == "lost_reply":
        time.sleep(fault.seconds if fault else 0)
        return LOST
    return response


def _once(world: World, job: _Job, *, pause: float) -> Response:
    """The saved answer when the key has one; else execute, holding the key meanwhile."""
    if job.key is None:
        time.sleep(pause)
        return _executed(world, job, mark="")
    mark = fingerprint(job.request)
    saved = world.keys.begin(job.key, mark)
    if saved:
        return saved
    try:
        time.sleep(pause)
        return _executed(world, job, mark=mark)
    finally:
        world.keys.end(job.key)


def _executed(world: World, job: _Job, *, mark: str) -> Response:
    """Run the handler; what it did, its events and the key's answer are one journal line."""
    fault = world.faults.next(EFFECT, job.route.operation, job.request.params.get("customer"))
    with world.lock:
        try:
            job.route.check(job.request.params)
            obj = job.route.handler(world, _call(job, fault))
            response, saved = as_json(_shown(world, obj, job.request.params)), True
        except Problem as problem:
            response, saved = as_json({"error": problem.error}, status=problem.status), problem.saved
        if fault and fault.kind == "error_after" and saved:
            response = as_json({"error": _BROKEN}, status=500)
        if job.key is not None and saved:
            world.keys.save(job.key, mark, response, job.request_id)
        world.commit()
    return response


def _call(job: _Job, fault: Fault | None) -> Call:
    return Call(
        params={name: value for name, value in job.request.params.items() if name != "expand"},
        ids=job.ids,
        origin=job.request.origin,
        key=job.key,
        forced_decline=fault.decline_code if fault and fault.kind == "decline" else None,
        stays_processing=bool(fault and fault.kind == "processing"),
    )


def _shown(world: World, obj: Obj, params: Obj) -> Obj:
    paths = params.get("expand", [])
    if not isinstance(paths, list):
        raise invalid("Invalid array", param="expand")
    return expanded(world.store, obj, paths)
