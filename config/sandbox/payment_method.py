"""Saved cards: made by the hosted page or from a test token, attached to a customer, updated by the network."""

from datetime import UTC, datetime

from config.sandbox.card import BEHAVIOURS, TEST_CARDS, TOKENS, decline, details, has_expired
from config.sandbox.exchange import Obj
from config.sandbox.form import required
from config.sandbox.listing import PAGING, page
from config.sandbox.problem import declined, refused
from config.sandbox.route import Route
from config.sandbox.store import fresh
from config.sandbox.world import Call, World


def new(world: World, number: str, *, month: int, year: int, name: str | None = None) -> Obj:
    """A card that is not yet anybody's. Its number is not kept."""
    return world.store.put(
        {
            "id": fresh("pm"),
            "object": "payment_method",
            "type": "card",
            "allow_redisplay": "always",
            "billing_details": {"name": name, "email": None, "phone": None, "address": None},
            "card": details(number, month=month, year=year),
            "created": world.clock.now(),
            "customer": None,
            "livemode": False,
            "metadata": {},
            "_behaviour": TEST_CARDS[number].name,
            "_approved": False,
        }
    )


def retrieve(world: World, call: Call) -> Obj:
    return world.need("payment_method", call.ids["id"])


def attach(world: World, call: Call) -> Obj:
    required(call.params, "customer")
    world.need("customer", call.params["customer"], param="customer")
    identifier = call.ids["id"]
    if identifier in TOKENS:
        next_year = datetime.fromtimestamp(world.clock.now(), UTC).year + 3
        method = new(world, TOKENS[identifier], month=12, year=next_year)
    else:
        method = world.need("payment_method", identifier, param="payment_method")
    return give(world, method, call.params["customer"], forced=call.forced_decline)


def give(world: World, method: Obj, customer: str, *, forced: str | None = None) -> Obj:
    """Save the card on the customer, if its issuer agrees."""
    if method.get("_detached"):
        raise refused(
            "This PaymentMethod was previously used and detached. It may not be used again.",
            code="payment_method_unactivated",
            param="payment_method",
        )
    reason = forced or refusal_on_save(world, method)
    if reason:
        raise declined(decline(reason))
    return world.store.put(method | {"customer": customer})


def refusal_on_save(world: World, method: Obj) -> str | None:
    if has_expired(method["card"], world.clock.now()):
        return "expired_card"
    return BEHAVIOURS[method["_behaviour"]].on_save


def detach(world: World, call: Call) -> Obj:
    method = world.need("payment_method", call.ids["id"], param="payment_method")
    if method["customer"] is None:
        raise refused("The payment method you provided is not attached to a customer.", param="payment_method")
    method = world.store.put(method | {"customer": None, "_detached": True})
    world.events.record("payment_method.detached", method, key=call.key)
    return method


def listed(world: World, call: Call) -> Obj:
    rows = [row for row in world.store.all("payment_method") if row["customer"]]
    if "customer" in call.params:
        rows = [row for row in rows if row["customer"] == call.params["customer"]]
    return page(rows, call.params, "/v1/payment_methods")


def of_customer(world: World, call: Call) -> Obj:
    rows = [row for row in world.store.all("payment_method") if row["customer"] == call.ids["id"]]
    return page(rows, call.params, f"/v1/customers/{call.ids['id']}/payment_methods")


def renew(world: World, identifier: str, *, month: int, year: int, last4: str) -> Obj:
    """The card network replaced the card: same token, new expiry and last digits."""
    method = world.need("payment_method", identifier)
    card = method["card"] | {"exp_month": month, "exp_year": year, "last4": last4 or method["card"]["last4"]}
    method = world.store.put(method | {"card": card})
    world.events.record("payment_method.automatically_updated", method)
    return method


def expire(world: World, identifier: str) -> Obj:
    """Let the card have run out last month; the provider sends nothing about that."""
    method = world.need("payment_method", identifier)
    today = datetime.fromtimestamp(world.clock.now(), UTC)
    month, year = (12, today.year - 1) if today.month == 1 else (today.month - 1, today.year)
    return world.store.put(method | {"card": method["card"] | {"exp_month": month, "exp_year": year}})


ROUTES = (
    Route("GET", "/v1/payment_methods", listed, PAGING | {"customer", "type"}, "read"),
    Route("GET", "/v1/payment_methods/<id>", retrieve, operation="read"),
    Route("POST", "/v1/payment_methods/<id>/attach", attach, frozenset({"customer"}), "enrol"),
    Route("POST", "/v1/payment_methods/<id>/detach", detach, operation="enrol"),
    Route("GET", "/v1/customers/<id>/payment_methods", of_customer, PAGING | {"type"}, "read"),
)
