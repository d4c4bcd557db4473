"""Setup intents: the saving of a card, with the holder's approval where the card asks for it."""

from config.sandbox.card import BEHAVIOURS, decline
from config.sandbox.exchange import Obj
from config.sandbox.payment_method import refusal_on_save
from config.sandbox.route import Route
from config.sandbox.store import fresh
from config.sandbox.world import Call, World


def new(world: World, *, customer: str | None, metadata: Obj, description: str | None) -> Obj:
    identifier = fresh("seti")
    return world.store.put(
        {
            "id": identifier,
            "object": "setup_intent",
            "cancellation_reason": None,
            "client_secret": f"{identifier}_{fresh('secret')}",
            "created": world.clock.now(),
            "customer": customer,
            "description": description,
            "last_setup_error": None,
            "livemode": False,
            "metadata": metadata,
            "next_action": None,
            "payment_method": None,
            "payment_method_types": ["card"],
            "status": "requires_payment_method",
            "usage": "off_session",
        }
    )


def retrieve(world: World, call: Call) -> Obj:
    return world.need("setup_intent", call.ids["id"])


def confirm(world: World, intent: Obj, method: Obj, *, forced: str | None = None) -> Obj:
    """Try to save the card: succeeded, requires_action (approval), or back to requires_payment_method."""
    reason = forced or refusal_on_save(world, method)
    if reason:
        return fail(world, intent, decline(reason))
    intent = world.store.put(intent | {"payment_method": method["id"], "last_setup_error": None})
    if BEHAVIOURS[method["_behaviour"]].approval != "never":
        return world.store.put(intent | {"status": "requires_action"})
    return succeed(world, intent)


def succeed(world: World, intent: Obj) -> Obj:
    """The card is saved and may be charged without its holder present."""
    method = world.need("payment_method", intent["payment_method"])
    if intent["customer"] is None:
        customer = world.store.put(
            {"id": fresh("cus"), "object": "customer", "created": world.clock.now(), "livemode": False}
            | {"email": None, "name": None, "metadata": {}, "preferred_locales": []}
        )
        intent = intent | {"customer": customer["id"]}
    world.store.put(method | {"customer": intent["customer"], "_approved": True})
    intent = world.store.put(intent | {"status": "succeeded"})
    world.events.record("payment_method.attached", world.need("payment_method", method["id"]))
    world.events.record("setup_intent.succeeded", intent)
    return intent


def fail(world: World, intent: Obj, error: Obj) -> Obj:
    changes = {"status": "requires_payment_method", "payment_method": None, "last_setup_error": error}
    intent = world.store.put(intent | changes)
    world.events.record("setup_intent.setup_failed", intent)
    return intent


def reject(world: World, intent: Obj) -> Obj:
    """The holder did not approve."""
    return fail(
        world,
        intent,
        {
            "code": "setup_intent_authentication_failure",
            "message": "The latest attempt to set up the payment method has failed because authentication failed.",
            "type": "invalid_request_error",
        },
    )


ROUTES = (Route("GET", "/v1/setup_intents/<id>", retrieve, frozenset({"client_secret"}), "read"),)
