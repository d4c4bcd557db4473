"""Checkout sessions in setup mode: the redirect to the hosted card page and what came of it."""

from config.sandbox import setup_intent
from config.sandbox.exchange import Obj
from config.sandbox.form import integer, required
from config.sandbox.listing import PAGING, page
from config.sandbox.problem import invalid, refused
from config.sandbox.route import Route
from config.sandbox.store import fresh
from config.sandbox.world import Call, World

LIFETIME = 24 * 3600
LOCALES = ("auto", "da", "sv", "en")
_FIELDS = frozenset(
    {
        "mode", "customer", "customer_email", "currency", "success_url", "cancel_url", "metadata", "locale",
        "client_reference_id", "payment_method_types", "setup_intent_data", "expires_at",
    }
)  # fmt: skip


def create(world: World, call: Call) -> Obj:
    params = call.params
    _check(world, params)
    details = params.get("setup_intent_data", {})
    intent = setup_intent.new(
        world,
        customer=params.get("customer"),
        metadata=details.get("metadata", {}),
        description=details.get("description"),
    )
    identifier = fresh("cs_test")
    now = world.clock.now()
    return world.store.put(
        {
            "id": identifier,
            "object": "checkout.session",
            "amount_total": None,
            "cancel_url": params.get("cancel_url"),
            "client_reference_id": params.get("client_reference_id"),
            "created": now,
            "currency": params.get("currency"),
            "customer": params.get("customer"),
            "customer_email": params.get("customer_email"),
            "expires_at": integer(params, "expires_at", now + LIFETIME),
            "livemode": False,
            "locale": params.get("locale", "auto"),
            "metadata": params.get("metadata", {}),
            "mode": "setup",
            "payment_intent": None,
            "payment_method_types": ["card"],
            "payment_status": "no_payment_required",
            "setup_intent": intent["id"],
            "status": "open",
            "success_url": params["success_url"],
            "url": f"{call.origin}/c/pay/{identifier}",
        }
    )


def _check(world: World, params: Obj) -> None:
    required(params, "mode", "success_url")
    if params["mode"] != "setup":
        raise invalid("Invalid mode: this sandbox speaks setup mode only.", param="mode")
    if params.get("payment_method_types", ["card"]) != ["card"]:
        raise invalid("Invalid payment_method_types: this sandbox knows cards only.", param="payment_method_types")
    if "payment_method_types" not in params:
        required(params, "currency")
    if params.get("locale", "auto") not in LOCALES:
        raise invalid(f"Invalid locale: must be one of {', '.join(LOCALES)}", param="locale")
    for name in ("success_url", "cancel_url"):
        if name in params and not str(params[name]).startswith(("http://", "https://")):
            raise invalid("Not a valid URL", code="url_invalid", param=name)
    if "customer" in params:
        world.need("customer", params["customer"], param="customer")


def fresh_state(world: World, session: Obj) -> Obj:
    """The session as it stands now: an open one whose time is up has expired."""
    if session["status"] == "open" and session["expires_at"] <= world.clock.now():
        return _expired(world, session)
    return session


def retrieve(world: World, call: Call) -> Obj:
    return fresh_state(world, world.need("checkout.session", call.ids["id"]))


def expire(world: World, call: Call) -> Obj:
    session = retrieve(world, call)
    if session["status"] != "open":
        raise refused(f"Only Checkout Sessions with a status of open can be expired, not {session['status']}.")
    return _expired(world, session)


def complete(world: World, session: Obj) -> Obj:
    """The card was saved: tell the product, by event as well as by redirect."""
    intent = world.need("setup_intent", session["setup_intent"])
    session = world.store.put(session | {"status": "complete", "customer": intent["customer"], "url": None})
    world.events.record("checkout.session.completed", session)
    return session


def listed(world: World, call: Call) -> Obj:
    rows = world.store.all("checkout.session")
    for name in ("customer", "status"):
        rows = [row for row in rows if name not in call.params or row[name] == call.params[name]]
    return page(rows, call.params, "/v1/checkout/sessions")


def _expired(world: World, session: Obj) -> Obj:
    session = world.store.put(session | {"status": "expired", "url": None})
    world.events.record("checkout.session.expired", session)
    return session


ROUTES = (
    Route("POST", "/v1/checkout/sessions", create, _FIELDS, "enrol"),
    Route("GET", "/v1/checkout/sessions", listed, PAGING | {"customer", "status"}, "read"),
    Route("GET", "/v1/checkout/sessions/<id>", retrieve, operation="read"),
    Route("POST", "/v1/checkout/sessions/<id>/expire", expire, operation="enrol"),
)
